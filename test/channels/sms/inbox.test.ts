import { afterEach, beforeEach, expect, test } from 'vitest';
import { incomingOf, saidIn } from '../../../src/channels/sms/heard.ts';
import { createInbox, type Inbox } from '../../../src/channels/sms/inbox.ts';
import type { Incoming } from '../../../src/conversation/incoming.ts';
import type { Database } from '../../../src/database/database.ts';
import { dropDatabase, freshDatabase } from '../../support/database.ts';

const text = (id: string, phone = '+48601234567'): Incoming => incomingOf(`android:${id}`, phone, saidIn(id));

let database: Database;
let heard: string[];
let told: string[];
let now: number;
let hear: (incoming: Incoming) => Promise<unknown>;
let open: Inbox[];

beforeEach(async () => {
  database = await freshDatabase();
  [heard, told, open, now] = [[], [], [], Date.parse('2026-11-22T12:00:00Z')];
  hear = async ({ id }) => void heard.push(id.slice('android:'.length));
});
afterEach(async () => {
  for (const inbox of open) await inbox.stop();
  await dropDatabase(database);
});

function anInbox(): Inbox {
  const inbox = createInbox({
    pool: database.pool,
    hear: (incoming) => hear(incoming),
    clock: () => now,
    log: { error: (_, said) => void told.push(said) },
  });
  open.push(inbox);
  return inbox;
}

const waiting = async (): Promise<string[]> =>
  (await database.pool.query(`select incoming ->> 'id' as id from inbox order by number`)).rows.map(({ id }) =>
    id.slice('android:'.length),
  );

const phoneOf = (number: number): string => `+4860${String(number).padStart(7, '0')}`;

test('texts are heard in the order of their coming, and none is left', async () => {
  const inbox = anInbox();
  const said = Array.from({ length: 700 }, (_, number) => String(number));
  await Promise.all(said.map((one, number) => inbox.keep(text(one, phoneOf(number)))));
  await inbox.idle();
  expect(heard).toEqual(said);
  expect(await waiting()).toEqual([]);
});

test('a text is kept before it is heard, however long that takes', async () => {
  const gate = Promise.withResolvers<void>();
  hear = async ({ id }) => {
    heard.push(id);
    await gate.promise;
  };
  const inbox = anInbox();
  await inbox.keep(text('a'));
  await expect.poll(() => heard).toHaveLength(1);
  await inbox.keep(text('b'));
  expect(await waiting()).toEqual(['a', 'b']);
  gate.resolve();
  await inbox.idle();
  expect(await waiting()).toEqual([]);
});

test('one that the gateway repeats while it waits is not kept twice', async () => {
  const inbox = anInbox();
  await inbox.stop();
  await Promise.all([inbox.keep(text('a')), inbox.keep(text('a'))]);
  await inbox.keep(text('a'));
  expect(await waiting()).toEqual(['a']);
});

test('what a process left behind is heard by the next one', async () => {
  const dead = anInbox();
  await dead.stop();
  await dead.keep(text('left'));
  expect(heard).toEqual([]);
  const next = anInbox();
  next.start();
  await expect.poll(() => heard, { timeout: 10_000 }).toEqual(['left']);
});

test('two processes share what waits, and hear nothing twice', async () => {
  const [one, other] = [anInbox(), anInbox()];
  hear = async ({ id }) => {
    heard.push(id);
    await new Promise((later) => setTimeout(later, 5));
  };
  const share = Array.from({ length: 600 }, (_, number) => (number % 2 === 0 ? one : other).keep(text(String(number), phoneOf(number))));
  await Promise.all(share);
  await Promise.all([one.idle(), other.idle()]);
  for (const inbox of [one, other]) inbox.start();
  await expect.poll(waiting, { timeout: 10_000 }).toEqual([]);
  expect(heard).toHaveLength(600);
  expect(new Set(heard).size).toBe(600);
});

test('of one phone the next text is heard after the one before, also by two processes', async () => {
  const inboxes = [anInbox(), anInbox()];
  let under = 0;
  hear = async ({ id }) => {
    under += 1;
    expect(under).toBe(1);
    await new Promise((later) => setTimeout(later, 5));
    heard.push(id.slice('android:'.length));
    under -= 1;
  };
  const said = Array.from({ length: 12 }, (_, number) => String(number));
  for (const [place, one] of said.entries()) await inboxes[place % 2]?.keep(text(one));
  await expect.poll(waiting, { timeout: 10_000 }).toEqual([]);
  expect(heard).toEqual(said);
  expect(told).toEqual([]);
});

test('a text that breaks the program is tried again later and later, holds up no other, and is given up in the end', async () => {
  let tries = 0;
  hear = async ({ id }) => {
    if (!id.endsWith('bad')) return void heard.push(id);
    tries += 1;
    throw new Error('broken');
  };
  const inbox = anInbox();
  await Promise.all([inbox.keep(text('bad')), inbox.keep(text('good'))]);
  await inbox.idle();
  expect(heard).toEqual(['android:good']);
  for (const seconds of [1, 5, 30, 120]) {
    expect(await waiting()).toEqual(['bad']);
    now += seconds * 1000;
    await inbox.keep(text(`after ${seconds}`));
    await inbox.idle();
  }
  expect(tries).toBe(5);
  expect(await waiting()).toEqual([]);
  expect(told).toEqual([...Array(4).fill('a text is heard later'), 'a text is given up']);
  expect(heard).toHaveLength(5);
});

test('what cannot be kept is refused to whoever brings it, and what comes after it is kept', async () => {
  const inbox = anInbox();
  await database.pool.query('alter table inbox rename to away');
  await expect(inbox.keep(text('lost'))).rejects.toThrow('inbox');
  await database.pool.query('alter table away rename to inbox');
  await inbox.keep(text('kept'));
  await inbox.idle();
  expect(heard).toEqual(['kept']);
});
