import { literal, momentIn } from '../../database/sql.ts';
import { dayAfter } from '../../rules/hours.ts';
import { dayOfHoliday } from '../calendar.ts';
import { namesOn } from '../name-days.ts';
import type { Due } from './kind.ts';

// Days of the year.

const DAY_MS = 86_400_000;

const yearOf = (day: string): string => day.slice(0, 4);
const numberOf = (day: string): number => Number(day.slice(5, 7)) * 100 + Number(day.slice(8, 10));

/** The days of the year that are kept on this one: on 28 February of a short year also the 29th. */
const keptOn = (day: string): readonly number[] =>
  numberOf(day) === 228 && numberOf(dayAfter(day, 1)) === 301 ? [228, 229] : [numberOf(day)];

const inSet = (days: readonly number[]): string => `any(${literal(`{${days.join(',')}}`)}::int[])`;

export const birthday: Due<'birthday'> = ({ daysBefore, knownForDays }, { day, begins }) => {
  const on = dayAfter(day, daysBefore);
  const known = knownForDays === 0 ? '' : ` and birth_told_at <= ${momentIn(begins - knownForDays * DAY_MS)}`;
  return `select id as member_id, ${literal(yearOf(on))}::text as cycle, null::json as facts from member where birth_day = ${inSet(keptOn(on))}${known}`;
};

export const joined: Due<'joined'> = ({ daysBefore }, { day, timeZone }) => {
  const on = dayAfter(day, daysBefore);
  const local = `(joined_at at time zone ${literal(timeZone)}::text)`;
  return `select id as member_id, ${literal(yearOf(on))}::text as cycle,
      json_build_object('years', ${literal(yearOf(on))}::int - extract(year from ${local})::int) as facts
    from member where to_char(${local}, 'MMDD')::int = ${inSet(keptOn(on))} and extract(year from ${local})::int < ${literal(yearOf(on))}::int`;
};

export const holiday: Due<'holiday'> = (wanted, { day }, program) => {
  const on = dayAfter(day, wanted.daysBefore);
  if (dayOfHoliday(program, wanted, Number(yearOf(on))) !== on) return undefined;
  return `select id as member_id, ${literal(yearOf(on))}::text as cycle, json_build_object('holiday', ${literal(wanted.name)}::text) as facts from member`;
};

/** A name in front, whatever follows: "Anna Maria Nowak" keeps the day of Anna. Only of those who read Polish. */
export const nameDay: Due<'nameDay'> = ({ daysBefore }, { day }) => {
  const on = dayAfter(day, daysBefore);
  const names = namesOn(numberOf(on));
  if (names.length === 0) return undefined;
  return `select id as member_id, ${literal(yearOf(on))}::text as cycle, null::json as facts
    from member where language = 'pl' and lower(split_part(name, ' ', 1)) = any(${literal(`{${names.join(',')}}`)}::text[])`;
};
