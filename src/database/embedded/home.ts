import { hash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { StartRefused } from '../refused.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { canReach, canUse, isRoot, ownUser, type SystemUser, systemHome } from './user.ts';

/** All a server needs to run: its programs, the folder of its data, the folder of its socket, its log, and whom it runs as. */
export type Home = {
  readonly binaries: Binaries;
  readonly data: string;
  readonly sockets: string;
  readonly log: string;
  readonly user: SystemUser | undefined;
};

const socketPathLimitBytes = 103;

/** Makes DATA_DIR if it is not there, and says in one sentence when it cannot be written. */
export function prepareDataDir(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true });
    const real = realpathSync(dataDir);
    const trial = join(real, `.trial-${process.pid}`);
    writeFileSync(trial, '');
    rmSync(trial);
    return real;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new StartRefused(`DATA_DIR ${resolve(dataDir)} cannot be written (${code}): choose a folder that this user may write to.`);
  }
}

/** Decides where the data of this DATA_DIR lives and who runs the server, and makes the folders. */
export function prepareHome(dataDir: string, onProgress: (line: string) => void): Home {
  const found = findData(dataDir);
  const user = whoRuns(found);
  if (user) openFolder(systemHome);
  const data = found ?? placeForData(dataDir, user);
  if (!data.startsWith(dataDir)) onProgress(`The database of ${dataDir} is kept in ${data}`);
  return {
    binaries: findBinaries(user, user ? systemHome : dataDir, onProgress),
    data,
    sockets: prepareSockets(data, user),
    log: join(dataDir, 'postgres.log'),
    user,
  };
}

/** The folder where the data of this DATA_DIR already is, wherever it is kept. It appears whole, so its being there is enough. */
export function findData(dataDir: string): string | undefined {
  return [join(dataDir, 'postgres'), dataElsewhere(dataDir)].find((place) => place && existsSync(place));
}

/** Root runs the data of an ordinary user as that user, and other data as a user made for it. Nobody else can change who they are. */
function whoRuns(data: string | undefined): SystemUser | undefined {
  const owner = data === undefined ? undefined : statSync(data);
  if (isRoot()) return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : ownUser();
  if (owner && owner.uid !== process.getuid?.()) {
    throw new StartRefused(
      `The database in ${data} was made by another user (uid ${owner.uid}): start as the user who made it, or as root.`,
    );
  }
  return undefined;
}

function placeForData(dataDir: string, user: SystemUser | undefined): string {
  if (user === undefined || canReach(dataDir, user)) return join(dataDir, 'postgres');
  const elsewhere = join(systemHome, shortHash(dataDir));
  openFolder(elsewhere);
  writeForAll(join(elsewhere, 'DATA_DIR.txt'), dataDir);
  const data = join(elsewhere, 'postgres');
  writeForAll(
    join(dataDir, 'WHERE.txt'),
    `The database of this folder is kept in\n${data}\nbecause PostgreSQL does not run as root and its user cannot reach this folder.\n`,
  );
  return data;
}

/** WHERE.txt leads to the data also after DATA_DIR was moved, but a copied DATA_DIR does not share the data of the first. */
function dataElsewhere(dataDir: string): string | undefined {
  const data = readText(join(dataDir, 'WHERE.txt'))
    ?.split('\n')
    .find((line) => line.startsWith(`${systemHome}/`));
  if (data === undefined) return undefined;
  const noted = join(data, '..', 'DATA_DIR.txt');
  const owner = readText(noted);
  if (owner === dataDir) return data;
  if (owner === undefined || readText(join(owner, 'WHERE.txt'))?.includes(data)) return undefined;
  if (isRoot()) writeForAll(noted, dataDir);
  return data;
}

/** Short, because the path of a socket has room for 107 bytes; closed, because whoever can open the socket is let in. */
function prepareSockets(data: string, user: SystemUser | undefined): string {
  const name = `kopilka-${shortHash(data)}`;
  const parent = [tmpdir(), '/tmp'].find((folder) => fits(join(folder, name)) && canUse(folder, user));
  if (parent === undefined) throw new StartRefused(`No temporary folder is open to the database's user: check ${tmpdir()} and TMPDIR.`);
  const sockets = join(parent, name);
  makeClosedFolder(sockets, user);
  return sockets;
}

const fits = (folder: string) => Buffer.byteLength(join(folder, '.s.PGSQL.5432')) <= socketPathLimitBytes;

/** A folder of the server's user alone. One that somebody else made beforehand is refused. */
export function makeClosedFolder(folder: string, user: SystemUser | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const trusted = [process.getuid?.() ?? found.uid, user?.uid];
  if (!found.isDirectory() || !trusted.includes(found.uid)) throw new StartRefused(`${folder} belongs to somebody else: remove it.`);
  chmodSync(folder, 0o700);
  if (user) chownSync(folder, user.uid, user.gid);
}

function openFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
}

function writeForAll(file: string, text: string): void {
  writeFileSync(file, text);
  chmodSync(file, 0o644);
}

const shortHash = (text: string) => hash('sha256', text, 'hex').slice(0, 12);

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
