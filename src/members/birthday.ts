import type { Birthday } from './member.ts';
import type { Read } from './readers.ts';

const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const AGE_MAX = 120;
/** Of each month, in any case of the three languages, the letters that tell it from the others. */
const monthStems: readonly RegExp[] = [
  /^(jan|sty|янв)/,
  /^(feb|lut|фев)/,
  /^(mar|мар)/,
  /^(apr|kwi|апр)/,
  /^(may|maj|ма[йя])/,
  /^(jun|cze|июн)/,
  /^(jul|lip|июл)/,
  /^(aug|sie|авг)/,
  /^(sep|wrz|сен)/,
  /^(oct|paz|okt|окт)/,
  /^(nov|lis|ноя)/,
  /^(dec|gru|дек)/,
];

/**
 * A birthday as people write it: "3.12", "3/12/1990", "1990-12-03", "3 December", "3 grudnia", "3 декабря 1990 г.". The day stands before the
 * month, unless the year is first. `thisYear`: nobody is born after it. Two digits are no year.
 */
export function readBirthday(
  text: string,
  thisYear: number,
): Read<{ readonly day: number; readonly year?: number }, 'not-a-day' | 'no-such-day' | 'no-such-year'> {
  const words = text
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u0305\u0307-\u036f]/g, '')
    .normalize('NFC')
    .replace(/\s*(г|r|года?|roku)\.?$/, '');
  const read = byNumbers(words) ?? byName(words);
  if (read === undefined) return { ok: false, reason: 'not-a-day' };
  const { day, month, year } = read;
  if (month < 1 || month > 12 || day < 1 || day > (daysOfMonth[month - 1] as number)) return { ok: false, reason: 'no-such-day' };
  if (year !== undefined && (year > thisYear || year < thisYear - AGE_MAX)) return { ok: false, reason: 'no-such-year' };
  if (year !== undefined && month === 2 && day === 29 && new Date(Date.UTC(year, 1, 29)).getUTCDate() !== 29)
    return { ok: false, reason: 'no-such-day' };
  return { ok: true, value: { day: month * 100 + day, ...(year === undefined ? {} : { year }) } };
}

type Parts = { readonly day: number; readonly month: number; readonly year?: number };

function byNumbers(text: string): Parts | undefined {
  const yearFirst = /^(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})$/.exec(text);
  if (yearFirst !== null) return { year: Number(yearFirst[1]), month: Number(yearFirst[2]), day: Number(yearFirst[3]) };
  const dayFirst = /^(\d{1,2})[-./ ]+(\d{1,2})(?:[-./ ]+(\d{4}))?\.?$/.exec(text);
  return dayFirst === null ? undefined : partsOf(Number(dayFirst[1]), Number(dayFirst[2]), dayFirst[3]);
}

/** "3 grudnia", "december 3", with or without a year. */
function byName(text: string): Parts | undefined {
  const found =
    /^(?:(\d{1,2})(?:st|nd|rd|th|-?го|\.)? *(?:of +)?(\p{L}{3,})|(\p{L}{3,})\.? +(\d{1,2})(?:st|nd|rd|th)?)[,.]?(?: +(\d{4}))?$/u.exec(
      text,
    );
  if (found === null) return undefined;
  const month = 1 + monthStems.findIndex((stem) => stem.test((found[2] ?? found[3]) as string));
  return month === 0 ? undefined : partsOf(Number(found[1] ?? found[4]), month, found[5]);
}

const partsOf = (day: number, month: number, year: string | undefined): Parts =>
  year === undefined ? { day, month } : { day, month, year: Number(year) };

/** As everybody reads it: 03.12, or 03.12.1990. */
export const birthdayInWords = ({ day, year }: Pick<Birthday, 'day' | 'year'>): string =>
  [String(day % 100).padStart(2, '0'), String(Math.floor(day / 100)).padStart(2, '0'), ...(year === undefined ? [] : [year])].join('.');
