import type pg from 'pg';
import { inTransaction } from '../../database/transaction.ts';
import { type Broadcast, type BroadcastState, lockBroadcast } from './keeping.ts';
import { SENT_WITHIN_MS } from './starting.ts';

export type Steered =
  | { readonly ok: true; readonly state: BroadcastState }
  | { readonly ok: false; readonly reason: 'unknown' | 'budget-needed' }
  | { readonly ok: false; readonly reason: 'not-now'; readonly state: BroadcastState };

/** Nobody carries it. What is carried is stopped by its courier, which looks at the broadcast before it sends. */
const notCarried = `state = 'waiting' and (leased_until is null or leased_until < $2)`;

/** Stops sending until it is resumed. What waits is put out of everybody's way. */
export const pauseBroadcast = (pool: pg.Pool, id: number, now: number): Promise<Steered> =>
  steer(pool, id, ['running'], (client) => pause(client, id, null, now));

async function pause(client: pg.ClientBase, id: number, reason: string | null, now: number): Promise<BroadcastState> {
  await client.query(`update broadcast set state = 'paused', reason = $2 where id = $1`, [id, reason]);
  await client.query(`update outbox set due_at = 'infinity' where broadcast_id = $1 and ${notCarried}`, [id, new Date(now)]);
  return 'paused';
}

/** The money of a broadcast does not hold the next message. One that has got more meanwhile goes on. */
export const pauseForBudget = (pool: pg.Pool, id: number, limit: bigint, now: number): Promise<Steered> =>
  steer(pool, id, ['running'], async (client, { plan, state }) =>
    plan.budget === Number(limit) ? pause(client, id, 'budget', now) : state,
  );

/** Sends what is left, at once or from when it was to begin. The days it has begin anew. `budget`: the money for all of it, from the beginning. */
export const resumeBroadcast = (pool: pg.Pool, id: number, now: number, budget?: number): Promise<Steered> =>
  steer(pool, id, ['paused'], async (client, { plan, reason, startAt }) => {
    if (reason === 'budget' && (budget ?? 0) <= (plan.budget ?? 0)) return 'budget-needed';
    const changed = budget === undefined ? plan : { ...plan, budget };
    await client.query(`update broadcast set state = 'running', reason = null, plan = $2 where id = $1`, [id, JSON.stringify(changed)]);
    const from = Math.max(now, startAt ?? now);
    await client.query(`update outbox set due_at = $3, not_after = greatest(not_after, $4) where broadcast_id = $1 and ${notCarried}`, [
      id,
      new Date(now),
      new Date(from),
      new Date(from + SENT_WITHIN_MS),
    ]);
    return 'running';
  });

/** Sends nothing more of it, for good. */
export const cancelBroadcast = (pool: pg.Pool, id: number, now: number): Promise<Steered> =>
  steer(pool, id, ['planned', 'running', 'paused'], async (client) => {
    await client.query(`update broadcast set state = 'cancelled', finished_at = $2 where id = $1`, [id, new Date(now)]);
    await client.query(
      `update outbox set state = 'dropped', reason = 'cancelled', settled_at = $2 where broadcast_id = $1 and ${notCarried}`,
      [id, new Date(now)],
    );
    return 'cancelled';
  });

const steer = (
  pool: pg.Pool,
  id: number,
  from: readonly BroadcastState[],
  change: (client: pg.ClientBase, broadcast: Broadcast) => Promise<BroadcastState | 'budget-needed'>,
): Promise<Steered> =>
  inTransaction(pool, async (client) => {
    const broadcast = await lockBroadcast(client, id);
    if (broadcast === undefined) return { ok: false, reason: 'unknown' };
    if (!from.includes(broadcast.state)) return { ok: false, reason: 'not-now', state: broadcast.state };
    const state = await change(client, broadcast);
    return state === 'budget-needed' ? { ok: false, reason: state } : { ok: true, state };
  });

/** Notes that a broadcast is over, where nothing of it waits any more. */
export async function finishBroadcasts(pool: pg.Pool, now: number): Promise<void> {
  await pool.query(
    `update broadcast b set state = 'done', finished_at = $1 where state = 'running' and start_at <= $1
       and not exists (select from outbox where broadcast_id = b.id and state in ('waiting', 'sending'))`,
    [new Date(now)],
  );
}
