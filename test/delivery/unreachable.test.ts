import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBotApi } from '../../src/playground/bot-api.ts';
import { isOutOfReach, join, telegramPerson } from '../support/said.ts';
import { openWorld, token, type World } from '../support/world.ts';

const blocked = { status: 403, body: { ok: false as const, error_code: 403, description: 'Forbidden: bot was blocked by the user' } };
const patience = { timeout: 10_000 };

let world: World;
/** What Telegram answers the next message with, in its own time. */
let nextAnswer: Promise<typeof blocked> | undefined;
beforeAll(async () => {
  const botApi = createBotApi({ token, now: Date.now });
  const handle: typeof botApi.handle = async (call) => {
    const answer = call.method === 'sendMessage' ? nextAnswer : undefined;
    if (answer === undefined) return botApi.handle(call);
    nextAnswer = undefined;
    return answer;
  };
  world = await openWorld({ sms: false, botApi: { ...botApi, handle } });
});
afterAll(() => world.close());

const answersTo = async (address: string) =>
  (await world.database.pool.query('select from outbox where recipient = $1', [address])).rowCount ?? 0;

test('who has blocked the bot is out of reach', async () => {
  const anna = telegramPerson(world, { language: 'en' });
  await join(anna);
  nextAnswer = Promise.resolve(blocked);
  await anna.says('/balance');
  expect(await isOutOfReach(world, anna.address)).toBe(true);
});

test('who spoke again before the carrier said that they had blocked the bot is within reach', async () => {
  const anna = telegramPerson(world, { language: 'en' });
  await join(anna);
  const before = await answersTo(anna.address);
  const late = Promise.withResolvers<typeof blocked>();
  nextAnswer = late.promise;
  anna.shopper.user.send('/balance');
  await expect.poll(() => nextAnswer === undefined, patience).toBe(true);
  anna.shopper.user.send('/balance');
  await expect.poll(() => answersTo(anna.address), patience).toBe(before + 2);
  late.resolve(blocked);
  await world.quiet();
  expect(anna.shopper.heard()).toContain('points');
  expect(await isOutOfReach(world, anna.address)).toBe(false);
});
