import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pageWords } from '../../../src/channels/web/words/table.ts';
import { readKeyword } from '../../../src/conversation/keywords.ts';
import { readProgram } from '../../../src/rules/parse.ts';
import { type Program, programSchema } from '../../../src/rules/program.ts';
import { languages } from '../../../src/texts/message.ts';
import { programWith, rule } from '../../rules/sample.ts';
import { openShop, wordsOf } from './visit.ts';

const plainTiers = [
  { name: 'bronze', from: 0, rate: '3 %', texts: { en: 'Bronze', ru: 'Бронза' } },
  { name: 'gold', from: 4_000_000, rate: '7.5 %', texts: { en: 'Gold' } },
];
const rules = [
  rule('a', { extraRate: '2.5 %', multiplier: 1.5 }, { when: { category: ['oolong'], amount: { from: 10_000, to: 99_900 } } }),
  rule(
    'b',
    { pointsPerAmount: { points: 7, amount: 12_300 } },
    { when: { tier: ['gold'], dates: { from: '2026-12-15', to: '2027-01-10' } } },
  ),
  rule('c', { fixedPoints: 55 }, { when: { nthVisit: { every: 5 } }, limits: { pointsPerReceipt: 321 } }),
  rule('d', { fixedPoints: 66 }, { when: { firstPurchase: true, daysAndHours: { days: ['mon', 'sat'], from: '09:00', to: '12:00' } } }),
  rule('e', { fixedPoints: 77 }, { when: { product: { skus: ['cup-1'], quantityFrom: 3 }, nthVisit: { only: 9 } } }),
  rule('f', { fixedPoints: 88 }),
];
const full = programWith({
  tiers: plainTiers,
  rules,
  categories: { neverEarn: ['tobacco'], notPayable: ['gift-card'] },
  points: {
    worth: { points: 500, money: 5_000 },
    welcome: 250,
    activeAfterDays: 3,
    expiresAfterMonths: 7,
    payableShare: '45 %',
    restoredPointsLastDays: 21,
  },
});

const read = async (program: Program, path: string) => wordsOf(await openShop({ program, smsNumber: '+48512345678' }).visit(path));
const sectionsOf = async (program: Program, path: string) =>
  [...(await openShop({ program }).visit(path)).body.matchAll(/<section id="([^"]+)">/g)].map(([, id]) => id);

test.each(['/', '/terms', '/privacy'])('%s has the same sections in all three languages', async (path) => {
  const [en, pl, ru] = await Promise.all(languages.map((language) => sectionsOf(full, `${path}?lang=${language}`)));
  expect(en?.length).toBeGreaterThan(0);
  expect(pl).toEqual(en);
  expect(ru).toEqual(en);
});

test.each([
  [
    'en',
    [
      '7.5%',
      'zł 40,000',
      '2.5%',
      'zł 100',
      '250 points, worth zł 25',
      '500 points = zł 50',
      '45%',
      '1.5 times',
      '15 December 2026',
      '5th',
      '9th',
    ],
  ],
  [
    'pl',
    [
      '7,5%',
      '40 000 zł',
      '2,5%',
      '100 zł',
      '250 punktów o wartości 25 zł',
      '500 punktów = 50 zł',
      '45%',
      '× 1,5',
      '15 grudnia 2026',
      'co 5.',
      '9.',
    ],
  ],
  [
    'ru',
    [
      '7,5 %',
      '40 000 zł',
      '2,5 %',
      '100 zł',
      '250 баллов (это 25 zł)',
      '500 баллов = 50 zł',
      '45 %',
      '× 1,5',
      '15 декабря 2026',
      '5-ю',
      '9-ю',
    ],
  ],
] as const)('the terms in %s have the numbers of the program', async (language, numbers) => {
  const text = await read(full, `/terms?lang=${language}`);
  for (const number of [...numbers, '09:00', '12:00', '55', '66', '77', '88', '321', 'oolong', 'cup-1', 'tobacco', 'gift-card']) {
    expect(text, number).toContain(number);
  }
});

test('what a tier earns in the example is what the rules would give', async () => {
  const text = await read(full, '/terms?lang=en');
  expect(text).toContain('Bronze from the start 3% 30 points');
  expect(text).toContain('Gold from zł 40,000 7.5% 75 points');
});

test('days and months are counted in the right form', async () => {
  const text = await read(full, '/terms?lang=ru');
  expect(text).toContain('через 3 дня');
  expect(text).toContain('действуют 7 месяцев');
  expect(text).toContain('ещё на 21 день');
});

test('a tier without words in a language has those of the shop, else its name', async () => {
  const text = await read(full, '/terms?lang=ru');
  expect(text).toContain('Бронза');
  expect(text).toContain('gold');
});

test('a plain program says nothing of what it does not have', async () => {
  const sections = await sectionsOf(programWith(), '/terms?lang=en');
  expect(sections).not.toContain('extra');
  expect(sections).not.toContain('excluded');
  const text = await read(programWith(), '/terms?lang=en');
  expect(text).toContain('Points do not expire.');
  expect(text).toContain('can be spent at once');
  expect(text).not.toContain('welcome');
});

test.each(languages)('each way to set up a program reads differently in %s', async (language) => {
  const choices = { ...programSchema.shape.points.shape };
  for (const [setting, values] of Object.entries({
    returnPolicy: choices.returnPolicy.unwrap().options,
    redeemProof: choices.redeemProof.unwrap().options,
    earnOn: choices.earnOn.unwrap().options,
  })) {
    const texts = await Promise.all(values.map((value) => read(programWith({ points: { [setting]: value } }), `/terms?lang=${language}`)));
    expect(new Set(texts).size, setting).toBe(values.length);
  }
});

test.each([
  ['RU', 'Roskomnadzor', '152-FZ'],
  ['PL', 'UODO', 'Article 398'],
  ['GB', 'ICO', 'UK GDPR'],
  ['DE', 'authority of your country', 'Article 6(1)(b) GDPR'],
  ['KZ', 'authority of your country', 'we have agreed on it with you.'],
])('a shop in %s names %s and its law', async (country, authority, law) => {
  const text = await read(programWith({ shop: { country } }), '/privacy?lang=en');
  expect(text).toContain(authority);
  expect(text).toContain(law);
});

test.each(languages)('the words the pages tell people to send in %s are understood', (language) => {
  const { name, email, ...whole } = pageWords[language].keywords;
  for (const [keyword, word] of Object.entries(whole)) expect(readKeyword(word)?.keyword, word).toBe(keyword);
  expect(readKeyword(`${name} Anna`)?.keyword).toBe('name');
  expect(readKeyword(`${email} anna@example.com`)?.keyword).toBe('email');
});

test.each(languages)("the sample program's pages are whole in %s", async (language) => {
  const sample = readProgram(readFileSync(new URL('../../../program.yaml', import.meta.url), 'utf8'));
  if (!sample.ok) throw new Error('the sample program is broken');
  for (const path of ['/', '/terms', '/privacy', '/c/known', '/c/unknown']) {
    expect(await read(sample.program, `${path}?lang=${language}`)).not.toMatch(/undefined|NaN|\[object|\$\{/);
  }
});
