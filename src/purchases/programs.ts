import type pg from 'pg';
import { inTransaction } from '../database/transaction.ts';
import { type Program, programSchema } from '../rules/program.ts';
import { denominatorOf } from '../rules/terms.ts';

const ADOPTION_LOCK = 7_211;

/**
 * Keeps the program by its hash with the time it began, so that purchases can point to it. Remainders stay as they are: each is stored with what it
 * counts in, and whoever reads it counts it in their own.
 */
export async function adoptProgram(pool: pg.Pool, program: Program, hash: string, now: number): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [ADOPTION_LOCK]);
    const { rows } = await client.query<{ hash: string; body: unknown }>('select hash, body from program order by began_at desc limit 1');
    const last = rows[0];
    if (last?.hash === hash) return;
    if (last !== undefined) await nameDenominators(client, denominatorOf(programSchema.parse(last.body)));
    await client.query(
      'insert into program (hash, body, began_at) values ($1, $2, $3) on conflict (hash) do update set began_at = excluded.began_at',
      [hash, JSON.stringify(program), new Date(now)],
    );
  });
}

/**
 * What a remainder counts in is written beside it from the next turn of its member on. Those from before that was so counted in the last program's.
 * Locked in the order in which turns lock them, so that neither waits for the other for good.
 */
async function nameDenominators(client: pg.PoolClient, denominator: bigint): Promise<void> {
  await client.query(
    `with nameless as (select member_id from account where carry <> 0 and denominator is null order by member_id for update)
     update account set denominator = $1 from nameless where account.member_id = nameless.member_id`,
    [String(denominator)],
  );
}
