import { Temporal } from 'temporal-polyfill';
import { type Instant, weekdays } from './calendar.ts';
import type { Program } from './program.ts';

/** Where somebody lives: two letters of a country, and a time zone. */
export type Place = { readonly country: string; readonly timeZone: string };

/** At most six days of a week are quiet: the schema sees to it. */
const DAYS_LOOKED_AT = 8;
const defaultQuiet = { from: '20:00', to: '10:00' };

/**
 * The first moment, from `now` on, at which a greeting or an offer may reach somebody: outside the quiet hours and days of their country, by
 * their own clock. An hour that the clocks skip begins when they have been moved; one that they repeat is the first of the two.
 */
export function nextGoodMoment(program: Program, place: Place, now: Instant): Instant {
  const { from, to } = ofCountry(program.messages.quietHours, place.country) ?? defaultQuiet;
  const quietDays: readonly string[] = ofCountry(program.messages.quietDays, place.country) ?? [];
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(place.timeZone);
  for (let days = 0; days < DAYS_LOOKED_AT; days += 1) {
    const date = local.toPlainDate().add({ days });
    if (quietDays.includes(weekdays[date.dayOfWeek - 1] as string)) continue;
    for (const [begin, end] of openHours(from, to)) {
      const opens = momentOf(date, begin, place.timeZone);
      const closes = momentOf(date, end, place.timeZone);
      if (now < closes && opens < closes) return Math.max(now, opens);
    }
  }
  return now;
}

/** What the quiet hours leave of a day. */
const openHours = (from: string, to: string): readonly (readonly [string, string])[] =>
  from > to
    ? [[to, from]]
    : [
        ['00:00', from],
        [to, '24:00'],
      ];

function momentOf(date: Temporal.PlainDate, time: string, timeZone: string): Instant {
  if (time === '24:00') return date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  if (time === '00:00') return date.toZonedDateTime(timeZone).epochMilliseconds;
  return date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
}

/** A country's own line, else the one for all others. */
const ofCountry = <Value>(lines: Readonly<Record<string, Value>>, country: string): Value | undefined => lines[country] ?? lines['other'];

/** The moment that a clock of a place shows "2026-12-01 10:00"; nothing where that is no time. An hour that is skipped begins when it is over. */
export function momentAt(timeZone: string, written: string): Instant | undefined {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)$/.exec(written.trim()) ?? [];
  try {
    return date === undefined || time === undefined ? undefined : momentOf(Temporal.PlainDate.from(date), time, timeZone);
  } catch {
    return undefined;
  }
}

/** The calendar day of a place, as 2026-11-30. */
export const localDay = (timeZone: string, at: Instant): string => zoned(timeZone, at).toPlainDate().toString();

/** The clock of a place, as 14:05. */
export const localClock = (timeZone: string, at: Instant): string => zoned(timeZone, at).toPlainTime().toString().slice(0, 5);

/** The midnight that begins a day, so many days from it. */
export const midnightOf = (timeZone: string, day: string, daysLater = 0): Instant =>
  Temporal.PlainDate.from(day).add({ days: daysLater }).toZonedDateTime(timeZone).epochMilliseconds;

/** The midnight that ends the day so many days after today: what is given today lasts until then. */
export const midnightAfter = (timeZone: string, now: Instant, days: number): Instant =>
  midnightOf(timeZone, localDay(timeZone, now), days + 1);

/** A calendar day so many days from another. */
export const dayAfter = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();

const zoned = (timeZone: string, at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);

/** What one SMS segment to somebody of this country costs, in minor units. */
export const segmentPrice = (program: Program, country: string): bigint =>
  BigInt(ofCountry(program.sms.pricesByCountry, country) ?? program.sms.pricePerSegment);

export type Caps = Program['messages']['caps']['marketing'];

const windows = [
  ['perDay', 1],
  ['perWeek', 7],
  ['per30Days', 30],
] as const;

/** The days on which a window of caps looks back, today included. */
export const CAPPED_DAYS = 30;

/**
 * The first of the next days, from `today` on, on which one more message keeps every cap. `told` are the days of those sent so far, and days are
 * whole days of the calendar. Today itself when nothing is in the way.
 */
export function dayWithinCaps(caps: Caps, told: readonly string[], today: string): string {
  for (let days = 0; days <= CAPPED_DAYS; days += 1) {
    const day = dayAfter(today, days);
    if (windows.every(([name, length]) => countedIn(told, day, length) < (caps[name] ?? Number.POSITIVE_INFINITY))) return day;
  }
  return dayAfter(today, CAPPED_DAYS + 1);
}

function countedIn(told: readonly string[], day: string, length: number): number {
  const from = dayAfter(day, 1 - length);
  return told.filter((one) => from <= one && one <= day).length;
}
