import { existsSync } from 'node:fs';
import type pg from 'pg';
import { connect, ensureDatabase } from '../database/connect.ts';
import type { Database } from '../database/database.ts';
import { connectAsGuest, startEmbedded } from '../database/embedded.ts';
import { StartRefused } from '../database/refused.ts';

/** Where the databases are, and which of the two is meant: the shop's own, or the one of its playground. */
export type Place = { readonly databaseUrl?: string; readonly dataDir: string; readonly playground?: boolean };

const missing = ['3D000', '42P01']; // no such database, no such table
const nothingYet = 'holds no Kopilka yet: it is made by the first start, with "npm start".';

/** Lends a database to one command, beside the running program or without it. Throws StartRefused where there is none: a guest makes nothing. */
export async function asGuest<Result>(place: Place, work: (database: Database) => Promise<Result>): Promise<Result> {
  const { databaseUrl, dataDir, playground = false } = place;
  if (databaseUrl !== undefined) return lend(playground ? playgroundOf(databaseUrl) : databaseUrl, work);
  if (!existsSync(dataDir)) throw new StartRefused(`${dataDir} ${nothingYet}`);
  const embedded = await connectAsGuest(dataDir);
  try {
    return await lend(embedded.connection(playground ? 'playground' : 'kopilka'), work);
  } finally {
    await embedded.stop();
  }
}

/**
 * Owns the databases for one command that no running program may stand beside, and makes the one that is meant where there is none. Throws
 * StartRefused while the program runs.
 */
export async function asOwner<Result>(place: Place, work: (where: pg.PoolConfig | string) => Promise<Result>): Promise<Result> {
  const { databaseUrl, dataDir, playground = false } = place;
  if (databaseUrl !== undefined) return work(await reachable(databaseUrl, playground));
  const embedded = await startEmbedded({ dataDir });
  try {
    const name = playground ? 'playground' : 'kopilka';
    await ensureDatabase(embedded.connection('postgres'), name);
    return await work(embedded.connection(name));
  } finally {
    await embedded.stop();
  }
}

async function reachable(databaseUrl: string, playground: boolean): Promise<string> {
  const database = await connect(databaseUrl);
  await database.close();
  if (!playground) return databaseUrl;
  const url = playgroundOf(databaseUrl);
  await ensureDatabase({ connectionString: databaseUrl }, decodeURIComponent(new URL(url).pathname.slice(1)));
  return url;
}

async function lend<Result>(where: Parameters<typeof connect>[0], work: (database: Database) => Promise<Result>): Promise<Result> {
  let database: Database | undefined;
  try {
    database = await connect(where);
    return await work(database);
  } catch (error) {
    if (!missing.includes(String((error as { code?: unknown }).code))) throw error;
    throw new StartRefused(`This database ${nothingYet}`);
  } finally {
    await database?.close();
  }
}

function playgroundOf(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${decodeURIComponent(url.pathname.slice(1)) || 'kopilka'}_playground`;
  return url.href;
}
