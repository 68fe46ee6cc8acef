import pg from 'pg';
import type { Database } from './database.ts';
import type { PrismaClient } from './generated/client.ts';
import { StartRefused } from './refused.ts';

const connectionsAtMost = 10;
const connectWithinMs = 10_000;

type Hooks = { readonly onLost?: (error: Error) => void };

/**
 * Opens a database, given as a pool's settings or as the text of DATABASE_URL, and makes sure that it answers.
 * Throws StartRefused when a DATABASE_URL cannot be reached. `onLost` hears of idle connections that broke; the pool replaces them.
 */
export async function connect(where: pg.PoolConfig | string, { onLost = () => {} }: Hooks = {}): Promise<Database> {
  const pool = new pg.Pool({ ...toPoolConfig(where), max: connectionsAtMost, connectionTimeoutMillis: connectWithinMs, pipeline: true });
  pool.on('error', onLost);
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw typeof where === 'string' ? unreachable(where, error) : error;
  }
  let prisma: Promise<PrismaClient> | undefined;
  return {
    prisma: () => (prisma ??= import('./prisma.ts').then(({ prismaOn }) => prismaOn(pool))),
    pool,
    async close() {
      await (await prisma)?.$disconnect();
      await pool.end();
    },
  };
}

/**
 * One connection for one piece of work. A pool's end does not wait until its server has heard of it: a server that stops right after may still tell the
 * connection so, which then concerns nobody, and without a listener would end the program.
 */
export function workingPool(where: pg.PoolConfig | string): pg.Pool {
  const pool = new pg.Pool({ ...toPoolConfig(where), max: 1 });
  pool.on('error', () => {});
  return pool;
}

/** Makes a database of this name on the server, unless it is there. `server` names any database that is there, such as `postgres`. */
export async function ensureDatabase(server: pg.PoolConfig, name: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    const madeMeanwhile = ['42P04', '23505'].includes((error as pg.DatabaseError).code ?? '');
    if (!madeMeanwhile) throw error;
  } finally {
    await client.end();
  }
}

/** Both ways to name a database as the settings of one pool. */
export function toPoolConfig(where: pg.PoolConfig | string): pg.PoolConfig {
  return typeof where === 'string'
    ? { connectionString: where, keepAlive: true, onConnect: (client) => client.query(noticeTheLost) }
    : where;
}

/** What a machine held that vanished without a farewell, PostgreSQL gives to the others within a minute; by itself it would wait for two hours. */
const noticeTheLost = 'set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3';

/** The address without user and password, and the reason in the words of the system or of PostgreSQL, which never repeat a password. */
function unreachable(url: string, error: unknown): StartRefused {
  const { code, message } = error as NodeJS.ErrnoException;
  return new StartRefused(`DATABASE_URL: the database${addressOf(url)} cannot be reached (${message || code}).`);
}

function addressOf(url: string): string {
  const { host, pathname } = URL.canParse(url) ? new URL(url) : { host: '', pathname: '' };
  return host ? ` at ${host}${pathname}` : '';
}
