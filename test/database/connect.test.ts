import { expect, inject, test } from 'vitest';
import { connect, ensureDatabase } from '../../src/database/connect.ts';
import { StartRefused } from '../../src/database/refused.ts';
import { freshConnection } from '../support/database.ts';

test('Prisma and the pool see the same database, given as settings or as an address', async () => {
  const settings = await freshConnection();
  const url = `postgresql://${settings.user}@localhost:${settings.port}/${settings.database}?host=${settings.host}`;
  for (const where of [settings, url]) {
    const database = await connect(where);
    await database.pool.query(`insert into secret values ($1, 'value')`, [typeof where]);
    expect(await (await database.prisma()).secret.count({ where: { name: typeof where } })).toBe(1);
    await database.close();
  }
});

test('a server named by its address is asked to notice soon when this machine has vanished', async () => {
  const settings = await freshConnection();
  const database = await connect(`postgresql://${settings.user}@localhost:${settings.port}/${settings.database}?host=${settings.host}`);
  const asked = () => database.pool.query(`select name from pg_settings where name like 'tcp_keepalives%' and source = 'session'`);
  for (const { rowCount } of await Promise.all([asked(), asked(), asked()])) expect(rowCount).toBe(3);
  await database.close();
});

test('an address that cannot be reached is told without its password', async () => {
  const trouble = await connect('postgresql://kopilka:hunter2@127.0.0.1:1/kopilka').catch((error: unknown) => error);
  expect(trouble).toBeInstanceOf(StartRefused);
  expect((trouble as Error).message).toMatch(
    /^DATABASE_URL: the database at 127\.0\.0\.1:1\/kopilka cannot be reached \(.*ECONNREFUSED.*\)\.$/,
  );
  expect((trouble as Error).message).not.toContain('hunter2');
});

test('a database is made once, also when several ask at the same moment', async () => {
  const server = inject('databaseServer');
  await Promise.all([1, 2, 3].map(() => ensureDatabase(server, 'asked "by" several')));
  const database = await connect({ ...server, database: 'asked "by" several' });
  await database.close();
});
