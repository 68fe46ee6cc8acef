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

/** A list of texts as an array: `textArray(['a'])` → `'{"a"}'::text[]`. */
export const textArray = (values: readonly string[], type: 'text' | 'uuid' = 'text'): string => arrayOf(values, type);

/**
 * Rows as a relation, a column an array: `rowsOf([{ id: 1 }], 'id int')` → `unnest('{1}'::int[]) as row(id)`. Read by PostgreSQL in
 * two thirds of the time that rows as JSON take. Columns that hold documents are a JSON list each: in an array's text every quote of
 * theirs would be escaped, and the escapes once more.
 */
export function rowsOf(rows: readonly object[], columns: string): string {
  const named = columns.split(', ').map((column) => column.split(' ') as [name: string, type: string]);
  const plain = named.filter(([, type]) => !isDocument(type));
  const documents = named.filter(([, type]) => isDocument(type)).map(([name]) => name);
  const arrays = plain.map(([name, type]) => columnOf(rows as readonly Row[], name, type));
  const names = plain.map(([name]) => name);
  const unnested = `unnest(${arrays.join(', ')})`;
  if (documents.length === 0) return `${unnested} as row(${names.join(', ')})`;
  const lists = documents.map((name) => documentsOf(rows as readonly Row[], name));
  const present = documents.map((name) => `case when json_typeof(${name}) <> 'null' then ${name} end as ${name}`);
  return `(select ${[...names, ...present].join(', ')} from rows from (${[unnested, ...lists].join(', ')})
    as row(${[...names, ...documents].join(', ')})) as row`;
}

const isDocument = (type: string): boolean => type === 'json' || type === 'jsonb';

const documentsOf = (rows: readonly Row[], name: string): string =>
  `json_array_elements(${literal(JSON.stringify(rows.map((row) => row[name] ?? null)))}::json)`;

type Row = Readonly<Record<string, unknown>>;

/** `insert into TABLE (a, b) select a, b from rows`, all rows in one statement; columns with their types in `rows`' own names. */
export function insertRows(table: string, rows: readonly object[], columns: Readonly<Record<string, string>>): string {
  const typed = Object.entries(columns).map(([name, type]) => `${name} ${type === 'bytea' ? 'text' : type}`);
  const selected = Object.entries(columns).map(([name, type]) => (type === 'bytea' ? `decode(${name}, 'hex')` : name));
  return `insert into ${table} (${Object.keys(columns).join(', ')}) select ${selected.join(', ')} from ${rowsOf(rows, typed.join(', '))}`;
}

/**
 * Rows of which some are there already: the new ones inserted, the others updated in every column, two statements at most. `isKept` says
 * which are there.
 */
export function writeRows<Row extends object>(
  table: string,
  columns: Readonly<Record<string, string>>,
  key: string,
  rows: readonly Row[],
  isKept: (row: Row) => boolean,
): string[] {
  const fresh = rows.filter((row) => !isKept(row));
  const kept = rows.filter(isKept);
  return [
    ...(fresh.length === 0 ? [] : [insertRows(table, fresh, columns)]),
    ...(kept.length === 0 ? [] : [updateRows(table, kept, columns, key)]),
  ];
}

function updateRows(table: string, rows: readonly object[], columns: Readonly<Record<string, string>>, key: string): string {
  const typed = Object.entries(columns).map(([name, type]) => `${name} ${type === 'bytea' ? 'text' : type}`);
  const set = Object.entries(columns)
    .filter(([name]) => name !== key)
    .map(([name, type]) => `${name} = ${type === 'bytea' ? `decode(row.${name}, 'hex')` : `row.${name}`}`);
  return `update ${table} set ${set.join(', ')} from ${rowsOf(rows, typed.join(', '))} where ${table}.${key} = row.${key}`;
}

const arrayOf = (values: readonly unknown[], type: string): string => `${literal(`{${values.map(elementOf).join(',')}}`)}::${type}[]`;

/** One column of all rows. Rows of one batch often tell the same kind, moment or member, which is spelt only once. */
function columnOf(rows: readonly Row[], name: string, type: string): string {
  let last: unknown;
  let element = elementOf(last);
  const elements = rows.map((row) => {
    const value = row[name];
    if (value !== last) element = elementOf(value);
    last = value;
    return element;
  });
  return `${literal(`{${elements.join(',')}}`)}::${type}[]`;
}

const plain = /^[\w:.+-]+$/;

/** An element of an array's text (PostgreSQL, 8.15.2). Absent is null. */
function elementOf(value: unknown): string {
  if (value === undefined || value === null) return 'NULL';
  const text = String(value);
  if (plain.test(text) && (text.length !== 4 || text.toUpperCase() !== 'NULL')) return text;
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

const TIMES_KEPT_MAX = 512;
const times = new Map<number, string>();

/** A moment as it is written into rows. The rows of a batch tell few moments many times, and to spell one costs more than to look it up. */
export function timeOf(at: number): string {
  const known = times.get(at);
  if (known !== undefined) return known;
  if (times.size === TIMES_KEPT_MAX) times.clear();
  const time = new Date(at).toISOString();
  times.set(at, time);
  return time;
}

/** A moment, in milliseconds since the epoch, as SQL compares it. */
export const momentIn = (at: number): string => `${literal(timeOf(at))}::timestamptz`;

/** SQL that reads a timestamp column as milliseconds since the epoch. */
export const millisOf = (column: string): string => `(date_part('epoch', ${column}) * 1000)::bigint`;
