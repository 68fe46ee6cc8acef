import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { workingPool } from '../database/connect.ts';
import { lastMigrationOf, migrate, migrationNames } from '../database/migrations.ts';
import { StartRefused } from '../database/refused.ts';
import { inTransaction } from '../database/transaction.ts';
import { flawInWords, prove } from '../ledger/verify.ts';
import { type End, type Header, writing } from './format.ts';
import { type Copy, damaged, openCopy } from './reading.ts';
import { madeByStart, type Table, tablesOf } from './tables.ts';

export type Imported = { readonly rows: number; readonly members: number; readonly transfers: number; readonly root: string };

const ROWS_AT_ONCE = 500;
const PARTING_MS = 1000;

/**
 * Restores a copy into an empty database, in one transaction, proves its ledger against the root in the file, and then brings it up to date.
 * A database without tables is first made as it was when the copy was written. Throws StartRefused, and leaves everything as it was, when the
 * database is not empty or is in use, and when the file is not a whole copy of this or an earlier Kopilka.
 */
export async function importFrom(where: pg.PoolConfig | string, file: string): Promise<Imported> {
  const copy = await openCopy(file);
  const pool = workingPool(where);
  try {
    if (!migrationNames().includes(copy.header.migration))
      throw new StartRefused(`${file} was made by a newer Kopilka (${copy.header.migration}): restore it with that version.`);
    await prepare(where, pool, copy.header, file);
    const imported = await inTransaction(pool, (client) => restore(client, copy, file));
    await pool.query('analyze');
    await migrate(where);
    return imported;
  } finally {
    await copy.close();
    await pool.end();
  }
}

/** Makes the tables where there are none; otherwise they must be those that the copy was made of. */
async function prepare(where: pg.PoolConfig | string, pool: pg.Pool, { migration }: Header, file: string): Promise<void> {
  const client = await pool.connect();
  const last = await lastMigrationOf(client).finally(() => client.release());
  if (last === undefined) await migrate(where, { upTo: migration });
  else if (last !== migration)
    throw new StartRefused(
      `${file} was made before this database was brought up to date (${migration}, and here ${last}): restore it into a new database, without any tables yet.`,
    );
}

async function restore(client: pg.PoolClient, copy: Copy, file: string): Promise<Imported> {
  const tables = await tablesOf(client);
  await refuseInUse(client);
  await client.query(`lock table ${tables.map(({ name }) => pg.escapeIdentifier(name)).join(', ')} in access exclusive mode`);
  await refuseInhabited(client, tables);
  if (shapeOf(tables.map(namesOf)) !== shapeOf(copy.header.tables))
    throw new StartRefused(`${file} does not fit: it has other tables than a database of ${copy.header.migration}.`);

  await client.query(writing);
  for (const name of madeByStart) await client.query(`delete from ${pg.escapeIdentifier(name)}`);
  const { rows, end } = await enterRows(client, copy, tables, file);
  if (JSON.stringify(sorted(rows)) !== JSON.stringify(sorted(end.rows))) throw damaged(file, 'its number of rows');
  const proved = await proveAgainst(client, end.root, file);
  await setSequences(client, end.sequences);
  return { ...proved, rows: Object.values(rows).reduce((sum, count) => sum + count, 0) };
}

/** A running program would go on with the keys it has read. One that has just stopped is seen for a moment longer, until PostgreSQL has parted with it. */
async function refuseInUse(client: pg.PoolClient): Promise<void> {
  const until = Date.now() + PARTING_MS;
  for (;;) {
    const others = await othersConnected(client);
    if (others === 0) return;
    if (Date.now() >= until)
      throw new StartRefused(`Somebody else is connected to this database (${others}): stop Kopilka, and whatever else uses it, first.`);
    await sleep(PARTING_MS / 20);
  }
}

/** Within one transaction PostgreSQL shows the connections as they were when it was first asked, unless told to look anew. */
async function othersConnected(client: pg.PoolClient): Promise<number> {
  await client.query('select pg_stat_clear_snapshot()');
  const { rows } = await client.query<{ others: number }>(
    `select count(*)::int as others from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
  );
  return rows[0]?.others ?? 0;
}

async function refuseInhabited(client: pg.PoolClient, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables) {
    if (madeByStart.includes(name)) continue;
    const { rowCount } = await client.query(`select from ${pg.escapeIdentifier(name)} limit 1`);
    if (rowCount !== 0)
      throw new StartRefused(
        `This database is not empty (${name}): a copy is restored into an empty one only, so that nothing is overwritten.`,
      );
  }
}

const namesOf = ({ name, columns }: Table) => ({ name, columns: columns.map((column) => column.name) });
const shapeOf = (tables: Header['tables']): string =>
  JSON.stringify(tables.map(({ name, columns }): string => [name, ...columns].join(' ')).toSorted());
const sorted = (rows: Readonly<Record<string, number>>) => Object.entries(rows).toSorted();

/** Enters every row, some hundreds at a time. Gives how many there were of each table, and the last line. */
async function enterRows(client: pg.PoolClient, copy: Copy, tables: readonly Table[], file: string) {
  const rows: Record<string, number> = {};
  let table: Table | undefined;
  let waiting: (readonly (string | null)[])[] = [];
  let end: End | undefined;

  async function flush(): Promise<void> {
    if (table !== undefined && waiting.length > 0) await insert(client, table, waiting, file);
    waiting = [];
  }

  for await (const part of copy.parts()) {
    if (part.kind === 'row') {
      if (table === undefined || part.row.length !== table.columns.length) throw damaged(file, `a row of ${table?.name ?? 'no table'}`);
      waiting.push(part.row);
      rows[table.name] = (rows[table.name] ?? 0) + 1;
      if (waiting.length === ROWS_AT_ONCE) await flush();
      continue;
    }
    await flush();
    if (part.kind === 'end') end = part.end;
    else {
      table = tables.find(({ name }) => name === part.name);
      if (table === undefined || table.name in rows) throw damaged(file, `its table ${part.name}`);
      rows[table.name] = 0;
    }
  }
  return { rows, end: end as End };
}

/** Each column travels as a list of texts, and is read by PostgreSQL as it was written by it. */
async function insert(
  client: pg.PoolClient,
  { name, columns }: Table,
  rows: readonly (readonly (string | null)[])[],
  file: string,
): Promise<void> {
  const targets = columns.map((column) => pg.escapeIdentifier(column.name)).join(', ');
  const places = columns.map((_, place) => `c${place}`);
  const values = columns.map(({ type }, place) => `c${place}::${type}`);
  const lists = columns.map((_, place) => `$${place + 1}::text[]`);
  try {
    await client.query(
      `insert into ${pg.escapeIdentifier(name)} (${targets}) overriding system value select ${values.join(', ')} from unnest(${lists.join(', ')}) as row(${places.join(', ')})`,
      columns.map((_, place) => rows.map((row) => row[place])),
    );
  } catch (error) {
    const { code = '' } = error as pg.DatabaseError;
    throw /^2[23]/.test(code) ? damaged(file, `a row of ${name}`) : error; // bad values, broken constraints
  }
}

async function proveAgainst(client: pg.PoolClient, root: string, file: string): Promise<Omit<Imported, 'rows'>> {
  const proved = await prove(client);
  if (!proved.ok) throw new StartRefused(`The ledger in ${file} is not whole. ${flawInWords(proved.flaw)}`);
  if (proved.root !== root)
    throw new StartRefused(`The ledger in ${file} is not the one it was made of: its root is ${proved.root}, and the file says ${root}.`);
  return { members: proved.members, transfers: proved.transfers, root };
}

/** The last thing before the commit, because it is not undone with the rest. */
async function setSequences(client: pg.PoolClient, sequences: End['sequences']): Promise<void> {
  for (const [name, last] of Object.entries(sequences))
    await client.query(
      'select setval(format($1, sequencename)::regclass, $3) from pg_sequences where schemaname = current_schema() and sequencename = $2',
      ['%I', name, last],
    );
}
