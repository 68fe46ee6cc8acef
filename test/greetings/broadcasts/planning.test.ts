import { expect, test } from 'vitest';
import { example } from '../../../src/cli/broadcast/example.ts';
import { differenceOf } from '../../../src/greetings/broadcasts/difference.ts';
import { readPlan } from '../../../src/greetings/broadcasts/plan.ts';
import { mistakeInWords } from '../../../src/rules/parse.ts';
import { sampleProgram } from '../../support/world.ts';

const { program } = sampleProgram();
const mistakesIn = (text: string): readonly string[] => {
  const read = readPlan(text, program);
  return read.ok ? [] : read.mistakes.map(mistakeInWords);
};

test('the example is a plan', () => {
  expect(readPlan(example, program)).toMatchObject({ ok: true, value: { name: 'Fresh oolong', holdOut: '10 %' } });
});

test('what a text mentions and nobody knows is refused, with its line', () => {
  expect(mistakesIn('name: Tea\ntexts:\n  ru: "Привет, {name}"\n  en: "Hello, {first_name}"\n')).toEqual([
    'line 4, texts.en: {first_name} is not known: a text may mention {name}, {points}, {tier}',
  ]);
});

test('without a text in the language that stands in for the others it is refused', () => {
  const { defaultLanguage } = program.shop;
  const other = defaultLanguage === 'en' ? 'pl' : 'en';
  expect(mistakesIn(`name: Tea\ntexts:\n  ${other}: "Hello"\n`)).toEqual([
    `line 2, texts: has no text in "${defaultLanguage}", which stands in for the languages left out`,
  ]);
  expect(mistakesIn(`name: Tea\naudience: { language: ${other} }\ntexts:\n  ${other}: "Hello"\n`)).toEqual([]);
});

test('a tier that is none, a day that is none and a misspelt line are refused together', () => {
  const mistakes = mistakesIn('name: Tea\naudience: { tier: platinum }\ntexts: { ru: "Привет" }\nstartAt: 2026-02-31 10:00\n');
  expect(mistakes).toEqual([
    expect.stringContaining('line 2, audience.tier: there is no tier "platinum"'),
    'line 4, startAt: write the day and the hour, such as 2026-12-01 10:00',
  ]);
  expect(mistakesIn('name: Tea\naudience: { tear: gold }\ntexts: { ru: "Привет" }\n')[0]).toContain('line 2, audience.tear');
});

test('the interval of a difference is the published one', () => {
  // Newcombe (1998), table II, method 10: 56/70 against 48/80, and 9/10 against 3/10.
  const rounded = (value: number | undefined) => Math.round((value ?? 0) * 10_000) / 10_000;
  const big = differenceOf({ of: 70, count: 56 }, { of: 80, count: 48 });
  expect([rounded(big?.difference), rounded(big?.low), rounded(big?.high)]).toEqual([0.2, 0.0524, 0.3339]);
  const small = differenceOf({ of: 10, count: 9 }, { of: 10, count: 3 });
  expect([rounded(small?.difference), rounded(small?.low), rounded(small?.high)]).toEqual([0.6, 0.1705, 0.809]);
  expect(differenceOf({ of: 0, count: 0 }, { of: 10, count: 3 })).toBeUndefined();
});
