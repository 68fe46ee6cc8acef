import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { toPoolConfig } from './connect.ts';
import { StartRefused } from './refused.ts';

/** Migrations are versioned with the program; this is where they stand. */
export const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** One number for all processes of this program: whoever starts second waits, and then finds nothing left to do. */
const advisoryLock = 4_750_112_023;

/** The script and the note that it was applied are one transaction, so a kill at any moment leaves both or neither. */
const finish =
  'update _prisma_migrations set finished_at = now(), applied_steps_count = 1 where finished_at is null and rolled_back_at is null';
const forgetUnfinished = 'update _prisma_migrations set rolled_back_at = now() where finished_at is null and rolled_back_at is null';

/**
 * Brings a database up to date and names the migrations that were applied. Several processes may call it at once.
 * Throws StartRefused when the database is newer than this program, or holds tables of somebody else. `upTo`: the last one to apply, where a copy
 * of an earlier time is to be restored.
 */
export async function migrate(where: pg.PoolConfig | string, { upTo }: { readonly upTo?: string } = {}): Promise<string[]> {
  const database = toPoolConfig(where);
  const client = new pg.Client(database);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [advisoryLock]);
    const applied = await appliedIn(client);
    const isPending = migrationNames().some((name) => !applied.has(name) && (upTo === undefined || name <= upTo));
    return isPending ? await apply(database, upTo) : [];
  } finally {
    await client.end();
  }
}

/** The names of all migrations there are, the first one first. */
export const migrationNames = (): string[] =>
  existsSync(migrationsFolder)
    ? readdirSync(migrationsFolder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort()
    : [];

/** The last migration that was applied; nothing where there is no table of migrations. */
export async function lastMigrationOf(client: pg.ClientBase): Promise<string | undefined> {
  const { rows: made } = await client.query<{ made: boolean }>(`select to_regclass('_prisma_migrations') is not null as made`);
  if (made[0]?.made !== true) return undefined;
  const { rows } = await client.query<{ name: string }>(
    'select migration_name as name from _prisma_migrations where finished_at is not null order by migration_name desc limit 1',
  );
  return rows[0]?.name;
}

/** The migrations as the schema engine wants them told. */
export function listMigrations(upTo?: string): MigrationList {
  const lockfile = 'migration_lock.toml';
  return {
    baseDir: migrationsFolder,
    lockfile: { path: lockfile, content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrationNames()
      .filter((name) => upTo === undefined || name <= upTo)
      .map((name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: readFileSync(join(migrationsFolder, name, 'migration.sql'), 'utf8') },
        },
      })),
  };
}

/** The engine is loaded only here: of most starts there is nothing to apply, and it takes ten megabytes. */
async function apply(database: pg.PoolConfig, upTo?: string): Promise<string[]> {
  const { withEngine } = await import('./schema-engine.ts');
  let failure: unknown;
  const runScript = async (pool: pg.Pool, script: string) => {
    try {
      await pool.query(`${script};\n${finish}`);
    } catch (error) {
      failure = error; // the engine passes on less than PostgreSQL said
      throw error;
    }
  };
  try {
    const input = { migrationsList: listMigrations(upTo), filters: { externalTables: [], externalEnums: [] } };
    const { appliedMigrationNames } = await withEngine(database, (engine) => engine.applyMigrations(input), runScript);
    return appliedMigrationNames;
  } catch (error) {
    throw failure ?? error;
  }
}

/** The names of those that were applied, where all there is in the database is of this program. */
async function appliedIn(client: pg.Client): Promise<ReadonlySet<string>> {
  const known = new Set(migrationNames());
  const { rows: tables } = await client.query<{ name: string }>(
    'select tablename as name from pg_tables where schemaname = current_schema()',
  );
  if (!tables.some(({ name }) => name === '_prisma_migrations')) {
    if (tables.length > 0)
      throw new StartRefused('The database already holds tables that are not of Kopilka: give it an empty database of its own.');
    return new Set();
  }
  await client.query(forgetUnfinished);
  const { rows: applied } = await client.query<{ name: string }>(
    'select migration_name as name from _prisma_migrations where finished_at is not null',
  );
  const newer = applied.find(({ name }) => !known.has(name));
  if (newer)
    throw new StartRefused(
      `The database was made by a newer Kopilka (${newer.name}): start that version, or restore a copy made by this one.`,
    );
  return new Set(applied.map(({ name }) => name));
}
