import type pg from 'pg';

/** Two numbers that name a piece of work among the database's advisory locks. */
export type Lock = readonly [space: number, key: number];

/**
 * Does work that only one process may do at a time, if nobody is doing it; else nothing. The lock is the connection's, which is lent to the work:
 * whatever happens to this process, PostgreSQL lets go of it when the last statement there has ended, and not before.
 */
export async function ifAlone(pool: pg.Pool, lock: Lock, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  client.on('error', heardByTheNextStatement);
  let isWhole = false;
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1, $2) as mine', [...lock]);
    if (rows[0]?.mine) {
      await work(client);
      await client.query('select pg_advisory_unlock($1, $2)', [...lock]);
    }
    isWhole = true;
  } finally {
    client.off('error', heardByTheNextStatement);
    client.release(!isWhole); // a connection that is closed keeps no lock
  }
}

/** A lent connection that breaks while nothing is asked of it would otherwise end the process. */
const heardByTheNextStatement = (): void => undefined;
