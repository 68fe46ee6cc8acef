import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { findData, prepareDataDir, prepareHome } from './embedded/home.ts';
import { claim, ownerOf } from './embedded/owner.ts';
import {
  disownDeadLock,
  fastStop,
  livingPostmaster,
  type Postmaster,
  patientStop,
  stopPostmaster,
  stopPostmasterAtExit,
} from './embedded/postmaster.ts';
import { askWhetherReady, type Listening } from './embedded/ready.ts';
import { adopt, launch, makeData } from './embedded/server.ts';
import { StartRefused } from './refused.ts';

/** A PostgreSQL server of our own. `home` is the folder of its data; `stop` may be called more than once. */
export type Embedded = {
  readonly home: string;
  connection(databaseName: string): pg.PoolConfig;
  stop(): Promise<void>;
};

type Options = {
  readonly dataDir: string;
  /** Off only for data that may be lost with the machine's power: tests. */
  readonly durable?: boolean;
  readonly onProgress?: (line: string) => void;
};

const ownerStartsWithinMs = 60_000;
const pollMs = 50;

/**
 * Starts the embedded PostgreSQL on DATA_DIR, or adopts the one that a killed process left running, and owns DATA_DIR until `stop`.
 * Throws StartRefused when DATA_DIR cannot be written or is owned by a living process, and when PostgreSQL cannot run here.
 */
export function startEmbedded(options: Options): Promise<Embedded> {
  return start(options, fastStop);
}

/**
 * The database of a DATA_DIR for a short command: that of the running program, without owning it, or one started for the while.
 * `stop` ends what was started here and leaves what was not.
 */
export async function connectAsGuest(dataDir: string): Promise<Embedded> {
  const real = prepareDataDir(dataDir);
  const owner = ownerOf(real);
  if (owner === undefined) return startForGuest(real);

  const until = Date.now() + ownerStartsWithinMs;
  while (ownerOf(real) === owner && Date.now() < until) {
    const data = findData(real);
    if (data !== undefined && !canRead(data)) break;
    const postmaster = data === undefined ? undefined : livingPostmaster(data);
    if (data !== undefined && postmaster?.sockets && (await askWhetherReady(postmaster)) === 'ready') {
      return { home: data, connection: connectionTo(postmaster), stop: async () => {} };
    }
    await sleep(pollMs);
  }
  throw new StartRefused(`Kopilka is running, pid ${owner}, but its database in ${resolve(dataDir)} cannot be reached by this user.`);
}

/** Another guest, or the program itself, may have begun in the same moment: then it is theirs, and we are its guest. */
async function startForGuest(dataDir: string): Promise<Embedded> {
  try {
    return await start({ dataDir }, patientStop);
  } catch (error) {
    if (error instanceof StartRefused && ownerOf(dataDir) !== undefined) return connectAsGuest(dataDir);
    throw error;
  }
}

async function start({ dataDir, durable = true, onProgress = () => {} }: Options, steps: typeof fastStop): Promise<Embedded> {
  const real = prepareDataDir(dataDir);
  const ownership = claim(real);
  try {
    const home = prepareHome(real, onProgress);
    await makeData(home, { durable, onProgress });
    disownDeadLock(home.data);
    const postmaster = (await adopt(home, onProgress)) ?? (await launch(home, { durable, onProgress }));
    return owned(postmaster, home.data, ownership, steps);
  } catch (error) {
    ownership.release();
    throw error;
  }
}

function owned(postmaster: Postmaster, data: string, ownership: { release(): void }, steps: typeof fastStop): Embedded {
  const atExit = () => {
    stopPostmasterAtExit(postmaster, data);
    ownership.release();
  };
  process.once('exit', atExit);
  let stopping: Promise<void> | undefined;
  const stopOnce = async () => {
    await stopPostmaster(postmaster, data, steps);
    ownership.release();
    process.removeListener('exit', atExit);
  };
  return {
    home: data,
    connection: connectionTo(postmaster),
    stop: () => (stopping ??= stopOnce()),
  };
}

function canRead(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const connectionTo =
  ({ sockets, port }: Listening) =>
  (database: string): pg.PoolConfig => ({ host: sockets, port, user: 'kopilka', database });
