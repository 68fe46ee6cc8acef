import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, smsShopper, telegramShopper, type World } from '../support/world.ts';

const DAY_MS = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await openWorld({
    startAt: Date.parse('2027-03-01T12:00:00+03:00'),
    occasions: '\n  - { name: it, on: { birthday: {} }, texts: { en: "Hi {name}", ru: "Hi" } }',
  });
});
afterAll(() => world.close());

test('a birthday is asked for with the balance, a day after joining, once, of whoever agreed to greetings', async () => {
  const anna = smsShopper(world);
  await anna.says('JOIN Anna');
  await anna.says('1');
  const silent = smsShopper(world);
  await silent.says('JOIN Ben');
  await silent.says('2');
  expect(await anna.says('BALANCE')).not.toContain('birthday');
  world.pass(DAY_MS);
  expect(await silent.says('BALANCE')).not.toContain('birthday');
  expect(await anna.says('BALANCE')).toMatch(/200 points[\s\S]*When is your birthday\? There may be a gift\./);
  expect(await anna.says('next month')).toBe('Please write the day and the month, like 3.12 or 3 December.');
  expect(await anna.says('4 april')).toBe('Noted: 04.04. To correct it: BIRTHDAY 3.12');
  expect(await anna.says('BALANCE')).not.toContain('birthday');
  expect(await anna.says('MYDATA')).not.toContain('undefined');
});

test('whoever skips is left alone for half a year', async () => {
  const vera = telegramShopper(world);
  await vera.says('/start');
  await vera.shares();
  for (const word of ['-', 'yes']) await vera.says(word);
  world.pass(DAY_MS);
  expect(await vera.says('/balance')).toContain('When is your birthday?');
  await vera.taps('Skip');
  expect(await vera.says('/balance')).not.toContain('birthday');
  world.pass(181 * DAY_MS);
  expect(await vera.says('/balance')).toContain('When is your birthday?');
});
