import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { eventually, openStorm, type Storm } from '../support/storm.ts';
import { chatter, heardBy } from '../support/storm-people.ts';
import { flawsOf, outOfOrder } from '../support/storm-proof.ts';

const STOPPED_WITHIN_MS = 10_000;
/** Handed over in order, nothing waits for a lease to run out. */
const HANDED_OVER_WITHIN_MS = 5000;
/** A killed process's leases run out after fifteen seconds. */
const TAKEN_OVER_WITHIN_MS = 20_000;

/** A test with a shop of its own, beside the others: each waits more than it works. */
const alone = (name: string, body: (storm: Storm) => Promise<void>) =>
  test.concurrent(name, { timeout: 60_000 }, async () => {
    const storm = await openStorm({ processes: 1 });
    try {
      await body(storm);
    } finally {
      await storm.close();
    }
  });

const chatters = (storm: Storm, count: number) => Array.from({ length: count }, () => chatter(storm));

alone('asked to stop, it finishes what it is saying; the next process says the rest at once, and nothing twice', async (storm) => {
  const [old] = storm.processes;
  storm.doubles.slowDown(300);
  const crowd = chatters(storm, 10);
  for (const chat of crowd)
    for (let word = 0; word < 4; word += 1) expect(await storm.bring(await chat.does((user) => user.send('/help')))).toBe(200);
  const stopped = await old?.stop();
  expect(stopped?.status).toBe(0);
  expect(stopped?.tookMs).toBeLessThan(STOPPED_WITHIN_MS);
  expect(crowd.flatMap(heardBy).length).toBeLessThan(40);

  await storm.start();
  await storm.settled(HANDED_OVER_WITHIN_MS);
  expect(crowd.map((chat) => heardBy(chat).length)).toEqual(crowd.map(() => 4));
  expect(await outOfOrder(storm)).toEqual([]);
  expect(await flawsOf(storm)).toEqual({});
});

alone('asked to stop while a carrier hangs and another message waits to be repeated, it still stops in time', async (storm) => {
  const [old] = storm.processes;
  const [hanging, failing] = chatters(storm, 2);
  storm.doubles.trouble(hanging?.id ?? 0, { kind: 'hang' });
  storm.doubles.trouble(failing?.id ?? 0, { kind: 'server-error' }, { kind: 'server-error' });
  for (const chat of [hanging, failing]) if (chat !== undefined) await storm.bring(await chat.does((user) => user.start()));
  await eventually(() => storm.doubles.sendings.filter(({ to }) => to === String(failing?.id)).length === 2, 5000);
  const stopped = await old?.stop();
  expect(stopped?.status).toBe(0);
  expect(stopped?.tookMs).toBeLessThan(STOPPED_WITHIN_MS);

  await storm.start();
  await storm.settled(HANDED_OVER_WITHIN_MS);
  expect([hanging, failing].map((chat) => chat && heardBy(chat).length)).toEqual([1, 1]);
});

alone('asked to stop in the middle of traffic, it answers or it does not, but what it took is said soon', async (storm) => {
  const [old] = storm.processes;
  storm.doubles.slowDown(30);
  const taken: ReturnType<typeof chatter>[] = [];
  let stopping = true;
  const traffic = Array.from({ length: 48 }, async () => {
    while (stopping) {
      const chat = chatter(storm);
      const status = await storm.bring(await chat.does((user) => user.start()), old);
      if (status === 200) taken.push(chat);
      else await sleep(5);
    }
  });
  await sleep(400);
  const stopped = await old?.stop();
  stopping = false;
  await Promise.all(traffic);
  expect(stopped?.status).toBe(0);

  await storm.start();
  await storm.settled(HANDED_OVER_WITHIN_MS);
  for (const chat of taken) expect(heardBy(chat)).toHaveLength(1);
});

alone('what a killed process was about to say is said by another when its lease has run out', async (storm) => {
  const [old] = storm.processes;
  const other = await storm.start();
  const anna = chatter(storm);
  storm.doubles.trouble(anna.id, { kind: 'hang' });
  await storm.bring(await anna.does((user) => user.start()), old);
  await eventually(() => storm.doubles.sendings.some(({ to }) => to === String(anna.id)), 5000);
  await old?.kill();
  expect(await storm.bring(await anna.does((user) => user.send('/help')), other)).toBe(200);
  await storm.settled(TAKEN_OVER_WITHIN_MS);
  expect(heardBy(anna).length).toBeGreaterThanOrEqual(2);
  expect(await outOfOrder(storm)).toEqual([]);
  expect(await flawsOf(storm)).toEqual({});
});
