import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Memory of a process and all its children in MB, each page shared by several counted in parts: Linux's "proportional set size". */
export type Memory = { readonly node: number; readonly postgres: number; readonly total: number };

export const canMeasureMemory = (): boolean => existsSync('/proc/self/smaps_rollup');

export function memoryOf(pid: number): Memory {
  const below = childrenOf(pid);
  const node = megabytesOf(pid);
  const postgres = below.reduce((sum, child) => sum + megabytesOf(child), 0);
  return { node, postgres, total: node + postgres };
}

/** All below it, also those that lead a session of their own, as the embedded server does. */
function childrenOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ child: Number(name), parent: parentOf(name) }));
  const found = [pid];
  for (const above of found) found.push(...parents.filter(({ parent }) => parent === above).map(({ child }) => child));
  return found.slice(1);
}

/** The second word after the name, which stands in brackets and may hold anything. */
function parentOf(pid: string): number {
  const stat = readOf(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

const megabytesOf = (pid: number): number => Number(/^Pss:\s+(\d+) kB/m.exec(readOf(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;

/** A process may end while it is looked at. */
function readOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
