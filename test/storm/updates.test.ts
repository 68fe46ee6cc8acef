import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStorm, type Storm, seeded } from '../support/storm.ts';
import { type Chatter, chatStory, chatter, heardBy } from '../support/storm-people.ts';
import { flawsOf, outOfOrder } from '../support/storm-proof.ts';

const COPIES = 5;

let storm: Storm;
let anna: Chatter;
beforeAll(async () => {
  storm = await openStorm({ processes: 1 });
});
beforeEach(() => {
  anna = chatter(storm);
});
afterAll(() => storm.close());

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

async function requestsOf(updates: readonly { readonly update_id: number }[]): Promise<number> {
  const ids = updates.map((update) => `telegram:7700000001:${update.update_id}`);
  return (await storm.rows('select from request where id = any($1)', [ids])).length;
}

const membersAt = (chat: number) => storm.rows('select member_id from identity where address = $1', [`telegram:${chat}`]);

test('an update that comes five times at once is heard once', async () => {
  const start = await anna.does((user) => user.start());
  expect(await Promise.all(times(COPIES, () => storm.bring(start)))).toEqual(times(COPIES, () => 200));
  const contact = await anna.does((user) => user.shareContact(anna.phone));
  expect(await Promise.all(times(COPIES, () => storm.bring(contact)))).toEqual(times(COPIES, () => 200));
  await storm.settled();

  expect(await requestsOf([start, contact])).toBe(2);
  expect(await membersAt(anna.id)).toHaveLength(1);
  expect(heardBy(anna)).toHaveLength(3);
  expect(await flawsOf(storm)).toEqual({});
});

test('an update that comes again when its answer has long been given changes nothing', async () => {
  const updates = [];
  for (const does of chatStory(anna.phone)) updates.push(await anna.does(does));
  for (const update of updates) await storm.bring(update);
  await storm.settled();
  const heard = heardBy(anna);

  for (const update of updates.toReversed()) expect(await storm.bring(update)).toBe(200);
  await storm.settled();
  expect(heardBy(anna)).toEqual(heard);
  expect(await flawsOf(storm)).toEqual({});
});

test('two people’s worth of taps from one chat at once make one member', async () => {
  await storm.bring(await anna.does((user) => user.start()));
  const taps = [];
  for (const _ of times(2, () => 0)) taps.push(await anna.does((user) => user.shareContact(anna.phone)));
  expect(await Promise.all(taps.map((tap) => storm.bring(tap)))).toEqual([200, 200]);
  await storm.settled();

  expect(await requestsOf(taps)).toBe(2);
  expect(await membersAt(anna.id)).toHaveLength(1);
  expect(heardBy(anna).filter((said) => said.includes('200'))).not.toEqual([]);
  expect(await flawsOf(storm)).toEqual({});
});

test('a story that arrives shuffled and all at once is heard whole: each message once, one reply or two to each', async () => {
  const chance = seeded(7);
  const updates = [];
  for (const does of chatStory(anna.phone)) updates.push(await anna.does(does));
  const shuffled = updates.map((update) => ({ update, at: chance() })).toSorted((a, b) => a.at - b.at);
  const answers = await Promise.all(shuffled.map(({ update }) => storm.bring(update)));
  await storm.settled();

  expect(answers).toEqual(updates.map(() => 200));
  expect(await requestsOf(updates)).toBe(updates.length);
  expect(await membersAt(anna.id)).toHaveLength(1);
  const written = await storm.rows<{ request: string }>('select request from outbox where recipient = $1', [`telegram:${anna.id}`]);
  expect(new Set(written.map(({ request }) => request)).size).toBe(updates.length);
  expect(heardBy(anna)).toHaveLength(written.length);
  expect(await outOfOrder(storm)).toEqual([]);
  expect(await flawsOf(storm)).toEqual({});
});
