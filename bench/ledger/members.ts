import pg from 'pg';
import { createLedger } from '../../src/ledger/ledger.ts';
import type { Place } from '../server.ts';

export const MEMBERS = 10_000;

/** The n-th member's id, from 1. The rival makes the same ids in SQL. */
export const memberId = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/** Opens everybody's account by the ledger's own door. */
export async function openMembers(place: Place): Promise<void> {
  const pool = new pg.Pool({ ...place, max: 10, pipeline: true });
  const ledger = createLedger({ pool, clock: Date.now });
  await Promise.all(Array.from({ length: MEMBERS }, (_, n) => ledger.open(`test:open-${n + 1}`, memberId(n + 1))));
  await pool.query('create sequence bench_request cache 32'); // what the rival numbers its requests by
  await pool.end();
}
