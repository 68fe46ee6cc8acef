import type pg from 'pg';

/** Two numbers that name a piece of work among the database's advisory locks. */
export type Lock = readonly [space: number, key: number];

/**
 * Does work that only one process may do at a time, if nobody is doing it; else nothing. The lock is the connection's, which is lent to the work:
 * whatever happens to this process, PostgreSQL lets go of it when the last statement there has ended, and not before. `lost` is aborted when the
 * connection breaks, and with it the lock: the next statement there throws.
 */
export async function ifAlone(pool: pg.Pool, lock: Lock, work: (client: pg.PoolClient, lost: AbortSignal) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  const lost = new AbortController();
  const lose = (): void => lost.abort();
  client.on('error', lose); // without a listener it would end the process
  let isWhole = false;
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1, $2) as mine', [...lock]);
    if (rows[0]?.mine) {
      await work(client, lost.signal);
      await client.query('select pg_advisory_unlock($1, $2)', [...lock]);
    }
    isWhole = true;
  } finally {
    client.off('error', lose);
    client.release(!isWhole); // a connection that is closed keeps no lock
  }
}
