import { chmodSync, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { lotsOf } from '../../src/ledger/book.ts';
import { answer } from '../answer.ts';
import { memberId } from '../ledger/members.ts';
import { type Place, query } from '../server.ts';
import { lifeOf } from './life.ts';

/** Write the whole lives of the members numbered `from` to `to`. */
export type FillJob = { readonly place: Place; readonly folder: string; readonly from: number; readonly to: number };

const MEMBERS_A_FILE = 50_000;
const LINES_A_WRITE = 5000;

const columns = {
  account: 'member_id, points, held, debt, carry, number, hash',
  transfer: 'member_id, number, request, kind, source, target, points, happened_at, recorded_at, hash',
  lot: 'member_id, number, points, remaining, active_at, expires_at',
  draw: 'member_id, number, lot, points',
} as const;
type Table = keyof typeof columns;
const tables = Object.keys(columns) as Table[];

/** The server reads files, because nothing else fills a table as fast; one is gone before the next is written. */
answer(async ({ place, folder, from, to }: FillJob): Promise<number> => {
  const today = new Date().setUTCHours(0, 0, 0, 0);
  const work = mkdtempSync(join(folder, 'fill-'));
  chmodSync(work, 0o755);
  let transfers = 0;
  for (let first = from; first <= to; first += MEMBERS_A_FILE) {
    const files = openFiles(work);
    for (let n = first; n <= Math.min(to, first + MEMBERS_A_FILE - 1); n += 1) transfers += await writeLife(files, n, today);
    for (const table of tables) {
      await files[table].close();
      await query(place, `copy ${table} (${columns[table]}) from '${files[table].name}' with (format csv)`);
      rmSync(files[table].name);
    }
  }
  return transfers;
});

type File = { readonly name: string; write(line: string): Promise<void> | undefined; close(): Promise<void> };
type Files = Readonly<Record<Table, File>>;

const openFiles = (folder: string): Files => Object.fromEntries(tables.map((table) => [table, openFile(join(folder, table))])) as Files;

function openFile(name: string): File {
  const stream = createWriteStream(name, { mode: 0o644 });
  let lines: string[] = [];
  const flush = (): Promise<void> | undefined => {
    const isFull = !stream.write(lines.join(''));
    lines = [];
    return isFull ? new Promise((drained) => stream.once('drain', drained)) : undefined;
  };
  return {
    name,
    write: (line) => (lines.push(line) >= LINES_A_WRITE ? flush() : undefined),
    async close() {
      await flush();
      stream.end();
      await finished(stream);
    },
  };
}

async function writeLife(files: Files, n: number, today: number): Promise<number> {
  const id = memberId(n);
  const { book, transfers } = lifeOf(id, n, today);
  const { points, held, debt, carry, number, hash } = book.account;
  await files.account.write(`${id},${points},${held},${debt},${carry},${number},\\x${hash}\n`);
  for (const one of transfers) {
    const at = time(one.recordedAt);
    const written = [id, one.number, one.request, one.kind, one.source, one.target, one.points, at, at, `\\x${one.hash}`];
    await files.transfer.write(`${written.join(',')}\n`);
    for (const draw of one.draws ?? []) await files.draw.write(`${id},${one.number},${draw.lot},${draw.points}\n`);
  }
  for (const lot of lotsOf(book))
    await files.lot.write(
      `${id},${lot.number},${lot.points},${lot.remaining},${time(lot.activeAt)},${lot.expiresAt === undefined ? '' : time(lot.expiresAt)}\n`,
    );
  return transfers.length;
}

const times = new Map<number, string>();

/** All lives have the same few days. */
function time(at: number): string {
  const written = times.get(at) ?? new Date(at).toISOString();
  times.set(at, written);
  return written;
}
