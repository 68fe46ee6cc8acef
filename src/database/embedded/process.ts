import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const unknown = 'unknown';

/**
 * A mark that tells a living process from a later one with the same number: the moment it began. `undefined`: there is no such process.
 * Where the system does not say when it began the mark is `unknown`.
 */
export function markOf(pid: number): string | undefined {
  if (!answersSignals(pid)) return undefined;
  if (process.platform === 'linux') return linuxMark(pid);
  return ps(pid, 'lstart=') ?? unknown;
}

export const isAlive = (pid: number): boolean => markOf(pid) !== undefined;

/** Whether the process that left this mark is still the one that has the number. */
export function isSameProcess(pid: number, mark: string): boolean {
  const now = markOf(pid);
  return now !== undefined && (now === mark || now === unknown || mark === unknown);
}

/** The command line of a process, where the system shows it. */
export function commandOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return ps(pid, 'command=');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return undefined;
  }
}

function answersSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat. The second field is a name in brackets and may hold spaces, so fields are counted after it. */
function linuxMark(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ended = fields[0] === 'Z' || fields[0] === 'X';
    return ended ? undefined : fields[19];
  } catch {
    return unknown;
  }
}

function ps(pid: number, column: string): string | undefined {
  try {
    const shown = execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return shown.trim() || undefined;
  } catch {
    return undefined;
  }
}
