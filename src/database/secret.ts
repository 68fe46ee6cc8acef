import { randomBytes } from 'node:crypto';
import type pg from 'pg';

/** A random value that belongs to this database, made when it is first asked for. The same for all processes. */
export async function secretOf(pool: pg.Pool, name: string): Promise<string> {
  await pool.query('insert into secret (name, value) values ($1, $2) on conflict do nothing', [
    name,
    randomBytes(32).toString('base64url'),
  ]);
  const { rows } = await pool.query<{ value: string }>('select value from secret where name = $1', [name]);
  return rows[0]?.value as string;
}
