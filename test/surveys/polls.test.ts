import { afterAll, beforeAll, expect, test } from 'vitest';
import { askPoll, pollResults } from '../../src/surveys/polls.ts';
import { smsPerson, telegramPerson } from '../support/said.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ program: (text) => text.replace('marketingByTelegram: { RU: false', 'marketingByTelegram: { RU: true') });
});
afterAll(() => world.close());

/** The sweep that finds what is due looks once a second. */
async function until<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((later) => setTimeout(later, 10));
  }
  throw new Error('it did not come to pass');
}

test('a poll reaches those who agreed to offers, and each answer counts once', async () => {
  const anna = telegramPerson(world, { language: 'en', phone: '+79173330001' });
  await anna.says('/start');
  await anna.does(() => anna.shopper.shares());
  await anna.says('-');
  await anna.says('yes');
  const ben = smsPerson(world, '+79173330002');
  await ben.says('JOIN Ben');
  await ben.says('1');
  const cleo = smsPerson(world, '+79173330003');
  await cleo.says('JOIN Cleo');
  await cleo.says('2');
  anna.shopper.heard();

  const question = { question: 'Which tea <shall> we add?', choices: ['White', 'Smoked'], audience: 'all' } as const;
  const begun = await askPoll(world.database.pool, question, world.now());
  expect(begun).toMatchObject({ asked: 3, agreed: 2 });
  const sms = (phone: string) =>
    world.smsGateway
      .phone(phone)
      .messages()
      .find(({ body, own }) => !own && body.includes('Which tea'))?.body;
  expect(await until(() => sms(ben.phone))).toContain('1 White, 2 Smoked');
  await until(() => anna.shopper.user.messages().find(({ message }) => message.text === 'Which tea <shall> we add?'));
  await world.quiet();
  expect(sms(cleo.phone)).toBeUndefined();

  expect((await anna.does(() => anna.shopper.taps('White'))).keys).toEqual(['poll-thanks']);
  expect((await anna.does(() => anna.shopper.taps('Smoked'))).keys).toEqual(['poll-already']);
  expect((await ben.says('2')).keys).toEqual(['poll-thanks']);
  expect((await ben.says('2')).keys).toEqual(['not-understood']);
  const [result] = await pollResults(world.database.pool);
  expect(result).toMatchObject({
    asked: 3,
    answers: [
      { choice: 'White', count: 1 },
      { choice: 'Smoked', count: 1 },
    ],
  });
});

test('who says STOP before it is sent is not asked', async () => {
  const dora = smsPerson(world, '+79173330004');
  await dora.says('JOIN Dora');
  await dora.says('1');
  world.shop.courier.hold(true);
  await askPoll(world.database.pool, { question: 'Are we open too late?', choices: ['yes', 'no'], audience: 'all' }, world.now());
  await world.shop.hear({ id: 'stop-1', channel: 'sms', address: dora.address, said: { kind: 'text', text: 'STOP' } });
  world.shop.courier.hold(false);
  const settled = async () =>
    (
      await world.database.pool.query(
        `select reason from outbox where member_id = (select member_id from identity where address = $1) and class = 'marketing' and settled_at is not null`,
        [dora.address],
      )
    ).rows[0];
  for (let tries = 0; tries < 400 && (await settled()) === undefined; tries += 1) await new Promise((later) => setTimeout(later, 10));
  expect(await settled()).toEqual({ reason: 'no-consent' });
});

test('an audience is a language or a source', async () => {
  const { rows } = await world.database.pool.query(`select count(*)::int as count from member where language = 'en'`);
  const begun = await askPoll(world.database.pool, { question: 'Hello?', choices: ['yes', 'no'], audience: 'language:en' }, world.now());
  expect(begun.asked).toBe(rows[0].count);
  expect(
    (await askPoll(world.database.pool, { question: 'Hi?', choices: ['yes', 'no'], audience: 'source:nowhere' }, world.now())).asked,
  ).toBe(0);
});
