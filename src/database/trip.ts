import type pg from 'pg';
import { part, spell } from './sql.ts';

/**
 * The runner looks rows up by their keys, whatever the tables hold, so that one plan is good for every batch: to plan what a purchase loads takes
 * three times as long as to load it. Said for a trip's transaction alone: who borrows the connection next plans by what the tables hold.
 */
const onePlan = `select ${['seqscan', 'hashjoin', 'mergejoin', 'material'].map((way) => `set_config('enable_${way}', 'off', true)`).join(', ')},
  set_config('plan_cache_mode', 'force_generic_plan', true)`;

/**
 * Where PostgreSQL believes that a table has one row, reading all of it looks as good as looking that row up. PostgreSQL notices within a minute that it
 * has grown, by when a rush reads thousands: from this trip on statements are planned again whenever there were twice as many.
 */
const PLANNED_AGAIN_FROM = 64;

/** What a connection has prepared: the statements' names by their text. */
type Prepared = { readonly names: Map<string, string>; trips: number };

const prepared = new WeakMap<pg.PoolClient, Prepared>();

/** The shapes of statements are few; whatever makes more of them is a defect, and must not fill the server's memory. */
const PREPARED_MAX = 300;

/**
 * Several statements in one trip; each sees what the ones before it did and what others have committed meanwhile. Each is prepared once per
 * connection and then only executed: planning would cost more than the work. A statement without values (`begin`, `commit`) goes as it is.
 * What is prepared is sent alone, because PostgreSQL copies the whole text that came with it each time it is executed.
 */
export async function trip(client: pg.PoolClient, statements: readonly string[]): Promise<pg.QueryResult[]> {
  const { names, isStale } = knownTo(client);
  if (isStale) await client.query(deallocateOurs);
  const parted = statements.map(part);
  for (const text of [onePlan, ...parted.filter(({ values }) => values.length > 0).map((one) => one.text)]) {
    if (names.has(text)) continue;
    const name = `turn_${names.size}`;
    await client.query(`prepare ${name} as ${text}`);
    names.set(text, name);
  }
  const executing = parted.map(({ text, values }) =>
    values.length === 0 ? text : `execute ${names.get(text)}(${values.map(spell).join(', ')})`,
  );
  const results = (await client.query([`execute ${names.get(onePlan)}`, ...executing].join(';\n'))) as unknown as pg.QueryResult[];
  return results.slice(1);
}

/** After a trip that failed, whatever failed, all is prepared anew. What pg itself has prepared by name it goes on using. */
export async function giveUp(client: pg.PoolClient): Promise<void> {
  prepared.delete(client);
  await client.query(`rollback; ${deallocateOurs}`);
}

const deallocateOurs = `do $$ declare ours text; begin
  for ours in select name from pg_prepared_statements where from_sql loop execute format('deallocate %I', ours); end loop;
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
