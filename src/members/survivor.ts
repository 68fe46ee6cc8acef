import type pg from 'pg';

/** Records of one person that were joined one after another: more than anybody has. */
const JOINED_MAX = 20;

/** Who a member's id means now: of joined records the one that is left. Nothing: nobody has it, or they were forgotten. */
export async function survivorOf(pool: pg.Pool, memberId: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    `with recursive joined as (
       select id, merged_into, forgotten_at, 1 as place from member where id = $1
       union all select m.id, m.merged_into, m.forgotten_at, place + 1 from joined j join member m on m.id = j.merged_into where place < ${JOINED_MAX})
     select id from joined where merged_into is null and forgotten_at is null`,
    [memberId],
  );
  return rows[0]?.id;
}

/** A query of all records that have become this one, and itself. `member`: an SQL expression of its id. */
export const recordsOf = (member: string): string =>
  `with recursive joined as (
     select ${member} as id, 1 as place
     union all select m.id, place + 1 from joined j join member m on m.merged_into = j.id where place < ${JOINED_MAX})
   select id from joined`;
