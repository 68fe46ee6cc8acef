import type pg from 'pg';

/** A row as PostgreSQL wrote it, column by column. */
export type Row = readonly (string | null)[];

/** The rows of one query, one at a time. Only some thousands of them are in memory, however many there are. */
export type Stream = {
  /** The row at hand; undefined after the last one. */
  head(): Row | undefined;
  /** Goes on to the next row. Gives a promise where it has to be waited for, which is seldom: waiting for nothing would cost more than the row. */
  step(): Promise<void> | undefined;
};

/** What a socket holds, so that PostgreSQL gets the next rows ready while the ones at hand are worked on. */
const ROWS_AT_ONCE = 2_000;
const asWritten: pg.CustomTypesConfig = { getTypeParser: () => (text: string) => text };

type Ask = (query: string) => Promise<Row[]>;

/** One connection for several streams: it answers them one after the other. */
export function takeTurns(client: pg.PoolClient): Ask {
  let last: Promise<unknown> = Promise.resolve();
  return (text) => {
    const answer = last.then(() => client.query<(string | null)[]>({ text, rowMode: 'array', types: asWritten })).then(({ rows }) => rows);
    answer.catch(() => {}); // told to whoever waits for it
    last = answer;
    return answer;
  };
}

/** Opens a cursor for a query in the transaction of this connection, and always asks one step ahead. */
export async function openStream(ask: Ask, name: string, query: string): Promise<Stream> {
  const fetchMore = () => ask(`fetch ${ROWS_AT_ONCE} from ${name}`);
  await ask(`declare ${name} no scroll cursor for ${query}`);
  let rows: Row[] = [];
  let at = 0;
  let coming: Promise<Row[]> | undefined = fetchMore();

  async function refill(): Promise<void> {
    rows = (await coming) ?? [];
    at = 0;
    coming = rows.length < ROWS_AT_ONCE ? undefined : fetchMore();
  }

  await refill();
  return {
    head: () => rows[at],
    step() {
      at += 1;
      return at < rows.length || coming === undefined ? undefined : refill();
    },
  };
}
