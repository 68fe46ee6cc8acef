import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from '../refused.ts';
import { isSameProcess, markOf } from './process.ts';

const triesToClaim = 3;

/**
 * Makes this process the only owner of the folder until `release` is called or the process is gone.
 * Throws StartRefused when a living process owns it, or when the folder cannot be written.
 */
export function claim(dataDir: string): { release(): void } {
  const mine = `${process.pid}\n${markOf(process.pid)}\n`;
  for (let tries = 0; tries < triesToClaim; tries++) {
    const owner = ownerOf(dataDir);
    if (owner !== undefined) throw new StartRefused(`Kopilka is already running, pid ${owner}: it owns DATA_DIR ${dataDir}.`);
    setAsideDead(dataDir);
    if (wrote(dataDir, mine)) return { release: () => release(dataDir, mine) };
  }
  throw new StartRefused(`Another start is taking DATA_DIR ${dataDir} at this moment: try again.`);
}

/** The number of the living process that owns the folder. */
export function ownerOf(dataDir: string): number | undefined {
  return livingIn(pidFile(dataDir));
}

const pidFile = (dataDir: string) => join(dataDir, 'kopilka.pid');

function livingIn(file: string): number | undefined {
  const [pid, mark] = read(file)?.split('\n') ?? [];
  return pid && mark && isSameProcess(Number(pid), mark) ? Number(pid) : undefined;
}

/** Moved, looked at once more and only then removed: of two starts that saw the same dead owner one may already have written its own. */
function setAsideDead(dataDir: string): void {
  const aside = `${pidFile(dataDir)}.${process.pid}`;
  try {
    renameSync(pidFile(dataDir), aside);
  } catch {
    return; // there was none
  }
  if (livingIn(aside) !== undefined) linkIfFree(aside, pidFile(dataDir));
  rmSync(aside, { force: true });
}

/** A link appears whole or not at all, so nobody reads half a number. */
function wrote(dataDir: string, text: string): boolean {
  const draft = `${pidFile(dataDir)}.${process.pid}.new`;
  writeFileSync(draft, text);
  const linked = linkIfFree(draft, pidFile(dataDir));
  rmSync(draft, { force: true });
  return linked;
}

function linkIfFree(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function release(dataDir: string, mine: string): void {
  if (read(pidFile(dataDir)) === mine) rmSync(pidFile(dataDir), { force: true });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
