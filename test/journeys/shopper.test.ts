import { expect, test } from 'vitest';
import { masked, smsTraveller, type Traveller, telegramTraveller, wordsOf } from '../support/journey.ts';
import { openWorld, type World } from '../support/world.ts';
import { type Story, stories } from './what-is-read.ts';

const startAt = Date.parse('2026-11-20T13:00:00+03:00');
const dayMs = 24 * 60 * 60 * 1000;
const shareButtons = { en: '📱 Share my number and join', pl: '📱 Podaj mój numer i dołącz', ru: '📱 Поделиться номером и вступить' };

for (const story of stories)
  test(`a shopper who speaks ${story.language} goes all the way by ${story.channel}`, async () => {
    const world = await openWorld({ startAt, program: (text) => text.replace('purchaseNoticeBySms: false', 'purchaseNoticeBySms: true') });
    const shopper = story.channel === 'sms' ? smsTraveller(world, story.language) : telegramTraveller(world, story.language);
    for (const [deed, words, segments] of story.rows) {
      const { read, cost } = await doing(world, shopper, story, deed);
      const expected = words.endsWith('…') ? words.slice(0, -1) : words;
      expect(words.endsWith('…') ? read.slice(0, expected.length) : read, deed).toBe(expected);
      if (segments !== undefined) expect(cost, `the segments of the answer to ${deed}`).toBe(segments);
    }
    await world.close();
  });

async function doing(world: World, shopper: Traveller, { language }: Story, deed: string): Promise<{ read: string; cost: number }> {
  if (deed === '<a day passes>') {
    world.pass(dayMs);
    return { read: '', cost: 0 };
  }
  const exchange = await does(shopper, shareButtons[language], deed);
  return { read: masked(wordsOf(exchange)), cost: exchange.reads.reduce((sum, { segments }) => sum + segments, 0) };
}

function does(shopper: Traveller, shareButton: string, deed: string) {
  const bought = /^<buys for (\d+)>$/.exec(deed)?.[1];
  if (bought !== undefined) return shopper.buys(Number(bought) * 100);
  if (deed === '<shares the number>') return shopper.shares(shareButton);
  if (deed === '<says the code>') return shopper.saysCode();
  const label = /^\[(.+)\]$/.exec(deed)?.[1];
  return label === undefined ? shopper.says(deed) : shopper.presses(label);
}
