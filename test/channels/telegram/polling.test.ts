import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTelegramApi } from '../../../src/channels/telegram/client.ts';
import { createPoller, type Poller } from '../../../src/channels/telegram/polling.ts';
import type { Database } from '../../../src/database/database.ts';
import { startBotApi } from '../../support/bot-api.ts';
import { dropDatabase, freshDatabase } from '../../support/database.ts';

type Double = Awaited<ReturnType<typeof startBotApi>>;

let botApi: Double;
let database: Database;
let poller: Poller;
let heard: string[];
let told: string[];
let hear: (id: string) => Promise<void>;

beforeEach(async () => {
  [botApi, database] = await Promise.all([startBotApi(), freshDatabase()]);
  heard = [];
  told = [];
  hear = async (id) => void heard.push(id);
});
afterEach(async () => {
  await poller.stop();
  await botApi.stop();
  await dropDatabase(database);
});

function poll(pool: pg.Pool): void {
  const note = (_: object, text: string): void => void told.push(text);
  poller = createPoller({
    api: createTelegramApi({ token: botApi.token, apiRoot: botApi.root }),
    botId: '7700000001',
    hear: ({ id }) => hear(id),
    pool,
    log: { warn: note, error: note, info: note },
  });
  poller.start();
}

const anna = () => botApi.user({ id: 4242, firstName: 'Anna', languageCode: 'en' });

test('a turn whose connection is lost is taken again, and nothing that was said is lost', async () => {
  poll(database.pool);
  const shopper = anna();
  await shopper.send('one');
  await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(1);
  const { rowCount } = await database.pool.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
  );
  expect(rowCount).toBe(1);
  await shopper.send('two');
  await expect.poll(() => new Set(heard).size, { timeout: 20_000 }).toBe(2);
  expect(told.filter((text) => text.includes('taken again'))).toHaveLength(1);
});

test('while the database is away what is said waits at Telegram, however long it takes', async () => {
  let away = true;
  let tries = 0;
  const pool = Object.assign(Object.create(database.pool) as pg.Pool, {
    query: (...asked: unknown[]) =>
      away ? Promise.reject(new Error('the connection was refused')) : (database.pool.query as (...all: unknown[]) => unknown)(...asked),
  });
  hear = async (id) => {
    if (away) {
      tries += 1;
      throw new Error('the connection was refused');
    }
    heard.push(id);
  };
  poll(pool);
  await anna().send('one');
  await expect.poll(() => tries, { timeout: 20_000 }).toBeGreaterThan(1);
  away = false;
  await expect.poll(() => heard.length, { timeout: 20_000 }).toBe(1);
  expect(told).toContain('the database cannot be reached; what was said meanwhile waits at Telegram');
});

test('an update that breaks the program is passed over, and those behind it are heard', async () => {
  hear = async (id) => {
    if (heard.length === 0 && told.length === 0) throw new Error(`broken by ${id}`);
    heard.push(id);
  };
  poll(database.pool);
  const shopper = anna();
  await shopper.send('one');
  await expect.poll(() => told, { timeout: 10_000 }).toContain('an update could not be handled and is passed over');
  await shopper.send('two');
  await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(1);
});
