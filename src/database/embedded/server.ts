import { execFile, spawn } from 'node:child_process';
import { closeSync, existsSync, fchownSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { StartRefused } from '../refused.ts';
import { type Home, makeClosedFolder } from './home.ts';
import { memoryForPages } from './memory.ts';
import { livingPostmaster, type Postmaster } from './postmaster.ts';
import { askWhetherReady } from './ready.ts';

const port = 5432;
const pollMs = 20;
const initdbLimitMs = 120_000;
const recoveryLimitMs = 600_000;
const deadLockPatienceMs = 10_000;
const deadLockPauseMs = 200;
const unreachablePatienceMs = 10_000;
const logLimitBytes = 1_000_000;

/** What every embedded server runs with. Statements and their values stay out of the log: they hold personal data. */
const settings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  maintenance_work_mem: '16MB',
  jit: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};
const durableSettings = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };
/** One that need not last is shared by a whole run of tests. */
const passingSettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '400' };

export type Ways = { readonly durable: boolean; readonly onProgress: (line: string) => void };

/** Makes the data folder once. Under a temporary name first, so that a first start cut short leaves no half. */
export async function makeData(home: Home, { durable, onProgress }: Ways): Promise<void> {
  if (existsSync(join(home.data, 'PG_VERSION'))) return checkVersion(home);
  onProgress(`Making the database in ${home.data}`);
  const draft = `${home.data}.new`;
  rmSync(draft, { recursive: true, force: true });
  makeClosedFolder(draft, home.user);
  // PostgreSQL's own collation sorts the same on every system and needs no rebuilding when the system's changes.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const options = ['-D', draft, '-U', 'kopilka', '--auth=trust', '-E', 'UTF8', ...locale, ...(durable ? [] : ['--no-sync'])];
  try {
    await promisify(execFile)(program(home, 'initdb'), options, { ...surroundings(home), timeout: initdbLimitMs });
  } catch (error) {
    throw new StartRefused(`The database could not be made in ${home.data}: ${lastLine((error as { stderr?: string }).stderr ?? '')}`);
  }
  renameSync(draft, home.data);
}

function checkVersion(home: Home): void {
  const made = readFileSync(join(home.data, 'PG_VERSION'), 'utf8').trim();
  const ours = home.binaries.version.split('.')[0];
  if (made !== ours)
    throw new StartRefused(`${home.data} was made by PostgreSQL ${made} and this is ${ours}: export with the former version.`);
}

/** The running server of this data, if a process that was killed left one. It is waited for while it recovers or shuts down. */
export async function adopt(home: Home, onProgress: Ways['onProgress']): Promise<Postmaster | undefined> {
  const found = livingPostmaster(home.data);
  if (!found) return undefined;
  onProgress(`The database is still running, pid ${found.pid}`);
  return waitUntilReady(home, () => livingPostmaster(home.data)?.pid === found.pid);
}

/** Starts a server. A server killed a moment ago may still hold the data: this is tried again for some seconds. */
export async function launch(home: Home, ways: Ways): Promise<Postmaster> {
  const patientUntil = Date.now() + deadLockPatienceMs;
  for (;;) {
    const child = spawnPostgres(home, ways);
    const ready = await waitUntilReady(home, () => child.exitCode === null && child.signalCode === null);
    if (ready) return ready;
    const why = lastLine(readFileSync(home.log, 'utf8'));
    if (!/lock file|shared memory block/.test(why) || Date.now() > patientUntil) {
      throw new StartRefused(`The embedded PostgreSQL did not start: ${why} (see ${home.log})`);
    }
    await sleep(deadLockPauseMs);
  }
}

/** Its own session and its own log file: a Ctrl-C in the terminal or a broken pipe is not the database's affair. */
function spawnPostgres(home: Home, { durable }: Ways) {
  const chosen = { ...settings, shared_buffers: memoryForPages(home.data), ...(durable ? durableSettings : passingSettings) };
  const options = Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(home.log, isLarge(home.log) ? 'w' : 'a', 0o600);
  try {
    if (home.user) fchownSync(log, home.user.uid, home.user.gid);
    const place = ['-D', home.data, '-k', home.sockets, '-p', String(port)];
    const child = spawn(program(home, 'postgres'), [...place, ...options], {
      ...surroundings(home),
      detached: true,
      stdio: ['ignore', log, log],
    });
    child.on('error', () => {}); // seen as an exit
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

async function waitUntilReady(home: Home, isRunning: () => boolean): Promise<Postmaster | undefined> {
  const began = Date.now();
  let answeredAt = began;
  while (isRunning()) {
    const postmaster = livingPostmaster(home.data);
    const readiness = postmaster?.sockets ? await askWhetherReady(postmaster) : 'absent';
    if (readiness === 'ready') return postmaster;
    if (readiness === 'starting') answeredAt = Date.now();
    if (Date.now() - began > recoveryLimitMs) throw new StartRefused(`The database is not ready after 10 minutes: see ${home.log}.`);
    if (Date.now() - answeredAt > unreachablePatienceMs && postmaster) process.kill(postmaster.pid, 'SIGQUIT');
    await sleep(pollMs);
  }
  return undefined;
}

const program = (home: Home, name: string) => join(home.binaries.folder, 'bin', name);

/** Nothing of our own environment goes along: it holds secrets, and PG… variables would change the server. */
const surroundings = ({ user }: Home) => ({
  ...user,
  cwd: '/',
  env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
});

const isLarge = (file: string) => existsSync(file) && statSync(file).size > logLimitBytes;

const lastLine = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .findLast((line) => /FATAL|PANIC|error|could not/i.test(line)) ??
  text.trimEnd().split('\n').at(-1) ??
  '';
