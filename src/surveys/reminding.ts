import type pg from 'pg';

const CASES_A_ROUND = 50;

/** Open cases whose reminder is due, the oldest first. */
export async function casesDue(pool: pg.Pool, now: number): Promise<readonly { readonly number: number; readonly dueAt: number }[]> {
  const { rows } = await pool.query<{ number: number; remind_at: Date }>(
    `select number, remind_at from survey_case where state = 'open' and remind_at <= $1 order by remind_at limit ${CASES_A_ROUND}`,
    [new Date(now)],
  );
  return rows.map((row) => ({ number: row.number, dueAt: row.remind_at.getTime() }));
}
