import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { difference } from '../../prisma/difference.ts';
import { ensureDatabase } from '../../src/database/connect.ts';
import { listMigrations, migrate } from '../../src/database/migrations.ts';
import { freshConnection } from '../support/database.ts';

const server = inject('databaseServer');
const names = listMigrations().migrationDirectories.map(({ path }) => path);

async function emptyDatabase(name: string): Promise<pg.PoolConfig> {
  await ensureDatabase(server, name);
  return { ...server, database: name };
}

async function run(connection: pg.PoolConfig, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

test('the migrations and schema.prisma say the same', async () => {
  expect(await difference(server)).toBe('');
});

test('an empty database gets all migrations, once', async () => {
  const database = await emptyDatabase('migrated_once');
  expect(await migrate(database)).toEqual(names);
  expect(await migrate(database)).toEqual([]);
});

test('of several programs that start at once one migrates and the others wait', async () => {
  const database = await emptyDatabase('migrated_together');
  const applied = await Promise.all([migrate(database), migrate(database), migrate(database)]);
  expect(applied.flat()).toEqual(names);
});

test('a migration that was cut short is applied by the next start', async () => {
  const database = await emptyDatabase('cut_short');
  await migrate(database);
  await run(database, `drop schema public cascade; create schema public`);
  await run(
    database,
    `create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
       logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0);
     insert into _prisma_migrations (id, checksum, migration_name) values ('1', 'x', '${names[0]}')`,
  );
  expect(await migrate(database)).toEqual(names);
});

test('a database of a newer program is refused', async () => {
  const database = await freshConnection();
  await run(
    database,
    `insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('9', 'x', '29990101000000_later', now())`,
  );
  await expect(migrate(database)).rejects.toThrow(/made by a newer Kopilka \(29990101000000_later\)/);
});

test('a database with tables of somebody else is refused', async () => {
  const database = await emptyDatabase('of_somebody_else');
  await run(database, 'create table theirs ()');
  await expect(migrate(database)).rejects.toThrow(/holds tables that are not of Kopilka/);
});
