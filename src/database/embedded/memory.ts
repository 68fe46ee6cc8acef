import { readdirSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';

const MEGABYTE = 1024 * 1024;
const AT_LEAST_MB = 96;

/**
 * PostgreSQL's memory for the pages of its files (`shared_buffers`), as it stands in its settings: half of what the files of this data weigh now, so that a
 * small shop stays small and a ledger of millions does not fetch every member's pages from the disk. At least 96 MB, as a rush fills half of that within
 * seconds, and where more than that, at most an eighth of what the machine or the container has.
 */
export function memoryForPages(data: string): string {
  const half = weightOf(join(data, 'base')) / 2 / MEGABYTE;
  const eighth = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 8 / MEGABYTE;
  return `${Math.round(Math.max(AT_LEAST_MB, Math.min(half, eighth)))}MB`;
}

/** Bytes of all files below a folder. A file that is gone by now weighs nothing. */
function weightOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + (statSync(join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0), 0);
}
