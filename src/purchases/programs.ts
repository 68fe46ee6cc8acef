import type pg from 'pg';
import { type Program, programSchema } from '../rules/program.ts';
import { rescale } from '../rules/settle.ts';
import { denominatorOf } from '../rules/terms.ts';

const ADOPTION_LOCK = 7_211;

/**
 * Keeps the program by its hash with the time it began, so that purchases can point to it. When its rates need another denominator, every
 * member's remainder is counted in the new one, in the same transaction.
 */
export async function adoptProgram(pool: pg.Pool, program: Program, hash: string, now: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [ADOPTION_LOCK]);
    const { rows } = await client.query<{ hash: string; body: unknown }>('select hash, body from program order by began_at desc limit 1');
    const last = rows[0];
    if (last?.hash !== hash) {
      if (last !== undefined) await rescaleCarries(client, denominatorOf(programSchema.parse(last.body)), denominatorOf(program));
      await client.query(
        'insert into program (hash, body, began_at) values ($1, $2, $3) on conflict (hash) do update set began_at = excluded.began_at',
        [hash, JSON.stringify(program), new Date(now)],
      );
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function rescaleCarries(client: pg.PoolClient, from: bigint, to: bigint): Promise<void> {
  if (from === to) return;
  const one = rescale(from, from, to);
  await client.query('update account set carry = trunc(carry::numeric * $1::numeric / $2::numeric)::bigint where carry <> 0', [
    String(one),
    String(from),
  ]);
}
