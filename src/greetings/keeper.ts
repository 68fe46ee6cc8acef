import { literal, rowsOf } from '../database/sql.ts';
import type { Keeper } from '../database/turns.ts';

/** A greeting was said, or cannot be said any more; `points`: what was given with it. */
export type GreetingWrite = { readonly occasion: string; readonly cycle: string; readonly memberId: string; readonly points?: bigint };

/** The greetings' part in a turn. Which ones wait is found by the schedule; a turn only notes what became of one. */
export const greetingsKeeper: Keeper<undefined, readonly GreetingWrite[]> = {
  load: () => `select 'null'::json`,
  open: () => {
    const writes: GreetingWrite[] = [];
    return {
      know: () => undefined,
      apply: (more) => {
        writes.push(...more);
      },
      flush: () => (writes.length === 0 ? [] : [tellAll(writes)]),
    };
  },
};

function tellAll(writes: readonly GreetingWrite[]): string {
  const rows = writes.map(({ occasion, cycle, memberId, points }) => ({
    occasion,
    cycle,
    member_id: memberId,
    points: points === undefined ? undefined : String(points),
  }));
  return `update greeting set told = true, points = row.points, facts = ${literal('{}')}::json
    from ${rowsOf(rows, 'occasion text, cycle text, member_id uuid, points bigint')}
    where greeting.occasion = row.occasion and greeting.cycle = row.cycle and greeting.member_id = row.member_id`;
}
