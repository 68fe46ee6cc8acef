import { InvalidArgumentError } from 'commander';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A day of the calendar as it is typed: 2026-11-30. */
export function readDay(text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text))) throw new InvalidArgumentError('Write a day such as 2026-11-30.');
  return text;
}

export const daysBefore = (day: string, count: number): string => new Date(Date.parse(day) - count * DAY_MS).toISOString().slice(0, 10);
