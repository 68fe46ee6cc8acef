import { literal, momentIn } from '../../database/sql.ts';
import { dayStart } from '../../rules/calendar.ts';
import { dayAfter, midnightOf } from '../../rules/hours.ts';
import type { Due } from './kind.ts';

// Points that come and go. Their days are the shop's, wherever the member lives.

const DAY_MS = 86_400_000;
const pointsFact = (sum: string): string => `json_build_object('kind', 'points', 'points', (${sum})::text)`;

/** Lots end at the midnight after their last day. */
export const pointsExpire: Due<'pointsExpire'> = ({ inDays, atLeast }, { day }, { shop: { timeZone } }) => {
  const last = dayAfter(day, inDays);
  const [from, to] = [midnightOf(timeZone, last), midnightOf(timeZone, last, 1)];
  return `select member_id, ${literal(last)}::text as cycle, json_build_object('expiring', ${pointsFact('sum(remaining)')},
      'day', json_build_object('kind', 'day', 'at', ${literal(String(from))}::bigint, 'timeZone', ${literal(timeZone)}::text)) as facts
    from lot where remaining > 0 and expires_at > ${momentIn(from)} and expires_at <= ${momentIn(to)}
    group by member_id having sum(remaining) >= ${literal(String(atLeast))}::bigint`;
};

/** Those of an earlier purchase: it was told when they were earned that they would have to wait. */
export const pointsActive: Due<'pointsActive'> = (_, { day }, program) => {
  if (program.points.activeAfterDays === 0) return undefined;
  const active = midnightOf(program.shop.timeZone, day);
  const bought = dayStart(program, active - program.points.activeAfterDays * DAY_MS + DAY_MS / 2);
  return `select b.member_id, ${literal(day)}::text as cycle, json_build_object('active', ${pointsFact('sum(remaining)')}) as facts
    from (select distinct member_id from purchase where member_id is not null and recorded_at >= ${momentIn(bought)} and recorded_at < ${momentIn(active)}) b
      join lot l on l.member_id = b.member_id and l.active_at = ${momentIn(active)} and l.remaining > 0
    group by b.member_id`;
};
