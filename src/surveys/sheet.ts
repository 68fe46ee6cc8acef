import type pg from 'pg';

const ROWS_A_ROUND = 1000;
const columns = ['day', 'receipt', 'store', 'cashier', 'rating', 'choices', 'words', 'channel', 'language'] as const;

/** Every answer of some days as lines of CSV (RFC 4180), the header first. Nothing in it names a member. */
export async function* answersAsCsv(pool: pg.Pool, { from, to }: { readonly from: string; readonly to: string }): AsyncGenerator<string> {
  yield line([...columns]);
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await pool.query(
      `select p.id, p.local_date as day, p.receipt_id as receipt, p.store, p.cashier, a.rating, a.choices, a.words, a.channel, a.language
       from survey_answer a join purchase p on p.id = a.purchase_id where p.local_date between $1 and $2 and p.id > $3
       order by p.id limit ${ROWS_A_ROUND}`,
      [from, to, after],
    );
    if (rows.length === 0) return;
    for (const row of rows) yield line(columns.map((name) => (name === 'choices' ? row.choices.join(' ') : (row[name] ?? ''))));
    after = rows.at(-1).id;
  }
}

const line = (cells: readonly (string | number)[]): string => `${cells.map(cellOf).join(',')}\r\n`;

/**
 * A cell that a spreadsheet shows as it is: what it would take for a formula (OWASP, "CSV Injection") gets an apostrophe before it, which
 * makes it a text.
 */
export function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^\s*[=+\-@\t\r|%]/.test(value) ? `'${value}` : value;
  return /[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
