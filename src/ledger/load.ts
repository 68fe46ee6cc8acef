import { millisOf } from '../database/sql.ts';
import { deepMembers } from '../database/turns.ts';
import { loadHistory } from './history.ts';

/**
 * The SQL expression that reads the batch's books as one JSON value: accounts always; lots that hold points, open holds and what earlier
 * transfers drew only for those turns that asked for it. Points are below 2^53, so they travel as JSON numbers.
 */
export function loadLedger({ reverses, deep, history }: { reverses: string; deep: boolean; history: boolean }): string {
  const accounts = `(select coalesce(json_agg(json_build_array(a.member_id, a.points, a.held, a.debt, a.carry, a.denominator, a.number, encode(a.hash, 'hex'), b.deep)), '[]')
     from batch_member b, lateral (select * from account where member_id = b.member offset 0) as a)`;
  if (!deep) return `select json_build_object('accounts', ${accounts})`;
  return `with past as materialized (
      select t.member_id, t.number, t.kind, t.points, r.reversed, r.expired
      from (select member_id, number from hold where member_id = any(${deepMembers}) and state = 'open'
          union select split_part(named, '/', 1)::uuid, split_part(named, '/', 2)::int from unnest(${reverses}) as named) as wanted,
        lateral (select * from transfer where member_id = wanted.member_id and number = wanted.number offset 0) as t,
        lateral (
        select coalesce(sum(points) filter (where kind not in ('capture', 'expire')), 0) as reversed,
          coalesce(sum(points) filter (where kind = 'expire'), 0) as expired
        from transfer where member_id = t.member_id and reverses = t.number) as r),
    drawn as materialized (
      select member_id, number, lot, sum(points) as points from (
        select p.member_id, p.number, d.lot, d.points from past p,
          lateral (select lot, points from draw where member_id = p.member_id and number = p.number and points > 0 offset 0) as d
        union all select p.member_id, p.number, d.lot, d.points from past p,
          lateral (select number from transfer where member_id = p.member_id and reverses = p.number offset 0) as r,
          lateral (select lot, points from draw where member_id = p.member_id and number = r.number and points < 0 offset 0) as d) as moved
      group by member_id, number, lot),
    needed as (
      select * from lot where member_id = any(${deepMembers}) and remaining > 0
      union select l.* from drawn d, lateral (select * from lot where member_id = d.member_id and number = d.lot offset 0) as l)
    select json_build_object('accounts', ${accounts},${history ? `\n      'history', ${loadHistory},` : ''}
      'lots', (select coalesce(json_agg(json_build_array(member_id, number, points, remaining, ${millisOf('active_at')}, ${millisOf('expires_at')})
        order by number), '[]') from needed),
      'holds', (select coalesce(json_agg(json_build_array(member_id, id, number, points, state, ${millisOf('expires_at')}) order by number), '[]')
        from hold where member_id = any(${deepMembers}) and state = 'open'),
      'pasts', (select coalesce(json_agg(json_build_array(member_id, number, kind, points, reversed, expired,
          (select coalesce(json_agg(json_build_array(lot, points) order by lot), '[]') from drawn
            where drawn.member_id = past.member_id and drawn.number = past.number and drawn.points > 0))), '[]') from past))`;
}
