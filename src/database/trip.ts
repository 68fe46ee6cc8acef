import type { Writable } from 'node:stream';
import type pg from 'pg';
import { literal, part } from './sql.ts';

/**
 * To be said within a transaction, before what looks rows up by their keys, whatever the tables hold: one plan is good for every batch, and to plan
 * what a purchase loads takes three times as long as to load it. No bitmaps either: they come upon what was deleted since the last vacuum again and
 * again, and an index that is walked itself forgets it. It ends with the transaction: who borrows the connection next plans by what the tables hold.
 */
export const onePlan = `select ${['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin', 'material'].map((way) => `set_config('enable_${way}', ${literal('off')}, true)`).join(', ')},
  set_config('plan_cache_mode', ${literal('force_generic_plan')}, true)`;

/**
 * Where PostgreSQL believes that a table has one row, reading all of it looks as good as looking that row up. PostgreSQL notices within a minute that it
 * has grown, by when a rush reads thousands: from this trip on statements are planned again whenever there were twice as many.
 */
const PLANNED_AGAIN_FROM = 64;

/** What a connection has prepared: the statements' names by their text. */
type Prepared = { readonly names: Map<string, string>; trips: number };

const prepared = new WeakMap<pg.PoolClient, Prepared>();
/** No name is given twice: pg remembers each for as long as its connection lives. */
let namesGiven = 0;

/** The shapes of statements are few; whatever makes more of them is a defect, and must not fill the server's memory. */
const PREPARED_MAX = 300;

/**
 * Several statements in one trip, sent in one go by pg's pipeline; each sees what the ones before it did and what others have committed meanwhile.
 * Where they are one transaction, what follows one that failed fails as well. Each is prepared once per connection and then only executed: planning
 * would cost more than the work. A statement without values (`begin`, `commit`) goes as it is. Throws the first failure, once all have been answered.
 */
export async function trip(client: pg.PoolClient, statements: readonly string[]): Promise<pg.QueryResult[]> {
  if (!client.pipeline) throw new TypeError('a trip goes by a connection that was opened with `pipeline`');
  const { names, isStale } = knownTo(client);
  const asked = statements.map((statement) => {
    const { text, values } = part(statement);
    return values.length === 0 ? { text } : { name: nameOf(text, names), text, values: [...values] };
  });
  const sent = inOneGo(client, () => [...(isStale ? [{ text: deallocateOurs }] : []), ...asked].map((one) => client.query(one)));
  const answers = await Promise.allSettled(sent);
  const results = answers.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  });
  return results.slice(-statements.length);
}

/** How a transaction begins in which rows are looked up by what is named. */
export const opening = ['begin', onePlan];

/** Statements that look rows up by their keys, as a transaction of their own. A connection that failed in it is not used again. */
export async function byKeys(pool: pg.Pool, statements: readonly string[]): Promise<pg.QueryResult[]> {
  const client = await pool.connect();
  try {
    const results = await trip(client, [...opening, ...statements, 'commit']);
    client.release();
    return results.slice(opening.length, -1);
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** One question of that kind, answered from one moment. */
export async function lookUp(pool: pg.Pool, question: string): Promise<pg.QueryResult> {
  const [answer] = await byKeys(pool, [question]);
  return answer as pg.QueryResult;
}

/** pg hands each statement to the system by itself, which wakes PostgreSQL as often: held back until the last one is there, they go as one. */
function inOneGo<Sent>(client: pg.PoolClient, send: () => Sent): Sent {
  const { stream } = (client as pg.PoolClient & { readonly connection: { readonly stream: Writable } }).connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}

function nameOf(text: string, names: Map<string, string>): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  namesGiven += 1;
  const name = `turn_${namesGiven}`;
  names.set(text, name);
  return name;
}

const deallocateOurs = `do $$ declare ours text; begin
  for ours in select name from pg_prepared_statements where name like 'turn\\_%' loop execute format('deallocate %I', ours); end loop;
end $$`;

/** `isStale`: what was prepared is to be given up, and counts as unknown already. */
function knownTo(client: pg.PoolClient): { readonly names: Map<string, string>; readonly isStale: boolean } {
  const known = prepared.get(client) ?? { names: new Map(), trips: 0 };
  const { names } = known;
  if (names.size > PREPARED_MAX) throw new Error(`more than ${PREPARED_MAX} shapes of statements: a value was written into one as text`);
  prepared.set(client, known);
  known.trips += 1;
  const isStale = known.trips >= PLANNED_AGAIN_FROM && Number.isInteger(Math.log2(known.trips));
  if (isStale) names.clear();
  return { names, isStale };
}
