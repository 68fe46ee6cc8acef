import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { flawInWords } from '../ledger/verify.ts';
import { exportTo } from './exporting.ts';

const KEPT = 7;

type Asked = {
  readonly pool: pg.Pool;
  readonly folder: string;
  /** The shop's calendar day, 2026-11-30: one copy a day. */
  readonly day: string;
  readonly now: number;
  readonly stopping: AbortSignal;
};

/** Keeps a copy of the day, unless there is one, and the last seven of them. What was kept stays until the new one is whole. */
export async function keepCopy({ pool, folder, day, now, stopping }: Asked): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const before = await readdir(folder);
  const name = `kopilka-${day}.jsonl.gz`;
  if (before.includes(name)) return;
  for (const part of before.filter((one) => partName.test(one))) await rm(join(folder, part), { force: true });
  const exported = await exportTo(pool, join(folder, name), { now, stopping });
  if (!exported.ok) throw new Error(`no copy was made, and the earlier ones stay: ${flawInWords(exported.flaw)}`);
  const copies = (await readdir(folder)).filter((one) => copyName.test(one)).toSorted();
  for (const old of copies.slice(0, -KEPT)) await rm(join(folder, old), { force: true });
}

const copyName = /^kopilka-\d{4}-\d\d-\d\d\.jsonl\.gz$/;
/** Left behind by a process that was killed in the middle. */
const partName = /^kopilka-.*\.part$/;
