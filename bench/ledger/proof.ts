import pg from 'pg';
import { flawInWords, verify } from '../../src/ledger/verify.ts';
import type { Place } from '../server.ts';

/** Why the ledger is not right; nothing when it is proved, and holds every posting that was acknowledged and no other. */
export async function faultOf(place: Place, acknowledged: number): Promise<string | undefined> {
  const pool = new pg.Pool({ ...place, max: 2 });
  try {
    const { rows } = await pool.query<{ count: string }>('select count(*) from transfer');
    if (Number(rows[0]?.count) !== acknowledged) return `${acknowledged} postings were acknowledged and ${rows[0]?.count} are there`;
    const proof = await verify(pool);
    if (proof.ok) return undefined;
    return proof.reason === 'flaw' ? flawInWords(proof.flaw) : proof.reason;
  } finally {
    await pool.end();
  }
}
