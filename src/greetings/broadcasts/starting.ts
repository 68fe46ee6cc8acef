import type pg from 'pg';
import { inTransaction } from '../../database/transaction.ts';
import type { Program } from '../../rules/program.ts';
import { audienceOf, type Candidate } from './audience.ts';
import { type Broadcast, type BroadcastState, lockBroadcast } from './keeping.ts';
import { isHeldOut, messageOf, routeTo } from './saying.ts';

const DAY_MS = 86_400_000;
/** What could not be sent by then, for quiet hours, caps or a slow carrier, is not sent any more. */
export const SENT_WITHIN_MS = 3 * DAY_MS;

export type Started =
  | { readonly ok: true; readonly recipients: number; readonly heldOut: number }
  | { readonly ok: false; readonly reason: 'unknown' }
  | { readonly ok: false; readonly reason: 'not-planned'; readonly state: BroadcastState };

/**
 * Chooses the recipients now, and hands their messages to the courier for `startAt`: all in one transaction, so that it is started wholly and
 * once, however often and by however many it is asked for.
 */
export const startBroadcast = (
  pool: pg.Pool,
  { id, startAt }: { readonly id: number; readonly startAt: number },
  program: Program,
  now: number,
): Promise<Started> =>
  inTransaction(pool, async (client) => {
    const broadcast = await lockBroadcast(client, id);
    if (broadcast === undefined) return { ok: false, reason: 'unknown' };
    if (broadcast.state !== 'planned') return { ok: false, reason: 'not-planned', state: broadcast.state };
    let recipients = 0;
    let heldOut = 0;
    for await (const page of audienceOf(client, broadcast.plan, program, now)) {
      const chosen = page.filter((member) => routeTo(broadcast.plan, program, member).stops.length > 0);
      const held = chosen.filter(({ id: memberId }) => isHeldOut(broadcast.plan, id, memberId));
      await write(client, { broadcast, startAt, now, program }, chosen, new Set(held));
      heldOut += held.length;
      recipients += chosen.length - held.length;
    }
    await client.query(`update broadcast set state = 'running', start_at = $2 where id = $1`, [id, new Date(startAt)]);
    return { ok: true, recipients, heldOut };
  });

type Start = { readonly broadcast: Broadcast; readonly startAt: number; readonly now: number; readonly program: Program };

async function write(
  client: pg.ClientBase,
  { broadcast, startAt, now, program }: Start,
  chosen: readonly Candidate[],
  held: ReadonlySet<Candidate>,
): Promise<void> {
  await client.query(
    `insert into broadcast_recipient (broadcast_id, member_id, held_out)
     select $1, member_id, held_out from unnest($2::uuid[], $3::boolean[]) as chosen(member_id, held_out)`,
    [broadcast.id, chosen.map(({ id }) => id), chosen.map((member) => held.has(member))],
  );
  const told = chosen.filter((member) => !held.has(member));
  await client.query(
    `insert into outbox (request, class, member_id, recipient, message, state, due_at, not_after, attempts, created_at, broadcast_id)
     select 'broadcast:' || $1::int, 'marketing', member_id, member_id, message, 'waiting', $4, $5, 0, $6, $1
       from rows from (unnest($2::uuid[]), json_array_elements($3::json)) as told(member_id, message)`,
    [
      broadcast.id,
      told.map(({ id }) => id),
      JSON.stringify(told.map((member) => messageOf(broadcast.plan, program, member))),
      new Date(startAt),
      new Date(startAt + SENT_WITHIN_MS),
      new Date(now),
    ],
  );
}
