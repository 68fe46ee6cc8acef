import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import HolidaysParser from 'date-holidays-parser';
import type { Contradiction } from '../rules/contradictions.ts';
import type { Program } from '../rules/program.ts';

/** A day that has a name, as 2027-03-28. */
export type Holiday = { readonly name: string; readonly date: string };

const require = createRequire(import.meta.url);
const rules = join(dirname(require.resolve('date-holidays/package.json')), 'data', 'holidays.json');

const kept = new Map<string, readonly Holiday[]>();

/**
 * The holidays of a country in a year, in its own language and in English, the shop's own first: `find` by name meets them before the country's.
 * The dates of countries are those of `date-holidays`.
 */
export function holidaysOf(program: Program, country: string, year: number): readonly Holiday[] {
  const own = program.holidays.own.map(({ name, date }) => ({ name, date: date.length === 5 ? `${year}-${date}` : date }));
  return [...own.filter(({ date }) => date.startsWith(`${year}-`)), ...nationalHolidays(country, year)];
}

/** The day of a holiday in a year, by its name in any letter case; nothing when there is none of that name. */
export function dayOfHoliday(
  program: Program,
  holiday: { readonly name: string; readonly country?: string | undefined },
  year: number,
): string | undefined {
  const wanted = holiday.name.toLowerCase();
  return holidaysOf(program, holiday.country ?? program.shop.country, year).find(({ name }) => name.toLowerCase() === wanted)?.date;
}

/** Occasions about holidays that no calendar has this year or in the next. */
export function unknownHolidays(program: Program): Contradiction[] {
  const thisYear = new Date().getFullYear();
  return program.occasions.flatMap(({ on: { holiday } }, index) => {
    if (holiday === undefined || [0, 1].some((later) => dayOfHoliday(program, holiday, thisYear + later) !== undefined)) return [];
    const message = `"${holiday.name}" is no holiday of ${holiday.country ?? program.shop.country} and none of your own: see npm run kopilka -- holidays`;
    return [{ path: ['occasions', index, 'on', 'holiday', 'name'], message }];
  });
}

/**
 * The rules of all countries are read for one and let go again: kept, as `date-holidays` itself keeps them, they take 12 MB for a few dozen days. Its
 * own parser reads them.
 */
function nationalHolidays(country: string, year: number): readonly Holiday[] {
  const key = `${country} ${year}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const calendar = new HolidaysParser(JSON.parse(readFileSync(rules, 'utf8')), country);
  const named = [calendar.getHolidays(year), calendar.getHolidays(year, 'en')].flatMap((list) =>
    (list ?? []).map(({ name, date }) => ({ name, date: date.slice(0, 10) })),
  );
  const found = named.filter((one, place) => named.findIndex((other) => other.name === one.name) === place);
  kept.set(key, found);
  return found;
}
