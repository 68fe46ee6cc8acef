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
export const activeFrom = (program: Program, at: Instant): Instant =>
  program.points.activeAfterDays === 0 ? at : activeFromDay(program, at);

const activeFromDay = perDay((program, day) => midnight(program, day.add({ days: program.points.activeAfterDays })));

/**
 * The shop's midnight that ends the day `expiresAfterMonths` after activation; a month too short for the day ends on its last (31
 * August and 6 months: the end of 28 or 29 February). `undefined`: never.
 */
export const expiresAt: (program: Program, activeAt: Instant) => Instant | undefined = perDay((program, day) => {
  const months = program.points.expiresAfterMonths;
  return months === 'never' ? undefined : midnight(program, day.add({ months }).add({ days: 1 }));
});

/** Restored points whose own lot has expired: the shop's midnight that ends the day `restoredPointsLastDays` after. */
export const restoredExpiresAt: (program: Program, at: Instant) => Instant = perDay((program, day) =>
  midnight(program, day.add({ days: program.points.restoredPointsLastDays + 1 })),
);

/** Money paid since then makes the tier: the shop's midnight that began this day 12 months ago. */
export const windowStart: (program: Program, now: Instant) => Instant = perDay((program, day) =>
  midnight(program, day.subtract({ months: tierWindowMonths })),
);

/** The shop's midnight that began this day. */
export const dayStart: (program: Program, now: Instant) => Instant = perDay((program, day) => midnight(program, day));

/** The shop's midnight that began this calendar month. */
export const monthStart: (program: Program, now: Instant) => Instant = perDay((program, day) => midnight(program, day.with({ day: 1 })));

/** Every message asks, and the answer changes at midnight: that of the last day asked about is kept, per program. */
function perDay<T>(answer: (program: Program, day: Temporal.PlainDate) => T): (program: Program, at: Instant) => T {
  const kept = new WeakMap<Program, { readonly from: Instant; readonly until: Instant; readonly value: T }>();
  return (program, at) => {
    const last = kept.get(program);
    if (last !== undefined && last.from <= at && at < last.until) return last.value;
    const day = localDay(program, at);
    const value = answer(program, day);
    kept.set(program, { from: midnight(program, day), until: midnight(program, day.add({ days: 1 })), value });
    return value;
  };
}

/** The shop's calendar day, as 2026-11-30. */
export const localDate: (program: Program, at: Instant) => string = perDay((_, day) => day.toString());

export const localTime: (program: Program, at: Instant) => LocalTime = lately(toMinute, (program, at) => {
  const local = zoned(program, at).toString(); // 2026-11-30T14:05:00+03:00[…], sliced: one call instead of six
  const date = local.slice(0, 10);
  return { date, weekday: weekdays[(new Date(date).getUTCDay() + 6) % 7]!, time: local.slice(11, 16) };
});

/** RFC 3339 with the shop's offset at that moment: 2026-11-21T14:03:00+03:00. */
export const shopTime: (program: Program, at: Instant) => string = lately(
  (at) => at,
  (program, at) => zoned(program, at).toString({ timeZoneName: 'never', fractionalSecondDigits: at % 1000 === 0 ? 0 : 3 }),
);

function toMinute(at: Instant): number {
  return Math.floor(at / 60_000);
}

/** Tills ask about the minute that is and about tomorrow's midnight, one after the other: the last answer is kept, per program. */
function lately<T>(keyOf: (at: Instant) => number, answer: (program: Program, at: Instant) => T): (program: Program, at: Instant) => T {
  const kept = new WeakMap<Program, { readonly key: number; readonly value: T }>();
  return (program, at) => {
    const key = keyOf(at);
    const last = kept.get(program);
    if (last?.key === key) return last.value;
    const value = answer(program, at);
    kept.set(program, { key, value });
    return value;
  };
}

/** Whole days from one calendar day to a later one, both written 2026-11-30. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMilliseconds;

const zoned = (program: Program, at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(program.shop.timeZone);

function localDay(program: Program, at: Instant): Temporal.PlainDate {
  return zoned(program, at).toPlainDate();
}

/** The first moment of the day, which is not 00:00 where clocks jump at midnight. */
function midnight(program: Program, date: Temporal.PlainDate): Instant {
  return date.toZonedDateTime(program.shop.timeZone).epochMilliseconds;
}
