import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { smsTraveller, type Traveller, telegramTraveller, wordsOf } from '../support/journey.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld({ startAt: Date.parse('2026-11-20T13:00:00+03:00') });
});
afterEach(() => world.close());

async function joinedBySms(language: 'en' | 'pl' = 'en'): Promise<Traveller> {
  const anna = smsTraveller(world, language);
  await anna.says(language === 'pl' ? 'DOŁĄCZ Anna anna.maria.kowalska@example.com' : 'JOIN Anna');
  return anna;
}

async function joinedByTelegram(): Promise<Traveller> {
  const anna = telegramTraveller(world, 'en');
  await anna.says('/start');
  await anna.shares('📱 Share my number and join');
  return anna;
}

/** Found by using it as shoppers do. */
describe('what a shopper expects', () => {
  test('whoever is asked again and says no has no more offers', async () => {
    const anna = await joinedBySms();
    await anna.says('1');
    await anna.says('RESUME');
    expect(wordsOf(await anna.says('2'))).toContain('no offers');
    await anna.says('MYDATA');
    expect(wordsOf(await anna.saysCode())).toContain('Offers: no');
  });

  test('who is about to be forgotten is told of all the points that go, those of today too', async () => {
    const anna = await joinedByTelegram();
    await anna.buys(138_000);
    expect(wordsOf(await anna.says('/forget'))).toContain('341 points');
  });

  test('a thank-you is no question: by SMS it is not answered', async () => {
    const anna = await joinedBySms();
    await anna.says('2');
    expect((await anna.says('Thanks!')).reads).toEqual([]);
  });

  test('a thank-you in a chat is answered in kind', async () => {
    const anna = await joinedByTelegram();
    await anna.presses('Skip');
    await anna.presses('No');
    expect(wordsOf(await anna.says('Thanks!'))).toBe('Always glad to help.');
  });

  test('NAME alone asks for the name', async () => {
    const anna = await joinedBySms();
    await anna.says('2');
    expect(wordsOf(await anna.says('NAME'))).toContain('What shall we call you?');
  });

  test('"no, thanks" skips the email', async () => {
    const anna = await joinedByTelegram();
    expect(wordsOf(await anna.says('No, thanks'))).toContain('May we sometimes send you offers');
  });

  test('a button that is tapped twice is answered once', async () => {
    const anna = await joinedByTelegram();
    await anna.presses('Skip');
    expect((await anna.presses('Skip')).reads).toEqual([]);
  });

  test('a number is taken at any question', async () => {
    const anna = telegramTraveller(world, 'en');
    await anna.says('/start');
    await anna.presses('Without my number');
    expect(wordsOf(await anna.shares('a number'))).toContain('200 points');
  });

  test('an English text does not cost double for the shop’s Cyrillic name', async () => {
    const anna = await joinedBySms();
    expect((await anna.says('STOP')).reads.map(({ segments }) => segments)).toEqual([1]);
  });

  test('what is kept about a member is told to the end, also by SMS', async () => {
    const anna = await joinedBySms('pl');
    await anna.says('2');
    await anna.buys(138_000);
    world.pass(86_400_000);
    await anna.buys(180_000);
    await anna.says('MOJE DANE');
    expect(wordsOf(await anna.saysCode())).not.toContain('...');
  });
});
