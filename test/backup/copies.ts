import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { exportTo } from '../../src/backup/exporting.ts';
import { connect } from '../../src/database/connect.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { afterFile } from '../support/closing.ts';

/** The path of a copy that is to be made, in a folder of its own until the file of tests ends. */
export function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-copies-'));
  afterFile.push(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'copy.jsonl.gz');
}

export const linesOf = (file: string): string[] => gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');

/** The same copy with other lines. */
export function withLines(file: string, change: (lines: string[]) => string[]): string {
  const changed = newFile();
  writeFileSync(changed, gzipSync(`${change(linesOf(file)).join('\n')}\n`));
  return changed;
}

/** The same with a header or a last line that says something else. */
export const saying = (file: string, place: 0 | -1, change: object): string =>
  withLines(file, (lines) => lines.with(place, JSON.stringify({ ...JSON.parse(lines.at(place) ?? ''), ...change })));

export async function query(where: pg.PoolConfig, statement: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client(where);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** A copy of a database that nobody is connected to afterwards. */
export async function copyOf(where: pg.PoolConfig): Promise<string> {
  const file = newFile();
  const { pool, close } = await connect(where);
  try {
    const exported = await exportTo(pool, file, { now: Date.now() });
    if (!exported.ok) throw new Error(exported.flaw.what);
    return file;
  } finally {
    await close();
  }
}

const anna = '11111111-1111-4111-8111-111111111111';
const boris = '22222222-2222-4222-8222-222222222222';

/** Two members with points earned, spent and held, and what belongs to them in the other tables. */
export async function settle(where: pg.PoolConfig): Promise<void> {
  const { pool, close } = await connect(where);
  const ledger = createLedger({ pool, clock: () => 1_790_000_000_123 });
  const happenedAt = 1_790_000_000_000;
  for (const member of [anna, boris]) {
    await ledger.open(`test:open:${member}`, member);
    await ledger.post(`test:earn:${member}`, member, {
      kind: 'earn',
      earning: { kind: 'gift', points: 50n, activeAt: happenedAt, happenedAt },
    });
    await ledger.post(`test:spend:${member}`, member, { kind: 'spend', points: 20n, happenedAt });
    const hold = { id: member, points: 5n, expiresAt: happenedAt + 86_400_000, happenedAt };
    await ledger.post(`test:hold:${member}`, member, { kind: 'hold', ...hold });
  }
  await pool.query(`
    insert into member (id, name, language, card, joined_at, joined_by) values
      ('${anna}', 'Anna \\ "Żółć" и\u2028 новая\nстрока', 'pl', '2900000000001', now(), 'r'), ('${boris}', 'NULL', 'ru', '2900000000002', now(), 'r');
    insert into identity (address, member_id, proved_how, proved_by, proved_at) values ('sms:+48601234567', '${anna}', 'text-received', 'r', now());
    insert into consent (member_id, purpose, channel, given, wording, language, request, at)
      values ('${anna}', 'marketing', 'sms', true, 'Yes?', 'pl', 'r', now()), ('${anna}', 'marketing', 'sms', false, 'STOP', 'pl', 'r', now());
    insert into outbox (request, class, member_id, recipient, message, state, due_at, attempts, created_at)
      values ('r', 'service', '${anna}', '${anna}', '{"b":  1, "a": [null]}', 'sent', now(), 1, now());
    delete from outbox;
    insert into schedule_run (job, due_at, started_at) values ('tidy up', now(), now());
    insert into secret (name, value) values ('hashes', 'the key of card links')`);
  await close();
}
