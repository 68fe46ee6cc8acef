import { createHash } from 'node:crypto';
import { connect } from '../../src/database/connect.ts';
import { secretOf } from '../../src/database/secret.ts';
import { part, rowsOf } from '../../src/database/sql.ts';
import { newInvitation } from '../../src/purchases/invitation.ts';
import type { Place } from '../server.ts';

/** More than are answered in one round: each takes one answer. */
export const RECEIPTS = 100_000;
const ROWS_A_STATEMENT = 5000;

/** The invitation of the n-th receipt, the same in every process; chosen so that no two of them share their short code. */
export const invitationOf = (n: number) => newInvitation((count) => createHash('sha256').update(`slip ${n}`).digest().subarray(0, count));

/** Nobody's receipts, as a till records them without a card. */
export async function recordReceipts(place: Place): Promise<void> {
  const database = await connect(place);
  await secretOf(database.pool, 'hashes');
  await database.pool.query('create table bare_answer (token text primary key, rating int not null, at timestamptz not null)');
  for (let first = 0; first < RECEIPTS; first += ROWS_A_STATEMENT) {
    const rows = Array.from({ length: ROWS_A_STATEMENT }, (_, n) => ({ n: first + n, ...invitationOf(first + n) }));
    const { text, values } =
      part(`insert into purchase (id, receipt_id, store, local_date, at, recorded_at, till, currency, total, paid, lines,
        points_earned, tier, reasons, denominator, program, request, digest, token, code)
      select gen_random_uuid(), 'R-' || n, 'pavilion-1', current_date::text, now(), now(), 'pavilion', 'RUB', 48000, 48000,
        '[{"amount":"48000","units":"0","fixedPoints":"0","pointsPaid":"0","paidByPoints":"0"}]', 0, 'bronze', '[]', 1, 'p', 'r', 'd', token, code
      from ${rowsOf(rows, 'n int, token text, code text')}`);
    await database.pool.query(text, [...values]);
  }
  await database.close();
}

/** The key of the shop's hashes, which lies in its database. */
export async function keyOf(place: Place): Promise<string> {
  const database = await connect(place);
  const key = await secretOf(database.pool, 'hashes');
  await database.close();
  return key;
}
