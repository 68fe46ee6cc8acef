import pino from 'pino';
import { expect, test } from 'vitest';
import type { InboxReading } from '../../../src/channels/sms/gateway.ts';
import { incomingOf, saidIn } from '../../../src/channels/sms/heard.ts';
import { createInboxPoller } from '../../../src/channels/sms/polling.ts';
import type { Incoming } from '../../../src/conversation/incoming.ts';
import { freshDatabase } from '../../support/database.ts';

const day = 24 * 60 * 60 * 1000;
const now = Date.parse('2026-11-22T12:00:00Z');
const text = (id: string): Incoming => incomingOf(`android:${id}`, '+48601234567', saidIn(id));
const log = pino({ level: 'silent' });

type Asking = { readonly inbox: InboxReading; readonly keep?: (incoming: Incoming) => Promise<unknown>; readonly lastHeardAt?: number };

/** Lets a poller ask until it has asked so often as wanted, and gives what it asked for and heard. */
async function asking({ inbox, keep = async () => undefined, lastHeardAt }: Asking, times = 1) {
  const { pool } = await freshDatabase();
  if (lastHeardAt !== undefined)
    await pool.query('insert into request (id, digest, at) values ($1, $2, $3)', ['android:1', '', new Date(lastHeardAt)]);
  const asked: number[] = [];
  const heard: string[] = [];
  const enough = Promise.withResolvers<void>();
  const pollEveryMs = 1;
  const deps = {
    name: 'android',
    pool,
    log,
    clock: () => now,
    pollEveryMs,
    inbox: async (since: number) => {
      asked.push(since);
      if (asked.length > times) enough.resolve();
      return inbox;
    },
    keep: async (incoming: Incoming) => {
      heard.push(incoming.id);
      return keep(incoming);
    },
  };
  const pollers = [createInboxPoller(deps), createInboxPoller(deps)];
  for (const poller of pollers) poller.start();
  await enough.promise;
  await Promise.all(pollers.map((poller) => poller.stop()));
  return { asked: asked.map((since) => since - now), heard };
}

test('the very first time nothing is heard that was said before there was a shop', async () => {
  const { asked } = await asking({ inbox: { ok: true, items: [] } }, 3);
  expect(asked.every((since) => since === 0)).toBe(true);
});

test('after a pause it begins a little before the last text that was heard', async () => {
  const { asked } = await asking({ inbox: { ok: true, items: [] }, lastHeardAt: now - day });
  expect(asked[0]).toBe(-day - 600_000);
});

test('after a long pause, two days back', async () => {
  const { asked } = await asking({ inbox: { ok: true, items: [] }, lastHeardAt: now - 9 * day });
  expect(asked[0]).toBe(-2 * day);
});

test('what is listed again is heard once, and two processes do not ask at once', async () => {
  const { heard } = await asking({ inbox: { ok: true, items: [text('a'), text('b')] } }, 5);
  expect(heard).toEqual(['android:a', 'android:b']);
});

test('what cannot be kept now waits at the gateway, and is asked for from the same time', async () => {
  let tries = 0;
  const keep = async (incoming: Incoming) => {
    if (!incoming.id.endsWith('late')) return;
    tries += 1;
    if (tries < 3) throw new Error('the database is away');
  };
  const { asked, heard } = await asking(
    { inbox: { ok: true, items: [text('late'), text('kept')] }, keep, lastHeardAt: now - 3_600_000 },
    6,
  );
  expect(heard.filter((id) => id === 'android:late')).toHaveLength(3);
  expect(heard.filter((id) => id === 'android:kept')).toHaveLength(1);
  expect(new Set(asked.slice(0, 3))).toEqual(new Set([-3_600_000 - 600_000]));
});

test('an inbox that cannot be read is asked again from the same time', async () => {
  const { asked } = await asking({ inbox: { ok: false, reason: 'unreachable' }, lastHeardAt: now - 3_600_000 }, 3);
  expect(new Set(asked)).toEqual(new Set([-3_600_000 - 600_000]));
});

test('a gateway that does not answer does not keep the shop from closing', async () => {
  const { pool } = await freshDatabase();
  const asked = Promise.withResolvers<void>();
  const inbox = () => {
    asked.resolve();
    return new Promise<never>(() => undefined);
  };
  const poller = createInboxPoller({ name: 'android', pool, log, clock: () => now, inbox, keep: async () => undefined });
  poller.start();
  await asked.promise;
  await poller.stop();
  expect(pool.idleCount).toBe(pool.totalCount);
});
