import { existsSync } from 'node:fs';
import pg from 'pg';
import type { Place } from '../server.ts';

type Verify = (pool: pg.Pool, options: object) => Promise<{ readonly ok: boolean }>;

/** Why the ledger is not right; nothing when it is proved, and holds every posting that was acknowledged and no other. */
export async function faultOf(place: Place, acknowledged: number): Promise<string | undefined> {
  const pool = new pg.Pool({ ...place, max: 2 });
  try {
    const { rows } = await pool.query<{ count: string }>('select count(*) from transfer');
    if (Number(rows[0]?.count) !== acknowledged) return `${acknowledged} postings were acknowledged and ${rows[0]?.count} are there`;
    const verify = await loadVerify();
    if (verify === undefined) return 'src/ledger/verify.ts is missing, so the ledger cannot be proved and its speed means nothing';
    const proof = await verify(pool, {});
    return proof.ok
      ? undefined
      : `the ledger is wrong: ${JSON.stringify(proof, (_, value) => (typeof value === 'bigint' ? String(value) : value))}`;
  } finally {
    await pool.end();
  }
}

async function loadVerify(): Promise<Verify | undefined> {
  const file = new URL('../../src/ledger/verify.ts', import.meta.url);
  if (!existsSync(file)) return undefined;
  return ((await import(file.href)) as { verify: Verify }).verify;
}
