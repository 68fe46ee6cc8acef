import type pg from 'pg';

/**
 * Lends a connection that sees the database as it is at this moment, while others go on writing. Nothing can be written by it. `stopping` ends
 * the work wherever it is.
 */
export async function inSnapshot<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
  stopping?: AbortSignal,
): Promise<Result> {
  const client = await pool.connect();
  const cut = () => void client.end().catch(() => {});
  try {
    stopping?.throwIfAborted();
    stopping?.addEventListener('abort', cut, { once: true });
    await client.query('begin isolation level repeatable read read only; set local cursor_tuple_fraction = 1');
    const result = await work(client);
    await client.query('rollback');
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  } finally {
    stopping?.removeEventListener('abort', cut);
  }
}
