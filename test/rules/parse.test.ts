import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mistakeInWords, readProgram } from '../../src/rules/parse.ts';

const sample = readFileSync(new URL('../../program.yaml', import.meta.url), 'utf8');

/** What is written instead of what, where the mistake is found, and a word of what the owner reads. */
const mistakes: readonly [was: string, written: string, path: string, words: string][] = [
  ['rate: 5 %', 'rate: 5', 'tiers.1.rate', 'such as 3 % or 2.5 %'],
  ['rate: 5 %', 'rate: 105 %', 'tiers.1.rate', 'share of 0 to 100 %'],
  ['rate: 5 %', 'rate: 2.12345 %', 'tiers.1.rate', 'at most three decimals'],
  ['payableShare: 50 %', 'payableShare: half', 'points.payableShare', 'write a share'],
  ['country: RU', 'country: XX', 'shop.country', 'is no country'],
  ['timeZone: Europe/Moscow', 'timeZone: Europe/Moskow', 'shop.timeZone', 'is no time zone'],
  ['timeZone: Europe/Moscow', 'timeZone: "+03:00"', 'shop.timeZone', 'is no time zone'],
  ['currency: RUB', 'currency: RUR2', 'shop.currency', 'is no currency'],
  ['[ru, en, pl]', '[ru, en, de]', 'shop.languages.2', 'is one of en, pl, ru'],
  ['[ru, en, pl]', 'ru', 'shop.languages', 'is not a list'],
  ['[ru, en, pl]', '[ru, en, pl, ru]', 'shop.languages', 'at most 3'],
  ['# termsUrl: https://example.com/terms', 'termsUrl: example.com #', 'shop.termsUrl', 'is no web address'],
  ['contact: +7 495 000-00-00, chai@example.com', 'contact: 74950000000', 'shop.contact', 'put it in quotes'],
  ['welcome: 200', 'welcome: 2.5', 'points.welcome', 'whole number of points'],
  ['welcome: 200', 'welcom: 200', 'points.welcom', 'is no setting we know'],
  ['expiresAfterMonths: 6', 'expiresAfterMonths: six', 'points.expiresAfterMonths', 'or never'],
  ['returnPolicy: within_balance', 'returnPolicy: never', 'points.returnPolicy', 'only_pending'],
  ['worth: { points: 1, money: 100 }', 'worth: { points: 999999937, money: 999999999989 }', 'points.worth', 'rounder numbers'],
  ['neverEarn: [gift-card, tobacco]', 'neverEarn: [tobacco, Tobacco]', 'categories.neverEarn.1', 'is there twice'],
  ['from: 0\n', 'from: 5\n', 'tiers.0.from', 'begins at 0'],
  ['from: 4000000', 'from: 1500000', 'tiers.2.from', 'tiers go upward'],
  ['name: gold', 'name: Bronze', 'tiers.2.name', 'is there twice'],
  ['name: oolong', 'name: base', 'rules.2.name', 'take another'],
  ['name: new-year', 'name: Oolong', 'rules.4.name', 'is there twice'],
  ['{ ru: Улун, en: Oolong, pl: Oolong }', '{ ru: Улун, en: Oolong }', 'rules.2.texts', 'has no "pl"'],
  ['firstPurchase: true', 'firstPurchase: false', 'rules.0.when.firstPurchase', 'left out'],
  ['from: 50000 }', 'from: 50000, to: 400 }', 'rules.0.when.amount', 'below where it begins'],
  ['to: "12:00"', 'to: "08:00"', 'rules.1.when.daysAndHours', 'before it begins'],
  ['to: "12:00"', 'to: "25:00"', 'rules.1.when.daysAndHours.to', 'is a time of day'],
  ['[mon, tue, wed, thu]', '[monday]', 'rules.1.when.daysAndHours.days.0', 'is one of mon'],
  ['{ multiplier: 2 }', '{}', 'rules.1.then', 'gives nothing'],
  ['multiplier: 2', 'multiplier: 0.5', 'rules.1.then.multiplier', 'how many times'],
  ['category: [oolong]', 'category: oolong', 'rules.2.when.category', 'write a list'],
  ['every: 5', 'every: 5, only: 3', 'rules.3.when.nthVisit', 'either every'],
  ['from: 2026-12-15', 'from: 2026-02-30', 'rules.4.when.dates.from', 'is a day that exists'],
  ['from: 2026-12-15', 'from: 2027-12-15', 'rules.4.when.dates', 'before it begins'],
  ['tier: [silver, gold]', 'tier: [silver, golden]', 'rules.4.when.tier', 'not among tiers'],
  ['name: flyer', 'name: poster', 'sources.1.name', 'is there twice'],
  ['листовка', 'ПЛАКАТ', 'sources.1.words.0', 'is there twice'],
  ['RU: false', 'RUS: false', 'messages.marketingByTelegram.RUS', 'write countries'],
  ['maxSegments: 4', 'maxSegments: 40', 'sms.maxSegments', 'at most 10'],
];

test.each(mistakes)('"%s" written as "%s" is a mistake on its line, at %s', (was, written, path, words) => {
  const text = sample.replace(was, written);
  const read = readProgram(text);
  const mistake = read.ok ? undefined : read.mistakes.find((found) => found.path === path);
  expect(read).not.toMatchObject({ ok: true });
  expect(mistake?.message).toContain(words);
  expect(mistake?.line).toBe(lineOf(sample, was));
});

test('a mistake is said with its line and its path', () => {
  const read = readProgram(sample.replace('rate: 5 %', 'rate: 5'));
  const line = lineOf(sample, 'rate: 5 %');
  expect(read.ok ? [] : read.mistakes.map(mistakeInWords)).toEqual([
    `line ${line}, tiers.1.rate: write a share of 0 to 100 % with at most three decimals, such as 3 % or 2.5 %`,
  ]);
});

test('what is missing is told where its group begins', () => {
  const read = readProgram(sample.replace(/^ {2}currency.*$/m, ''));
  expect(read).toMatchObject({ mistakes: [{ line: lineOf(sample, 'shop:'), path: 'shop.currency', message: 'is missing' }] });
});

test('the default language is one of the languages', () => {
  const read = readProgram(sample.replace('[ru, en, pl]', '[en, pl]'));
  expect(read).toMatchObject({ mistakes: [{ line: lineOf(sample, 'defaultLanguage'), path: 'shop.defaultLanguage' }] });
});

test('all mistakes are told at once, in order of lines', () => {
  const text = sample.replace('rate: 5 %', 'rate: 5').replace('country: RU', 'country: XX').replace('maxSegments: 4', 'maxSegments: 40');
  const read = readProgram(text);
  expect(read.ok ? [] : read.mistakes.map(({ path }) => path)).toEqual(['shop.country', 'tiers.1.rate', 'sms.maxSegments']);
});

test('broken YAML is one mistake, on the line where it breaks', () => {
  const read = readProgram(sample.replace('[gift-card, tobacco]', '[gift-card, tobacco'));
  expect(read).toMatchObject({ ok: false, mistakes: [{ path: '', message: expect.stringContaining('cannot be read') }] });
});

test('a setting written twice is a mistake', () => {
  const read = readProgram(sample.replace('  welcome: 200', '  welcome: 200\n  welcome: 300'));
  expect(read).toMatchObject({ mistakes: [{ line: lineOf(sample, 'welcome: 200') + 1 }] });
});

test('references that could blow a file up are not read', () => {
  expect(readProgram('a: &x 1\nb: *x\n')).toMatchObject({ mistakes: [{ line: 2, column: 4 }] });
});

test.each(['', '5', '- a', 'null'])('a file of %j is no program', (text) => {
  expect(readProgram(text).ok).toBe(false);
});

test('a file longer than any program is not even parsed', () => {
  expect(readProgram('#'.repeat(300_000))).toMatchObject({ ok: false, mistakes: [{ line: 1 }] });
});

test('what is left out gets its default', () => {
  const short = sample
    .slice(0, sample.indexOf('# A rule gives more'))
    .replace(/^ {2}(welcome|activeAfterDays|expiresAfterMonths).*$/gm, '');
  expect(readProgram(short)).toMatchObject({
    ok: true,
    program: {
      points: { welcome: 0, activeAfterDays: 0, expiresAfterMonths: 'never' },
      rules: [],
      sources: [],
      messages: { purchaseNoticeBySms: false, marketingByTelegram: {} },
      sms: { diacritics: 'keep', maxSegments: 3 },
      budgets: { smsPerMonth: {} },
    },
  });
});

const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;
