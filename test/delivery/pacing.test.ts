import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import { createPacing } from '../../src/delivery/pacing.ts';
import { createPauses } from '../../src/delivery/pauses.ts';
import { programWith } from '../rules/sample.ts';
import { freshDatabase } from '../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await freshDatabase();
});

const program = programWith({ messages: { telegramPerSecond: 20 }, sms: { perSecond: 0.5 } });
const sorted = (numbers: number[]) => numbers.toSorted((a, b) => a - b);

test('places of two processes never lie closer than the pace', async () => {
  let now = Date.parse('2027-03-01T12:00:00Z');
  const deps = { pool: database.pool, program, clock: () => now };
  const [one, other] = [createPacing(deps), createPacing(deps)];
  const waits = await Promise.all(
    Array.from({ length: 60 }, (_, place) => (place % 2 === 0 ? one : other).placeFor({ channel: 'telegram', address: String(place) })),
  );
  const places = sorted(waits);
  expect(places[0]).toBe(0);
  for (let place = 1; place < places.length; place += 1) expect(places[place]! - places[place - 1]!).toBeGreaterThanOrEqual(50);
  expect(places.at(-1)).toBeLessThanOrEqual(3200);
  now += 3_600_000;
  expect(await one.placeFor({ channel: 'telegram', address: 'later' })).toBeLessThanOrEqual(200);
});

test('one chat is written to once a second', async () => {
  const now = Date.parse('2027-03-02T12:00:00Z');
  const pacing = createPacing({ pool: database.pool, program, clock: () => now });
  const waits = [1, 2, 3].map(() => pacing.placeFor({ channel: 'telegram', address: '42' }));
  const [first = 0, second = 0, third = 0] = sorted(await Promise.all(waits));
  expect(second - first).toBeGreaterThanOrEqual(1000);
  expect(third - second).toBeGreaterThanOrEqual(1000);
});

test('slower than one a second', async () => {
  const now = Date.parse('2027-03-02T12:00:00Z');
  const pacing = createPacing({ pool: database.pool, program, clock: () => now });
  expect(sorted(await Promise.all([1, 2, 3].map((place) => pacing.placeFor({ channel: 'sms', address: `+4477000${place}` }))))).toEqual([
    0, 2000, 4000,
  ]);
});

test('a pause that another process was asked for moves the queue', async () => {
  const now = Date.parse('2027-03-03T12:00:00Z');
  const deps = { pool: database.pool, program, clock: () => now };
  await createPauses(deps).pause('telegram', 7);
  expect(await createPacing(deps).placeFor({ channel: 'telegram', address: 'x' })).toBeGreaterThanOrEqual(7000);
});
