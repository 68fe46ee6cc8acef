import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Program } from '../../rules/program.ts';
import { candidateOf } from './audience.ts';
import type { Broadcast } from './keeping.ts';
import { messageOf } from './saying.ts';

/** Sends a broadcast's message to one member at once, as an answer is sent: it is for whoever plans it, and counts nowhere. False: no such member. */
export async function tryBroadcast(
  pool: pg.Pool,
  { id, plan }: Broadcast,
  memberId: string,
  program: Program,
  now: number,
): Promise<boolean> {
  const member = await candidateOf(pool, memberId, program, now);
  if (member === undefined) return false;
  await pool.query(
    `insert into outbox (request, class, member_id, recipient, message, state, due_at, attempts, created_at)
     values ($1, 'reply', $2::uuid, $2, $3, 'waiting', $4, 0, $4)`,
    [`broadcast-test:${id}:${randomUUID()}`, memberId, JSON.stringify(messageOf(plan, program, member)), new Date(now)],
  );
  return true;
}
