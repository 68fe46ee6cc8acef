import type pg from 'pg';
import { millisOf } from '../../database/sql.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { Plan } from './plan.ts';

export type BroadcastState = 'planned' | 'running' | 'paused' | 'done' | 'cancelled';

/** A broadcast as it is kept. `reason`: of a pause, `budget` where its money has ended. */
export type Broadcast = {
  readonly id: number;
  readonly name: string;
  readonly plan: Plan;
  readonly state: BroadcastState;
  readonly reason?: string;
  readonly who: string;
  readonly startAt?: number;
};

const LISTED_MAX = 50;

/** Keeps a plan. One that came by a message of the manager's is kept once, however often that message is delivered. */
export const keepPlan = (pool: pg.Pool, plan: Plan, who: string, now: number): Promise<number> =>
  inTransaction(pool, async (client) => {
    if (plan.request !== undefined) {
      await client.query('select pg_advisory_xact_lock(hashtext($1))', [plan.request]);
      const { rows } = await client.query(`select id from broadcast where plan ->> 'request' = $1`, [plan.request]);
      if (rows[0] !== undefined) return rows[0].id;
    }
    const { rows } = await client.query(
      `insert into broadcast (name, plan, state, who, created_at) values ($1, $2, 'planned', $3, $4) returning id`,
      [plan.name, JSON.stringify(plan), who, new Date(now)],
    );
    return rows[0].id;
  });

const columns = `id, name, plan, state, reason, who, ${millisOf('start_at')} as start_at`;

export async function findBroadcast(pool: pg.Pool | pg.ClientBase, id: number): Promise<Broadcast | undefined> {
  const { rows } = await pool.query(`select ${columns} from broadcast where id = $1`, [id]);
  return rows.map(read)[0];
}

/** Nobody else decides about it before this transaction ends. */
export async function lockBroadcast(client: pg.ClientBase, id: number): Promise<Broadcast | undefined> {
  const { rows } = await client.query(`select ${columns} from broadcast where id = $1 for update`, [id]);
  return rows.map(read)[0];
}

/** The last broadcasts, the newest first. */
export async function listBroadcasts(pool: pg.Pool): Promise<readonly Broadcast[]> {
  const { rows } = await pool.query(`select ${columns} from broadcast order by id desc limit ${LISTED_MAX}`);
  return rows.map(read);
}

function read({ start_at: startAt, reason, ...same }: pg.QueryResultRow): Broadcast {
  return {
    ...(same as Broadcast),
    ...(reason === null ? {} : { reason }),
    ...(startAt === null ? {} : { startAt: Number(startAt) }),
  };
}
