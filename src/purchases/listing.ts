import type pg from 'pg';
import { loadedRow } from './load.ts';
import type { Purchase } from './purchase.ts';
import { readPurchase } from './read.ts';

/** A purchase in a list, with the name of whose it is. */
export type Listed = { readonly purchase: Purchase; readonly memberName?: string };

export type Sums = {
  readonly count: number;
  readonly total: bigint;
  readonly toPay: bigint;
  readonly returned: bigint;
  readonly pointsEarned: bigint;
  readonly pointsSpent: bigint;
};

const LISTED_MAX = 500;
/** A purchase is told within a week; so a day's purchases are recorded within nine days of its beginning. */
const RECORDED_WITHIN_DAYS = 9;

/** A day's purchases of one store or of all, the newest first; the sums are of all, also where the list is cut. */
export async function listPurchases(
  pool: pg.Pool,
  { date, store }: { readonly date: string; readonly store?: string },
): Promise<{ readonly purchases: readonly Listed[]; readonly sums: Sums }> {
  const where = `local_date = $1 and ($2::text is null or store = $2)
    and recorded_at between $1::date - interval '2 days' and $1::date + interval '${RECORDED_WITHIN_DAYS} days'`;
  const [listed, summed] = await Promise.all([
    pool.query(
      `select ${loadedRow}) as row, m.name from purchase p left join member m on m.id = p.member_id
       where ${where.replaceAll(/\b(local_date|store|recorded_at)\b/g, 'p.$1')} order by p.at desc, p.recorded_at desc limit ${LISTED_MAX}`,
      [date, store ?? null],
    ),
    pool.query(
      `select count(*)::int as count, coalesce(sum(total), 0) as total, coalesce(sum(paid), 0) as "toPay", coalesce(sum(returned), 0) as returned,
         coalesce(sum(points_earned), 0) as "pointsEarned", coalesce(sum(points_spent), 0) as "pointsSpent" from purchase where ${where}`,
      [date, store ?? null],
    ),
  ]);
  const { count, ...sums } = summed.rows[0];
  return {
    purchases: listed.rows.map(({ row, name }) => ({ purchase: readPurchase(row), ...(name === null ? {} : { memberName: name }) })),
    sums: {
      count,
      ...(Object.fromEntries(Object.entries(sums).map(([key, value]) => [key, BigInt(value as string)])) as Omit<Sums, 'count'>),
    },
  };
}

export async function findPurchase(pool: pg.Pool, id: string): Promise<Listed | undefined> {
  const { rows } = await pool.query(
    `select ${loadedRow}) as row, m.name from purchase p left join member m on m.id = p.member_id where p.id = $1`,
    [id],
  );
  const [found] = rows;
  return found && { purchase: readPurchase(found.row), ...(found.name === null ? {} : { memberName: found.name }) };
}

/** A line of a member's history as the shop sees it: what moved, by which till, for which receipt. */
export type HistoryEntry = {
  readonly at: number;
  readonly kind: string;
  /** Positive: the member has more. */
  readonly points: bigint;
  /** What it was for: a purchase, something done by hand. */
  readonly about?: string;
  readonly receiptId?: string;
  readonly store?: string;
  readonly till?: string;
  readonly cashier?: string;
};

const ENTRIES_MAX = 100;

/** The last moves of a member's points, the newest first. */
export async function memberHistory(pool: pg.Pool, memberId: string): Promise<readonly HistoryEntry[]> {
  const { rows } = await pool.query(
    `select t.happened_at as at, t.kind, (case when t.target in ('points', 'debt') then t.points else -t.points end) as points,
       t.about, p.receipt_id as "receiptId", p.store, p.till, p.cashier
     from (select * from transfer where member_id = $1 order by number desc limit ${ENTRIES_MAX}) t
     left join purchase p on p.id = (case when t.about ~ '^[0-9a-f]{8}-' then t.about::uuid end)
     order by t.number desc`,
    [memberId],
  );
  return rows.map(({ at, kind, points, ...rest }) => ({
    at: at.getTime(),
    kind,
    points: BigInt(points),
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null)),
  }));
}
