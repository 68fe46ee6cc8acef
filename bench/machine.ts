import { closeSync, fdatasyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, release } from 'node:os';
import { join } from 'node:path';
import type { Facts } from './report.ts';
import type { Server } from './server.ts';
import { median } from './statistics.ts';

const SYNCS = 200;
const WAL_PAGE_BYTES = 8192;
const TMPFS_MAGIC = 0x01021994;

/** What the figures were taken on. The server's settings are asked of the server. */
export async function machineFacts(server: Server): Promise<Facts> {
  return {
    cores: availableParallelism(),
    processor: (cpus()[0]?.model ?? 'unknown').trim(),
    kernel: release(),
    Node: process.versions.node,
    ...(await server.settings()),
    'one fdatasync': `${Math.round(median(timeSyncs(server.folder)) * 1000)} µs`,
  };
}

function timeSyncs(folder: string): number[] {
  if (statfsSync(folder).type === TMPFS_MAGIC)
    throw new Error(`${folder} is kept in memory, where fsync means nothing: set TMPDIR to a folder on a disk.`);
  const file = join(folder, 'sync-probe');
  const handle = openSync(file, 'w');
  const page = Buffer.alloc(WAL_PAGE_BYTES, 1);
  const times = Array.from({ length: SYNCS }, () => {
    const began = performance.now();
    writeSync(handle, page);
    fdatasyncSync(handle);
    return performance.now() - began;
  });
  closeSync(handle);
  rmSync(file);
  return times;
}
