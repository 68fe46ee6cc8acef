import type pg from 'pg';
import { insertRows, literal, millisOf, momentIn, timeOf } from '../database/sql.ts';
import { byKeys, lookUp } from '../database/trip.ts';
import { inList, type Keeper } from '../database/turns.ts';
import type { Language, Message } from '../texts/message.ts';

/** `reply`: at once, any hour. `service`: what a member must know. `marketing`: with consent for the channel, asked again when sending. */
export type MessageClass = 'reply' | 'service' | 'marketing';

/** A message to be said: to the address that wrote, or to a member by the cheapest channel that reaches them. */
export type Outgoing = {
  readonly class: MessageClass;
  readonly to: { readonly address: string } | { readonly memberId: string };
  readonly language: Language;
  readonly message: Message;
  readonly dueAt?: number;
  /** After this moment it is dropped: a code, a greeting of the day. */
  readonly notAfter?: number;
  /** Holds a code: neither facts nor letter are kept once it is settled. */
  readonly secret?: boolean;
  /** Nobody waits for it: it keeps quiet hours and caps as offers do. */
  readonly calm?: boolean;
};

/** A row of the outbox, as a courier carries it. */
export type Waiting = {
  readonly id: number;
  readonly class: MessageClass;
  readonly address?: string;
  readonly memberId?: string;
  /** The queue: messages to one recipient go out in the order of their ids. */
  readonly recipient: string;
  readonly said: Said;
  readonly notAfter?: number;
  readonly attempts: number;
  readonly broadcastId?: number;
};

/** Whether nobody asked for it: it waits for a good hour, for its place in the queue, and for those who did ask. */
export const isUnasked = ({ class: kind, said }: Waiting): boolean => kind === 'marketing' || (said.calm ?? false);

/** What the `message` column holds. */
type Said = { readonly language: Language; readonly message: Message; readonly secret?: boolean; readonly calm?: boolean };

/** Messages of a committed batch, leased to this process; `behind` are earlier messages to the same people that another process carries. */
export type Handover = (mine: readonly Waiting[], behind: ReadonlyMap<string, readonly number[]>) => void;

export const LEASE_MS = 15_000;

/** The outbox's part in every turn: what is due now is inserted already leased to this process, which sends it right after the commit. */
export function outboxKeeper(deps: { processId: string; hand: Handover; clock: () => number }): Keeper<undefined, readonly Outgoing[]> {
  return {
    load: () => `select 'null'::json`,
    open: () => {
      const rows: OutboxRow[] = [];
      return {
        know: () => undefined,
        apply(messages, turn) {
          for (const message of messages) rows.push(rowOf(message, turn, deps.processId));
        },
        flush: () => (rows.length === 0 ? [] : [`${insertRows('outbox', rows, columns)} returning id`, earlierQuery(rows, deps)]),
        committed(results) {
          const [inserted, earlier] = results;
          if (inserted !== undefined) deps.hand(leased(rows, inserted), groupById(earlier?.rows ?? []));
        },
      };
    },
  };
}

type OutboxRow = ReturnType<typeof rowOf>;

function rowOf(message: Outgoing, turn: { requestId: string; now: number }, processId: string) {
  const dueAt = message.dueAt ?? turn.now;
  const address = 'address' in message.to ? message.to.address : undefined;
  const memberId = 'memberId' in message.to ? message.to.memberId : undefined;
  const leased = dueAt <= turn.now && message.class !== 'marketing' && !message.calm;
  const said: Said = {
    language: message.language,
    message: message.message,
    ...(message.secret ? { secret: true } : {}),
    ...(message.calm ? { calm: true } : {}),
  };
  return {
    request: turn.requestId,
    class: message.class,
    member_id: memberId,
    address,
    recipient: (address ?? memberId) as string,
    message: said,
    state: 'waiting',
    due_at: timeOf(dueAt),
    not_after: message.notAfter === undefined ? undefined : timeOf(message.notAfter),
    attempts: 0,
    leased_by: leased ? processId : undefined,
    leased_until: leased ? timeOf(turn.now + LEASE_MS) : undefined,
    created_at: timeOf(turn.now),
  };
}

const columns = {
  request: 'text',
  class: 'text',
  member_id: 'uuid',
  address: 'text',
  recipient: 'text',
  message: 'json',
  state: 'text',
  due_at: 'timestamptz',
  not_after: 'timestamptz',
  attempts: 'int',
  leased_by: 'uuid',
  leased_until: 'timestamptz',
  created_at: 'timestamptz',
};

/**
 * What the same people are still waiting for from another process: this one must not overtake it. Looked up recipient by recipient; asked
 * for all at once, PostgreSQL would rather read everything that is due.
 */
const earlierQuery = (rows: readonly { readonly recipient: string }[], deps: { processId: string; clock: () => number }): string =>
  `select named.recipient, first.id from unnest(${inList([...new Set(rows.map((row) => row.recipient))])}) as named(recipient),
     lateral (select id, due_at, leased_by from outbox where recipient = named.recipient and state in ('waiting', 'sending') order by id offset 0) as first
     where first.due_at <= ${literal(timeOf(deps.clock()))}::timestamptz and first.leased_by is distinct from ${literal(deps.processId)}::uuid`;

function leased(rows: readonly OutboxRow[], inserted: pg.QueryResult): Waiting[] {
  return rows.flatMap((row, place) => {
    if (row.leased_by === undefined) return [];
    return {
      id: Number(inserted.rows[place].id),
      class: row.class,
      ...(row.address === undefined ? {} : { address: row.address }),
      ...(row.member_id === undefined ? {} : { memberId: row.member_id }),
      recipient: row.recipient,
      said: row.message,
      ...(row.not_after === undefined ? {} : { notAfter: Date.parse(row.not_after) }),
      attempts: 0,
    };
  });
}

function groupById(rows: readonly pg.QueryResultRow[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const row of rows) groups.set(row['recipient'], [...(groups.get(row['recipient']) ?? []), Number(row['id'])]);
  return groups;
}

const SWEEP_ROWS_MAX = 500;

/**
 * Takes what is due and nobody carries: never leased, or leased to a process that stopped renewing. What somebody waits for comes first; of
 * offers no more than `offersMax`. Somebody's earlier message that is still being carried elsewhere keeps the later ones where they are. An
 * offer caught in the middle of sending is unknown, not repeated.
 */
export async function claimDue(pool: pg.Pool, processId: string, now: number, offersMax: number): Promise<Waiting[]> {
  const [, ...claimed] = await byKeys(pool, [
    `update outbox set state = 'unknown', reason = 'interrupted', settled_at = ${momentIn(now)} where state = 'sending' and leased_until < ${momentIn(now)}`,
    claimOf(processId, now, `class <> 'marketing'`, `(case class when 'reply' then 0 else 1 end), id`, SWEEP_ROWS_MAX),
    ...(offersMax <= 0 ? [] : [claimOf(processId, now, `class = 'marketing'`, 'due_at, id', offersMax)]),
  ]);
  return claimed
    .flatMap(({ rows }) => rows)
    .map((row) => ({
      id: Number(row.id),
      class: row.class,
      ...(row.address === null ? {} : { address: row.address }),
      ...(row.member_id === null ? {} : { memberId: row.member_id }),
      recipient: row.recipient,
      said: row.message,
      ...(row.not_after === null ? {} : { notAfter: Number(row.not_after) }),
      attempts: row.attempts,
      ...(row.broadcast_id === null ? {} : { broadcastId: row.broadcast_id }),
    }))
    .sort((a, b) => a.id - b.id);
}

const claimOf = (processId: string, now: number, which: string, order: string, max: number): string =>
  `update outbox o set leased_by = ${literal(processId)}::uuid, leased_until = ${momentIn(now + LEASE_MS)},
       attempts = attempts + (case when leased_until is null then 0 else 1 end)
     where id in (select id from outbox mine where ${which} and state = 'waiting' and due_at <= ${momentIn(now)}
         and (leased_until is null or leased_until < ${momentIn(now)})
         and not exists (select from outbox first where first.recipient = mine.recipient and first.id < mine.id
           and first.state in ('waiting', 'sending') and first.leased_until >= ${momentIn(now)} and first.leased_by <> ${literal(processId)}::uuid)
       order by ${order} limit ${literal(String(max))}::int for update skip locked)
   returning id, class, address, member_id, recipient, message, ${millisOf('not_after')} as not_after, attempts, broadcast_id`;

/** Puts an unasked message back until then: nobody carries it meanwhile. */
export async function postpone(pool: pg.Pool, id: number, dueAt: number): Promise<void> {
  await pool.query(`update outbox set state = 'waiting', due_at = $2, leased_by = null, leased_until = null where id = $1`, [
    id,
    new Date(dueAt),
  ]);
}

/** What the people of these claimed messages are still waiting for from another process, or from one that has just died. */
export async function earlierElsewhere(
  pool: pg.Pool,
  claimed: readonly Waiting[],
  deps: { processId: string; clock: () => number },
): Promise<ReadonlyMap<string, readonly number[]>> {
  if (claimed.length === 0) return new Map();
  return groupById((await lookUp(pool, earlierQuery(claimed, deps))).rows);
}

/** Notes that a message which must not be said twice is being said; or that it was not, because the carrier asked to wait. */
export async function markSending(pool: pg.Pool, id: number, isSending: boolean): Promise<void> {
  await pool.query(`update outbox set state = $2 where id = $1`, [id, isSending ? 'sending' : 'waiting']);
}

/** Keeps these for this process. */
export async function renewLeases(pool: pg.Pool, ids: readonly number[], now: number): Promise<void> {
  await pool.query(leaseOf(`state in ('waiting', 'sending')`), [ids, new Date(now + LEASE_MS)]);
}

/** Lets another process take at once what this one will not send any more. */
export async function giveUpLeases(pool: pg.Pool, ids: readonly number[], now: number): Promise<void> {
  if (ids.length > 0) await pool.query(leaseOf(`state = 'waiting'`), [ids, new Date(now)]);
}

/** Past what is being settled just now, which needs no lease: to wait for it would be to hold what it waits for. */
const leaseOf = (which: string): string =>
  `with free as materialized (select id from outbox where id = any($1::bigint[]) and ${which} for update skip locked)
   update outbox set leased_until = $2 from free where outbox.id = free.id`;

/** Which of these are still on their way. */
export async function stillWaiting(pool: pg.Pool, ids: readonly number[]): Promise<number[]> {
  const { rows } = await pool.query(`select id from outbox where id = any($1::bigint[]) and state in ('waiting', 'sending')`, [ids]);
  return rows.map((row) => Number(row.id));
}
