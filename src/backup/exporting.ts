import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { lastMigrationOf } from '../database/migrations.ts';
import { inSnapshot } from '../database/snapshot.ts';
import { openStream, takeTurns } from '../database/stream.ts';
import { type Proved, prove } from '../ledger/verify.ts';
import { type End, FORMAT, type Header, writing } from './format.ts';
import { sequencesOf, type Table, tablesOf } from './tables.ts';

type Asked = {
  readonly now: number;
  /** Ends it wherever it is. */
  readonly stopping?: AbortSignal;
};

export type Exported = { readonly ok: true; readonly rows: number; readonly root: string } | Exclude<Proved, { ok: true }>;

const WRITTEN_AT_ONCE_CHARACTERS = 64 * 1024;

/**
 * Writes a complete copy of one moment to a file that only its owner may read, while others go on writing to the database. The ledger is proved
 * first: of one that is not whole there is no copy. The file appears under its name when it is whole, and replaces what was there.
 */
export async function exportTo(pool: pg.Pool, file: string, { now, stopping }: Asked): Promise<Exported> {
  const part = `${file}.${process.pid}.part`;
  try {
    await rm(part, { force: true });
    const exported = await inSnapshot(pool, (client) => writeTo(part, client, now), stopping);
    if (exported.ok) await rename(part, file);
    return exported;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function writeTo(file: string, client: pg.PoolClient, now: number): Promise<Exported> {
  const proved = await prove(client);
  if (!proved.ok) return proved;
  const rows: Record<string, number> = {};
  const lines = linesOf(client, { now, root: proved.root, rows });
  await pipeline(lines, createGzip(), createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }));
  return { ok: true, root: proved.root, rows: Object.values(rows).reduce((sum, count) => sum + count, 0) };
}

type Writing = { readonly now: number; readonly root: string; readonly rows: Record<string, number> };

/** The lines of a copy, some thousands of characters at a time. Counts the rows of each table on the way. */
async function* linesOf(client: pg.PoolClient, { now, root, rows }: Writing): AsyncGenerator<string> {
  await client.query(writing);
  const tables = await tablesOf(client);
  yield lineOf(await headerOf(client, tables, now));
  const ask = takeTurns(client);
  for (const [place, table] of tables.entries()) {
    const stream = await openStream(ask, `copy_${place}`, selecting(table));
    let count = 0;
    let lines = lineOf({ table: table.name });
    for (let row = stream.head(); row !== undefined; row = stream.head()) {
      lines += lineOf(row);
      count += 1;
      if (lines.length > WRITTEN_AT_ONCE_CHARACTERS) {
        yield lines;
        lines = '';
      }
      await stream.step();
    }
    yield lines;
    rows[table.name] = count;
  }
  yield lineOf({ rows, sequences: await sequencesOf(client), root } satisfies End);
}

const lineOf = (value: object): string => `${JSON.stringify(value)}\n`;

const selecting = ({ name, columns, order }: Table): string =>
  `select ${columns.map((column) => pg.escapeIdentifier(column.name)).join(', ')} from ${pg.escapeIdentifier(name)} order by ${order}`;

async function headerOf(client: pg.PoolClient, tables: readonly Table[], now: number): Promise<Header> {
  const { rows } = await client.query<{ hash: string; beganAt: string }>(
    `select hash, began_at::text as "beganAt" from program order by began_at desc limit 1`,
  );
  return {
    kopilka: 'copy',
    format: FORMAT,
    at: new Date(now).toISOString(),
    migration: (await lastMigrationOf(client)) ?? '',
    program: rows[0] ?? null,
    tables: tables.map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) })),
  };
}
