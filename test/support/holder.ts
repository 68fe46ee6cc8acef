import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const script = fileURLToPath(new URL('./hold-database.ts', import.meta.url));

export type Person = { readonly name: string; readonly uid: number; readonly gid: number; readonly canRun: boolean };

const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, canRun: true };
const nobody = { uid: 65_534, gid: 65_534 };

/** Who runs the program in a test: root only if the tests are, and the ordinary user only if the checkout is open to them. */
export const root: Person = { name: 'root', ...self, canRun: self.uid === 0 };
export const ordinary: Person = { name: 'an ordinary user', ...(root.canRun ? { ...nobody, canRun: canRead(nobody) } : self) };
export const whoeverTests: Person = root.canRun ? root : ordinary;

function canRead(person: { uid: number; gid: number }): boolean {
  return spawnSync(process.execPath, ['--check', script], { ...person, cwd: '/' }).status === 0;
}

/** A DATA_DIR of that person's. */
export function temporaryDataDir({ uid, gid }: Person, mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-holder-'));
  chownSync(folder, uid, gid);
  chmodSync(folder, mode);
  return folder;
}

export type Holder = {
  readonly pid: number;
  readonly home: string;
  /** The number of the database server's own process. */
  readonly serverPid: number;
  query(sql: string): Promise<unknown[]>;
  /** Stops in order. */
  stop(): Promise<void>;
  kill(): Promise<void>;
};

/** Starts a process that owns the database of a DATA_DIR, or is a guest in it. Rejects with the sentence of a refusal. */
export async function hold(dataDir: string, { uid, gid }: Person, how: 'owner' | 'guest' = 'owner'): Promise<Holder> {
  const child = spawn(process.execPath, [script, dataDir, how], { uid, gid, cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'close'); // after what it said was read, which its exit may be before
  const [told] = await Promise.race([once(child.stdout, 'data'), exited]);
  const { home, connection, refused } = JSON.parse(String(told)) as { home: string; connection: pg.PoolConfig; refused?: string };
  if (refused !== undefined) throw new Error(refused);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exited;
  };
  return {
    pid: child.pid as number,
    home,
    serverPid: Number(readFileSync(join(home, 'postmaster.pid'), 'utf8').split('\n')[0]),
    query: (sql) => query(connection, sql),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Removes a DATA_DIR, and its data where that is kept elsewhere. */
export function removeDataDir(dataDir: string, home?: string): void {
  rmSync(dataDir, { recursive: true, force: true });
  if (home && !home.startsWith(dataDir)) rmSync(dirname(home), { recursive: true, force: true });
}

async function query(connection: pg.PoolConfig, sql: string): Promise<unknown[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
