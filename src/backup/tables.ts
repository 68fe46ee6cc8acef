import type pg from 'pg';

/** A table as the database's own catalogue has it. Columns that are computed from others are left out. */
export type Table = {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** The primary key, as it stands in an ORDER BY: letters by their codes, so that every database orders them alike. */
  readonly order: string;
};

type Catalogued = Table & { readonly needs: readonly string[] };

/** What a copy does not hold, and why. Every other table is copied, also one that is made tomorrow. */
const leftOut = {
  _prisma_migrations: 'how this database was made: a copy names the last of them',
  pause: 'carriers that asked to wait for some minutes',
  schedule_run: 'ticks of a clock that goes on by itself',
} as const;

/** What a mere start of the program writes: a database that holds nothing else is still empty. */
export const madeByStart: readonly string[] = ['program', 'secret'];

/** Every table that belongs into a copy; what a table refers to stands before it. */
export async function tablesOf(client: pg.ClientBase): Promise<readonly Table[]> {
  const { rows } = await client.query<Catalogued>(catalogueQuery, [Object.keys(leftOut)]);
  const sorted: Catalogued[] = [];
  const place = (table: Catalogued): void => {
    if (sorted.includes(table)) return;
    for (const other of rows) if (table.needs.includes(other.name)) place(other);
    sorted.push(table);
  };
  for (const table of rows) {
    if (table.order === null) throw new Error(`the table ${table.name} has no primary key, and cannot be copied without one`);
    place(table);
  }
  return sorted;
}

const catalogueQuery = `
  select relname as name,
    (select json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) order by attnum)
      from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
    (select string_agg(quote_ident(attname) || case when attcollation = 0 then '' else ' collate "C"' end, ', ' order by place)
      from pg_index, unnest(indkey) with ordinality as key(number, place), pg_attribute
      where indrelid = c.oid and indisprimary and attrelid = c.oid and attnum = key.number) as order,
    (select coalesce(json_agg(other.relname), '[]') from pg_constraint join pg_class other on other.oid = confrelid
      where contype = 'f' and conrelid = c.oid and confrelid <> conrelid) as needs
  from pg_class c
  where relkind in ('r', 'p') and not relispartition and relnamespace = current_schema()::regnamespace and relname <> all($1)
  order by relname collate "C"`;

/** The last number that each sequence has given; one that was never asked is left out. */
export async function sequencesOf(client: pg.ClientBase): Promise<Readonly<Record<string, string>>> {
  const { rows } = await client.query<{ name: string; last: string }>(
    `select sequencename as name, last_value::text as last from pg_sequences
      where schemaname = current_schema() and last_value is not null order by sequencename collate "C"`,
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}
