import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf, isAlive } from './process.ts';

/** A running server as its lock file shows it. `sockets` is empty while it is too young to have written where it listens. */
export type Postmaster = { readonly pid: number; readonly sockets: string; readonly port: number };

type Step = readonly [signal: NodeJS.Signals, seconds: number];

/** SIGINT ends the sessions and shuts down; SIGQUIT just stops, and the next start recovers. */
export const fastStop: readonly Step[] = [
  ['SIGINT', 6],
  ['SIGQUIT', 2],
];
/** SIGTERM lets others who are connected finish first. */
export const patientStop: readonly Step[] = [['SIGTERM', 30], ...fastStop];

const pollMs = 10;

/** The server that runs on this data now. The lock file of a dead one names a number that may be anybody's by now. */
export function livingPostmaster(data: string): Postmaster | undefined {
  const [pid = '', , , port = '', sockets = ''] = readLock(data).split('\n');
  if (!/^\d+$/.test(pid) || !isAlive(Number(pid)) || !isServerOf(data, Number(pid))) return undefined;
  return { pid: Number(pid), port: Number(port), sockets };
}

/**
 * PostgreSQL waits for ever for a living process with the dead server's number. With the number of its own parent instead it goes on
 * to its second check: whether any session of the dead server still holds its memory.
 */
export function disownDeadLock(data: string): void {
  const [pid, ...rest] = readLock(data).split('\n');
  if (pid && isAlive(Number(pid)) && !isServerOf(data, Number(pid))) {
    writeFileSync(lockFile(data), [process.pid, ...rest].join('\n'));
  }
}

/** Asks the server to end, ever more firmly, and waits until it has. */
export async function stopPostmaster(postmaster: Postmaster, data: string, steps: readonly Step[]): Promise<void> {
  for (const [signal, seconds] of steps) {
    if (livingPostmaster(data)?.pid !== postmaster.pid) break;
    process.kill(postmaster.pid, signal);
    const until = Date.now() + seconds * 1000;
    while (isAlive(postmaster.pid) && Date.now() < until) await sleep(pollMs);
  }
  if (!isAlive(postmaster.pid)) rmSync(postmaster.sockets, { recursive: true, force: true });
}

/** Asks the server to end and does not wait: for a process that is itself ending. */
export function stopPostmasterAtExit(postmaster: Postmaster, data: string): void {
  if (livingPostmaster(data)?.pid === postmaster.pid) process.kill(postmaster.pid, 'SIGINT');
}

const lockFile = (data: string) => join(data, 'postmaster.pid');

function readLock(data: string): string {
  try {
    return readFileSync(lockFile(data), 'utf8');
  } catch {
    return '';
  }
}

function isServerOf(data: string, pid: number): boolean {
  const command = commandOf(pid);
  return command === undefined || command.includes(data);
}
