import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import { operatorRoutes } from '../../src/http/operator.ts';
import { dropDatabase, freshDatabase } from '../support/database.ts';

let database: Database;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => dropDatabase(database));

const ask = async (path: string, pool = database.pool) => {
  const call = { rawBody: Buffer.alloc(0), headers: {}, publicUrl: `http://127.0.0.1${path}`, params: {}, callerAddress: '127.0.0.1' };
  return operatorRoutes(pool)
    .find((route) => route.path === path)
    ?.handle(call);
};

test('metrics say what waits to be heard and to be sent', async () => {
  await database.pool.query(`insert into inbox (address, id, incoming, due_at) values ('sms:+79161234567', 'twilio:SM1', '{}', now())`);
  const told = await ask('/metrics');
  expect(told?.contentType).toContain('version=0.0.4');
  const lines = String(told?.body).split('\n');
  expect(lines).toContain('kopilka_inbox_waiting 1');
  expect(lines).toContain('kopilka_outbox_waiting 0');
});

test('it is ready while the database answers', async () => {
  expect(await ask('/readyz')).toMatchObject({ status: 200 });
  const away = Object.assign(Object.create(database.pool), { query: () => Promise.reject(new Error('away')) });
  expect(await ask('/readyz', away)).toMatchObject({ status: 503, body: 'the database does not answer' });
  expect(await ask('/healthz', away)).toMatchObject({ status: 200 });
});
