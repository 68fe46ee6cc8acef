import { connect } from '../database/connect.ts';
import type { Database } from '../database/database.ts';
import { connectAsGuest } from '../database/embedded.ts';
import { StartRefused } from '../database/refused.ts';
import { settings } from './settings.ts';

/** Which of the two databases: the shop's own, or the one of its playground. */
export type Which = { readonly playground?: boolean };

const missing = ['3D000', '42P01']; // no such database, no such table

/** Lends the database of the settings to one command, beside the running program or without it. */
export async function asGuest<Result>(which: Which, work: (database: Database) => Promise<Result>): Promise<Result> {
  const { databaseUrl, dataDir } = settings();
  if (databaseUrl !== undefined) return lend(which.playground ? playgroundOf(databaseUrl) : databaseUrl, work);
  const embedded = await connectAsGuest(dataDir);
  try {
    return await lend(embedded.connection(which.playground ? 'playground' : 'kopilka'), work);
  } finally {
    await embedded.stop();
  }
}

async function lend<Result>(where: Parameters<typeof connect>[0], work: (database: Database) => Promise<Result>): Promise<Result> {
  let database: Database | undefined;
  try {
    database = await connect(where);
    return await work(database);
  } catch (error) {
    if (!missing.includes(String((error as { code?: unknown }).code))) throw error;
    throw new StartRefused('This database holds no Kopilka yet: it is made by the first start, with "npm start".');
  } finally {
    await database?.close();
  }
}

function playgroundOf(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `${url.pathname === '/' || url.pathname === '' ? '/kopilka' : url.pathname}_playground`;
  return url.href;
}
