import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importFrom } from '../../src/backup/importing.ts';
import { keepCopy } from '../../src/backup/nightly.ts';
import { createSchedule } from '../../src/schedule/schedule.ts';
import { freshConnection, freshDatabase } from '../support/database.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'kopilka-nightly-')), 'backups');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const never = new AbortController().signal;
const { pool } = await freshDatabase();
const keep = (day: string, stopping = never) => keepCopy({ pool, folder, day, now: Date.now(), stopping });

test('one copy a day is kept, that only its owner may read, and the last seven of them; other files are let be', async () => {
  await keep('2026-11-01');
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  const first = statSync(join(folder, 'kopilka-2026-11-01.jsonl.gz'));
  expect(first.mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  await keep('2026-11-01');
  expect(statSync(join(folder, 'kopilka-2026-11-01.jsonl.gz')).mtimeMs).toBe(first.mtimeMs);
  for (let day = 2; day <= 9; day += 1) await keep(`2026-11-0${day}`);
  expect(readdirSync(folder).toSorted()).toEqual([...[3, 4, 5, 6, 7, 8, 9].map((day) => `kopilka-2026-11-0${day}.jsonl.gz`), 'notes.txt']);
});

test('what a killed process left half written goes with the next copy, which can be restored', async () => {
  await keep('2026-11-01');
  writeFileSync(join(folder, 'kopilka-2026-11-02.jsonl.gz.4711.part'), 'half');
  await keep('2026-11-02');
  expect(readdirSync(folder).toSorted()).toEqual(['kopilka-2026-11-01.jsonl.gz', 'kopilka-2026-11-02.jsonl.gz']);
  await importFrom(await freshConnection(), join(folder, 'kopilka-2026-11-02.jsonl.gz'));
});

test('of a ledger that is not whole there is no copy, and the earlier ones stay', async () => {
  const { pool: flawed } = await freshDatabase();
  await flawed.query(
    `insert into account (member_id, points, held, debt, carry, number, hash) values (gen_random_uuid(), 5, 0, 0, 0, 0, '')`,
  );
  for (let day = 1; day <= 7; day += 1) await keep(`2026-11-0${day}`);
  await expect(keepCopy({ pool: flawed, folder, day: '2026-11-08', now: Date.now(), stopping: never })).rejects.toThrow(
    /^no copy was made, and the earlier ones stay: The account of member .+ keeps points of 5/,
  );
  expect(readdirSync(folder)).toHaveLength(7);
});

test('a program that is stopped ends it at once, and leaves nothing half written and nothing in the log', async () => {
  const client = await pool.connect();
  await client.query('begin; lock table secret in access exclusive mode'); // the copy waits here
  const { schedule, said } = scheduled((stopping) => keep('2026-11-01', stopping));
  while (!existsSync(folder) || readdirSync(folder).length === 0) await soon();
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.part$/)]);
  await schedule.stop();
  expect([readdirSync(folder), said]).toEqual([[], []]);
  await client.query('rollback');
  client.release();
});

test('a folder that cannot be written is told in the log and harms nothing else', async () => {
  writeFileSync(folder, 'a file stands where the folder should');
  const { schedule, said } = scheduled((stopping) => keep('2026-11-01', stopping));
  while (said.length === 0) await soon();
  await schedule.stop();
  expect(said).toMatchObject([{ job: 'keep a copy', err: { code: 'EEXIST' } }]);
});

const soon = () => new Promise((later) => setTimeout(later, 5));

/** The schedule with this job alone, which begins at once, and what it says in the log. */
function scheduled(run: (stopping: AbortSignal) => Promise<void>) {
  const said: object[] = [];
  const job = { name: 'keep a copy', when: '0 0 1 1 *', catchUp: true, run: (_now: number, stopping: AbortSignal) => run(stopping) };
  const log = { info: () => {}, error: (about: object) => said.push(about) };
  const schedule = createSchedule({ pool, timeZone: 'UTC', clock: Date.now, jobs: [job], log });
  schedule.start();
  return { schedule, said };
}
