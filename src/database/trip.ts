import type pg from 'pg';
import { part, spell } from './sql.ts';

/**
 * The runner looks rows up by their keys, whatever the tables hold, so that one plan is good for every batch: to plan what a purchase loads takes
 * three times as long as to load it. A statement planned while a table was empty would otherwise go on reading all of it when it has grown.
 * Said for a trip's transaction alone: who borrows the connection next plans by what the tables hold.
 */
const onePlan = `select set_config('plan_cache_mode', 'force_generic_plan', true),
  set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`;

/** Statements a connection has prepared, by their text. */
const prepared = new WeakMap<pg.PoolClient, Map<string, string>>();

/** The shapes of statements are few; whatever makes more of them is a defect, and must not fill the server's memory. */
const PREPARED_MAX = 300;

/**
 * Several statements in one trip; each sees what the ones before it did and what others have committed meanwhile. Each is prepared once per
 * connection and then only executed: planning would cost more than the work. A statement without values (`begin`, `commit`) goes as it is.
 */
export async function trip(client: pg.PoolClient, statements: readonly string[]): Promise<pg.QueryResult[]> {
  const known = knownTo(client);
  const fresh = new Map<string, string>();
  const nameOf = (text: string): string => {
    const name = known.get(text) ?? fresh.get(text) ?? `turn_${known.size + fresh.size}`;
    if (!known.has(text)) fresh.set(text, name);
    return name;
  };
  const executing = statements.map((statement) => {
    const { text, values } = part(statement);
    return values.length === 0 ? text : `execute ${nameOf(text)}(${values.map(spell).join(', ')})`;
  });
  executing.unshift(`execute ${nameOf(onePlan)}`);
  const preparing = [...fresh].map(([text, name]) => `prepare ${name} as ${text}`);
  const results = (await client.query([...preparing, ...executing].join(';\n'))) as unknown as pg.QueryResult[];
  for (const [text, name] of fresh) known.set(text, name);
  return results.slice(preparing.length + 1);
}

/** After a trip that failed nobody knows which of its statements were prepared. What pg itself has prepared by name it goes on using. */
export async function giveUp(client: pg.PoolClient): Promise<void> {
  prepared.delete(client);
  await client.query(`rollback; ${deallocateOurs}`);
}

const deallocateOurs = `do $$ declare ours text; begin
  for ours in select name from pg_prepared_statements where from_sql loop execute format('deallocate %I', ours); end loop;
end $$`;

function knownTo(client: pg.PoolClient): Map<string, string> {
  const known = prepared.get(client) ?? new Map<string, string>();
  if (known.size > PREPARED_MAX) throw new Error(`more than ${PREPARED_MAX} shapes of statements: a value was written into one as text`);
  prepared.set(client, known);
  return known;
}
