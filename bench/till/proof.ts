import pg from 'pg';
import { flawInWords, verify } from '../../src/ledger/verify.ts';
import type { Place } from '../server.ts';
import { MEMBERS } from './members.ts';

/** Why what was answered is not what is kept; nothing when every purchase is there once, earned what its lines say, and the ledger is proved. */
export async function faultOf(place: Place, accepted: number): Promise<string | undefined> {
  const pool = new pg.Pool({ ...place, max: 2 });
  try {
    for (const [what, sql] of Object.entries(figures(accepted))) {
      const { rows } = await pool.query<{ is: string; due: string }>(sql);
      const { is, due } = rows[0] as { is: string; due: string };
      if (Number(is) !== Number(due)) return `${what}: ${is} instead of ${due}`;
    }
    const proof = await verify(pool);
    if (proof.ok) return undefined;
    return proof.reason === 'flaw' ? flawInWords(proof.flaw) : proof.reason;
  } finally {
    await pool.end();
  }
}

const earned = `select member_id, sum(points_earned) as points, min(denominator) as denominator,
    sum((select sum((line ->> 'units')::numeric) from json_array_elements(lines) as line)) as units,
    sum((select sum((line ->> 'fixedPoints')::numeric) from json_array_elements(lines) as line)) as fixed
  from purchase group by member_id`;

const figures = (accepted: number): Readonly<Record<string, string>> => ({
  purchases: `select count(*) as is, ${accepted} as due from purchase`,
  'receipts of members': `select count(distinct receipt_id) as is, ${accepted} as due from purchase where member_id is not null`,
  'notices to members': `select count(*) as is, ${accepted} as due from outbox where class = 'service' and member_id is not null`,
  'points earned': `select coalesce(sum(points), 0) as is, (select coalesce(sum(points_earned), 0) from purchase) as due from transfer where kind = 'earn'`,
  'members with another sum than the whole points of their lines': `select count(*) as is, 0 as due from (${earned}) as one
    where points <> div(units, denominator) + fixed`,
  'points that members have': `select sum(points) as is, (select sum(points) from transfer where kind in ('earn', 'welcome')) as due from account`,
  members: `select count(*) as is, ${MEMBERS} as due from account`,
});
