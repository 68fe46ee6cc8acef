import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ensureDatabase } from '../src/database/connect.ts';
import { startEmbedded } from '../src/database/embedded.ts';
import { migrate } from '../src/database/migrations.ts';
import type { Facts } from './report.ts';

/** Where a database is, in a form that can be handed to another process. */
export type Place = { readonly host: string; readonly port: number; readonly user: string; readonly database: string };
export type Fresh = { readonly place: Place; readonly url: string; drop(): Promise<void> };

/** One durable PostgreSQL for all benchmarks, in a temporary folder that goes with it. */
export type Server = {
  readonly folder: string;
  /** A new database: empty, or a copy of a template. Everything before it is on the disk when this resolves. */
  fresh(template?: string): Promise<Fresh>;
  /** A migrated database to copy, filled once. */
  template(name: string, fill?: (place: Place) => Promise<void>): Promise<string>;
  /** As a shop's own server is started in the morning, with memory by what its data weighs. Whoever is connected loses that. */
  restart(): Promise<void>;
  settings(): Promise<Facts>;
  close(): Promise<void>;
};

export async function openServer(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-bench-'));
  chmodSync(folder, 0o755);
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const begin = () => startEmbedded({ dataDir, durable: true });
  let embedded = await begin();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const placeOf = (database: string) => embedded.connection(database) as Place;
  const run = (statement: string) => query(placeOf('postgres'), statement);
  const templates = new Map<string, Promise<string>>();
  let made = 0;

  async function makeTemplate(name: string, fill: (place: Place) => Promise<void>): Promise<string> {
    await ensureDatabase(placeOf('postgres'), name);
    await migrate(placeOf(name));
    await fill(placeOf(name));
    await query(placeOf(name), 'vacuum analyze');
    return name;
  }

  return {
    folder,
    async fresh(template = 'template1') {
      made += 1;
      const name = `bench_${made}`;
      await run(`create database ${name} template ${template}`);
      await run('checkpoint');
      const place = placeOf(name);
      return { place, url: urlOf(place), drop: async () => void (await run(`drop database ${name} with (force)`)) };
    },
    template(name, fill = async () => {}) {
      const known = templates.get(name) ?? makeTemplate(name, fill);
      templates.set(name, known);
      return known;
    },
    async restart() {
      await embedded.stop();
      embedded = await begin();
    },
    settings: async () => readSettings(run),
    async close() {
      await embedded.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One statement on a connection of its own. */
export async function query(place: Place, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client(place);
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

const urlOf = ({ host, port, user, database }: Place): string =>
  `postgresql://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;

async function readSettings(run: (statement: string) => Promise<pg.QueryResult>): Promise<Facts> {
  const names = ['server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method', 'shared_buffers'];
  const { rows } = await run(`select ${names.map((name) => `current_setting('${name}') as ${name}`).join(', ')}`);
  const { server_version, ...settings } = rows[0] as Record<string, string>;
  if (settings['fsync'] !== 'on') throw new Error('the server runs with fsync off, so its figures would mean nothing.');
  return { PostgreSQL: server_version as string, ...settings };
}
