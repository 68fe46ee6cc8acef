import type pg from 'pg';
import { type Difference, differenceOf } from './difference.ts';

/** How far a broadcast has come. `leftOut`: by a rule of ours when its turn came, with the reasons. */
export type Progress = {
  readonly all: number;
  readonly waiting: number;
  readonly sent: number;
  /** Of those sent, by the carrier's report; only SMS has one. */
  readonly delivered: number;
  /** May have been sent: never repeated. */
  readonly unknown: number;
  readonly failed: number;
  readonly unreachable: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly segments: number;
  readonly cost: bigint;
};

/** What an outcome of the outbox counts as: who blocked the bot or the number is unreachable, whoever learned it first. */
const progressQuery = `
  with told as (select segments, cost, report, reason, case
      when state in ('waiting', 'sending') then 'waiting'
      when state = 'sent' and report in ('undelivered', 'failed') then 'failed'
      when state in ('sent', 'unknown') then state
      when state = 'dropped' and reason <> 'unreachable' then 'leftOut'
      when state = 'dropped' or reason ~* 'blocked|deactivated|chat not found|kicked|opted-out' then 'unreachable'
      else 'failed' end as fate from outbox where broadcast_id = $1)
  select count(*)::int as all, count(*) filter (where fate = 'waiting')::int as waiting, count(*) filter (where fate = 'sent')::int as sent,
    count(*) filter (where fate = 'sent' and report = 'delivered')::int as delivered, count(*) filter (where fate = 'unknown')::int as unknown,
    count(*) filter (where fate = 'failed')::int as failed, count(*) filter (where fate = 'unreachable')::int as unreachable,
    coalesce(sum(segments), 0)::int as segments, coalesce(sum(cost), 0) as cost,
    (select coalesce(json_object_agg(reason, count), '{}') from (select reason, count(*) from told where fate = 'leftOut' group by reason) as why) as "leftOut"
  from told`;

export async function progressOf(pool: pg.Pool, id: number): Promise<Progress> {
  const { rows } = await pool.query(progressQuery, [id]);
  return { ...rows[0], cost: BigInt(rows[0].cost) };
}

/** Who bought within the days after the beginning, and for how much; money in minor units, what came back taken off. */
export type Bought = { readonly members: number; readonly buyers: number; readonly money: bigint };

/**
 * What a broadcast brought. Everybody it was for is counted, also who could not be reached in the end: those held out were chosen from the same,
 * and only so do both groups differ by chance and by the message alone. `stopped`: said STOP within the days after it was sent to them.
 */
export type Results = {
  readonly stopped: number;
  readonly days: number;
  readonly told: Bought;
  readonly heldOut: Bought;
  /** Of the share of buyers, told less held out. */
  readonly difference?: Difference;
};

const DAY_MS = 86_400_000;

const boughtQuery = `
  select held_out, count(*)::int as members, count(*) filter (where receipts > 0)::int as buyers, coalesce(sum(money), 0) as money
  from broadcast_recipient r join member m on m.id = r.member_id, lateral (
    select count(*) filter (where returned < total) as receipts, sum(paid - refunded) as money from purchase
    where member_id = coalesce(m.merged_into, m.id) and at >= $2 and at < $3) as bought
  where broadcast_id = $1 group by held_out`;

const stoppedQuery = `
  select count(distinct o.member_id)::int as stopped from outbox o
  where broadcast_id = $1 and state in ('sent', 'unknown') and exists (select from consent c
    where c.member_id = o.member_id and purpose = 'marketing' and not given and at >= o.settled_at and at < o.settled_at + $2 * interval '1 day')`;

export async function resultsOf(
  pool: pg.Pool,
  { id, startAt }: { readonly id: number; readonly startAt: number },
  days: number,
): Promise<Results> {
  const [bought, stopped] = await Promise.all([
    pool.query(boughtQuery, [id, new Date(startAt), new Date(startAt + days * DAY_MS)]),
    pool.query(stoppedQuery, [id, days]),
  ]);
  const groupOf = (heldOut: boolean): Bought => {
    const row = bought.rows.find(({ held_out }) => held_out === heldOut);
    return { members: row?.members ?? 0, buyers: row?.buyers ?? 0, money: BigInt(row?.money ?? 0) };
  };
  const told = groupOf(false);
  const heldOut = groupOf(true);
  const difference = differenceOf({ of: told.members, count: told.buyers }, { of: heldOut.members, count: heldOut.buyers });
  return { stopped: stopped.rows[0].stopped, days, told, heldOut, ...(difference === undefined ? {} : { difference }) };
}
