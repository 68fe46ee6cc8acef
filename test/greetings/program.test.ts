import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { unknownHolidays } from '../../src/greetings/calendar.ts';
import { readProgram } from '../../src/rules/parse.ts';

const sample = readFileSync(new URL('../../program.yaml', import.meta.url), 'utf8');
const head = sample.slice(0, sample.indexOf('\noccasions:'));
const linesBefore = head.split('\n').length;

function mistakesIn(occasion: string): string[] {
  const read = readProgram(`${head}\noccasions:\n  - ${occasion}\n`, unknownHolidays);
  return read.ok ? [] : read.mistakes.map(({ line, path, message }) => `${line - linesBefore} ${path}: ${message}`);
}

const texts = 'texts: { ru: "{name}", en: "{name}" }';

test('the sample’s occasions are right', () => expect(readProgram(sample, unknownHolidays).ok).toBe(true));

describe('an owner is told the line of', () => {
  test.each([
    [
      'an unknown placeholder',
      `{ name: a, on: { birthday: {} }, texts: { ru: "{imya}" } }`,
      /^2 occasions.0.texts.ru: \{imya\} is not known here: write \{name\}, \{shop\}/,
    ],
    ['a fact of another occasion', `{ name: a, on: { birthday: {} }, texts: { ru: "{days}" } }`, /\{days\} is not known here/],
    ['points where there is no gift', `{ name: a, on: { birthday: {} }, texts: { ru: "{points}" } }`, /\{points\} is not known here/],
    ['a missing language of the shop', `{ name: a, on: { birthday: {} }, texts: { en: "{name}" } }`, /^2 occasions.0.texts: lacks ru/],
    [
      'a holiday that no calendar has',
      `{ name: a, on: { holiday: { name: Midsommar } }, ${texts} }`,
      /^2 occasions.0.on.holiday.name: "Midsommar" is no holiday of RU/,
    ],
    ['two occasions in one', `{ name: a, on: { birthday: {}, joined: {} }, ${texts} }`, /^2 occasions.0.on: names one of birthday/],
    ['no occasion', `{ name: a, on: {}, ${texts} }`, /names one of birthday/],
    [
      'a source that is none',
      `{ name: a, on: { birthday: {} }, audience: { sources: [radio] }, ${texts} }`,
      /"radio" is not among sources/,
    ],
    ['points and a coupon', `{ name: a, on: { birthday: {} }, gift: { points: 5, coupon: tea }, ${texts} }`, /gives points or a coupon/],
    [
      'a coupon that there is not',
      `{ name: a, on: { birthday: {} }, gift: { coupon: cake }, texts: { ru: "{coupon}" } }`,
      /^2 occasions.0.gift.coupon: "cake" is not among coupons/,
    ],
    [
      'a coupon whose code is not told',
      `{ name: a, on: { birthday: {} }, gift: { coupon: tea }, texts: { ru: "{gives}" } }`,
      /^2 occasions.0.texts.ru: gives a coupon and does not say its code/,
    ],
    [
      'a gift that is gone at once',
      `{ name: a, on: { birthday: {} }, gift: { points: 10, lastsDays: 0 }, ${texts} }`,
      /lastsDays: is too small/,
    ],
  ])('%s', (_, occasion, mistake) => {
    const found = mistakesIn(occasion);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(mistake);
  });

  test('the same name twice', () => {
    const occasion = `{ name: a, on: { birthday: {} }, ${texts} }`;
    expect(mistakesIn(`${occasion}\n  - ${occasion}`)[0]).toMatch(/^3 occasions.1.name/);
  });
});
