import type pg from 'pg';

/** Whether the database cannot be asked at all now: what failed then is nobody's fault, and is tried again when it is back. */
export const isAway = (pool: Pick<pg.Pool, 'query'>): Promise<boolean> =>
  pool.query('select 1').then(
    () => false,
    () => true,
  );
