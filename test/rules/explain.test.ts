import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { explainProgram } from '../../src/rules/explain.ts';
import { marketingByTelegram } from '../../src/rules/marketing.ts';
import { readProgram } from '../../src/rules/parse.ts';
import { printerFor } from '../../src/rules/print.ts';
import { sourceOf } from '../../src/rules/sources.ts';
import { programWith, rule } from './sample.ts';

function sample() {
  const read = readProgram(readFileSync(new URL('../../program.yaml', import.meta.url), 'utf8'));
  if (!read.ok) throw new Error('the sample is wrong');
  return read.program;
}

test.each([
  '1 point pays 1 ₽.',
  'Joining gives 200 points, worth 200 ₽.',
  'bronze (everybody): 3 %, so 1,000 ₽ earn 30 points.',
  'silver (whoever paid 15,000 ₽ or more in the last 12 months): 5 %, so 1,000 ₽ earn 50 points.',
  'first-purchase: 100 points more; when it comes to 500 ₽ or more and it is the first purchase.',
  "quiet-mornings: the tier's rate times 2, at most 300 points per receipt; when bought on mon, tue, wed, thu from 09:00 to 12:00.",
  'oolong: 5 % more; when it has oolong (only that part counts) and it comes to 1,000 ₽ or more.',
  'new-year: 10 points more for every 1,000 ₽; when the member is silver or gold and bought from 2026-12-15 to 2027-01-10.',
  'fifth-visit: 50 points more; when it comes to 300 ₽ or more and it is every 5th purchase.',
  'Points for a purchase on 30 August 2026 can be spent from 31 August 2026.',
  'They expire when 28 February 2027 ends.',
  'Up to 50 % of a receipt: of 1,000 ₽, 500 points pay 500 ₽.',
  'These earn nothing: gift-card, tobacco.',
])('the sample, explained to its owner, says: %s', (sentence) => {
  expect(explainProgram(sample())).toContain(`- ${sentence}\n`.trimEnd());
});

test('the shortest program is explained too', () => {
  const text = explainProgram(programWith({ rules: [rule('gift', { fixedPoints: 1 })] }));
  expect(text).toContain('can be spent at once.');
  expect(text).toContain('They never expire.');
  expect(text).toContain('gift: 1 point more; always.');
  expect(text).not.toMatch(/undefined|NaN|\[object/);
});

test('money is printed in the coins of its currency', () => {
  const print = (currency: string, amount: bigint) => printerFor({ ...programWith().shop, currency }).money(amount);
  expect([print('RUB', 150050n), print('PLN', 5n), print('JPY', 1500n), print('KWD', 1500n)]).toEqual([
    '1,500.50 ₽',
    '0.05 zł',
    '1,500 ¥',
    '1.500 KWD',
  ]);
});

test('a source is known by its name and by its words, in any case', () => {
  expect([sourceOf(sample(), 'Poster'), sourceOf(sample(), 'ПЛАКАТ '), sourceOf(sample(), 'elsewhere')]).toEqual([
    'poster',
    'poster',
    undefined,
  ]);
});

test('offers by Telegram: the country’s own line, then the law, then other', () => {
  const allowed = (chosen: Record<string, boolean>, country: string) =>
    marketingByTelegram(programWith({ messages: { marketingByTelegram: chosen } }), country);
  expect([
    allowed({}, 'RU'),
    allowed({}, 'PL'),
    allowed({ other: true }, 'RU'),
    allowed({ RU: true }, 'RU'),
    allowed({ other: false }, 'PL'),
  ]).toEqual([false, true, false, true, false]);
});
