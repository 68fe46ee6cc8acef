/** Stands around every value inside SQL text. JSON escapes it, and no address, id or time holds it. */
const MARK = '\u0001';

/** A value inside SQL text, marked so that the runner can take it out again as a parameter: the text stays the same, and is planned once. */
export function literal(value: string): string {
  if (value.includes(MARK)) throw new RangeError('a value holds a control character');
  return MARK + value + MARK;
}

/** A text of SQL without its values, and the values in their order. */
export type Parted = { readonly text: string; readonly values: readonly string[] };

/** Takes the values out of a text that was put together with `literal`: `$1`, `$2`… stand in their places. */
export function part(statement: string): Parted {
  const pieces = statement.split(MARK);
  const values = pieces.filter((_, place) => place % 2 === 1);
  const text = pieces.map((piece, place) => (place % 2 === 1 ? `$${(place + 1) / 2}` : piece)).join('');
  return { text, values };
}

/** A value as SQL spells it (PostgreSQL, 4.1.2): quotes are doubled, and where there are backslashes they are doubled in an escape string. */
export function spell(value: string): string {
  const quoted = `'${value.replaceAll("'", "''")}'`;
  return quoted.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}

/** A list of texts as an array: `textArray(['a'])` → `'{"a"}'::text[]`. */
export function textArray(values: readonly string[], type: 'text' | 'uuid' = 'text'): string {
  const quoted = values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`);
  return `${literal(`{${quoted.join(',')}}`)}::${type}[]`;
}

/** Rows as a relation: `rowsOf([{ id: 1 }], 'id int')` → `json_to_recordset('[…]') as row(id int)`. */
export function rowsOf(rows: readonly object[], columns: string): string {
  return `json_to_recordset(${literal(JSON.stringify(rows))}::json) as row(${columns})`;
}

/** `insert into TABLE (a, b) select a, b from rows`, all rows in one statement; columns with their types in `rows`' own names. */
export function insertRows(table: string, rows: readonly object[], columns: Readonly<Record<string, string>>): string {
  const names = Object.keys(columns).join(', ');
  const typed = Object.entries(columns)
    .map(([name, type]) => `${name} ${type === 'bytea' ? 'text' : type}`)
    .join(', ');
  const selected = Object.entries(columns)
    .map(([name, type]) => (type === 'bytea' ? `decode(${name}, 'hex')` : name))
    .join(', ');
  return `insert into ${table} (${names}) select ${selected} from ${rowsOf(rows, typed)}`;
}

/** A moment as it is written into rows. */
export const timeOf = (at: number): string => new Date(at).toISOString();

/** SQL that reads a timestamp column as milliseconds since the epoch. */
export const millisOf = (column: string): string => `(extract(epoch from ${column}) * 1000)::bigint`;
