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

const ROWS_AT_ONCE = 4_000;
const asWritten: pg.CustomTypesConfig = { getTypeParser: () => (text: string) => text };

/** Opens a cursor for a query in the transaction of this client. The next rows are fetched while the ones at hand are worked on. */
export async function openStream(client: pg.PoolClient, name: string, query: string): Promise<Stream> {
  await client.query(`declare ${name} no scroll cursor for ${query}`);
  let rows: Row[] = [];
  let at = 0;
  let coming: Promise<Row[]> | undefined = fetchMore();

  function fetchMore(): Promise<Row[]> {
    const text = `fetch ${ROWS_AT_ONCE} from ${name}`;
    const fetched = client.query<(string | null)[]>({ text, rowMode: 'array', types: asWritten }).then((result) => result.rows);
    fetched.catch(() => {}); // told when it is asked for
    return fetched;
  }

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
