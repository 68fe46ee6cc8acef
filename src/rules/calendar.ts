import { Temporal } from 'temporal-polyfill';
import type { Program } from './program.ts';

/** A moment: milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** What the shop's clock and calendar show: 2026-11-30, mon, 14:05. */
export type LocalTime = { readonly date: string; readonly weekday: (typeof weekdays)[number]; readonly time: string };

const tierWindowMonths = 12;
const dayMilliseconds = 86_400_000; // of the calendar, where no clock is moved

/** When points of something that happened `at` can be spent: at once, or from the shop's midnight `activeAfterDays` after its day. */
export function activeFrom(program: Program, at: Instant): Instant {
  const days = program.points.activeAfterDays;
  return days === 0 ? at : midnight(program, localDay(program, at).add({ days }));
}

/**
 * The shop's midnight that ends the day `expiresAfterMonths` after activation; a month too short for the day ends on its last (31
 * August and 6 months: the end of 28 or 29 February). `undefined`: never.
 */
export function expiresAt(program: Program, activeAt: Instant): Instant | undefined {
  const months = program.points.expiresAfterMonths;
  return months === 'never' ? undefined : midnight(program, localDay(program, activeAt).add({ months }).add({ days: 1 }));
}

/** Restored points whose own lot has expired: the shop's midnight that ends the day `restoredPointsLastDays` after. */
export const restoredExpiresAt = (program: Program, at: Instant): Instant =>
  midnight(program, localDay(program, at).add({ days: program.points.restoredPointsLastDays + 1 }));

/** Money paid since then makes the tier: the shop's midnight that began this day 12 months ago. */
export const windowStart = (program: Program, now: Instant): Instant =>
  midnight(program, localDay(program, now).subtract({ months: tierWindowMonths }));

/** The shop's calendar day, as 2026-11-30. */
export const localDate = (program: Program, at: Instant): string => localDay(program, at).toString();

export function localTime(program: Program, at: Instant): LocalTime {
  const local = zoned(program, at).toString(); // 2026-11-30T14:05:00+03:00[…], sliced: one call instead of six
  const date = local.slice(0, 10);
  return { date, weekday: weekdays[(new Date(date).getUTCDay() + 6) % 7]!, time: local.slice(11, 16) };
}

/** Whole days from one calendar day to a later one, both written 2026-11-30. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMilliseconds;

const zoned = (program: Program, at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(program.shop.timeZone);

const localDay = (program: Program, at: Instant): Temporal.PlainDate => zoned(program, at).toPlainDate();

/** The first moment of the day, which is not 00:00 where clocks jump at midnight. */
const midnight = (program: Program, date: Temporal.PlainDate): Instant => date.toZonedDateTime(program.shop.timeZone).epochMilliseconds;
