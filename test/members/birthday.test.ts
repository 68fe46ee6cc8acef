import { expect, test } from 'vitest';
import { birthdayInWords, readBirthday } from '../../src/members/birthday.ts';

const read = (text: string) => readBirthday(text, 2026);

test.each([
  ['3.12', 1203, undefined],
  ['03.12.', 1203, undefined],
  ['3/12/1990', 1203, 1990],
  ['3 12 1990', 1203, 1990],
  ['1990-12-03', 1203, 1990],
  ['3 December', 1203, undefined],
  ['December 3rd, 1990', 1203, 1990],
  ['3rd of May', 503, undefined],
  ['3 grudnia 1990 r.', 1203, 1990],
  ['12 października', 1012, undefined],
  ['3 декабря 1990 г.', 1203, 1990],
  ['3-го мая', 503, undefined],
  ['1 марта', 301, undefined],
  [' 29.02 ', 229, undefined],
  ['29.02.2000', 229, 2000],
])('"%s" is a birthday', (text, day, year) => {
  expect(read(text)).toEqual({ ok: true, value: { day, ...(year === undefined ? {} : { year }) } });
});

test.each([
  ['soon', 'not-a-day'],
  ['3', 'not-a-day'],
  ['3.12.90', 'not-a-day'],
  ['30.02', 'no-such-day'],
  ['31.4', 'no-such-day'],
  ['12/31', 'no-such-day'],
  ['0.12', 'no-such-day'],
  ['29.02.1999', 'no-such-day'],
  ['1.1.2027', 'no-such-year'],
  ['1.1.1890', 'no-such-year'],
  ['3 smarch', 'not-a-day'],
])('"%s" is not: %s', (text, reason) => {
  expect(read(text)).toEqual({ ok: false, reason });
});

test('is written with its day first', () => {
  expect([birthdayInWords({ day: 229 }), birthdayInWords({ day: 1203, year: 1990 })]).toEqual(['29.02', '03.12.1990']);
});
