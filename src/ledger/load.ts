import { millisOf } from '../database/sql.ts';
import { loadHistory } from './history.ts';

/**
 * The SQL expression that reads the batch's books as one JSON value: accounts always; lots that hold points, open holds and what earlier
 * transfers drew only for those turns that asked for it. Points are below 2^53, so they travel as JSON numbers.
 */
export function loadLedger({ reverses, deep, history }: { reverses: string; deep: boolean; history: boolean }): string {
  const accounts = `(select coalesce(json_agg(json_build_array(a.member_id, a.points, a.held, a.debt, a.carry, a.denominator, a.number, encode(a.hash, 'hex'), b.deep)), '[]')
     from account a join batch_member b on b.member = a.member_id)`;
  if (!deep) return `select json_build_object('accounts', ${accounts})`;
  return `with past as materialized (
      select t.member_id, t.number, t.kind, t.points, r.reversed, r.expired
      from transfer t cross join lateral (
        select coalesce(sum(points) filter (where kind not in ('capture', 'expire')), 0) as reversed,
          coalesce(sum(points) filter (where kind = 'expire'), 0) as expired
        from transfer where member_id = t.member_id and reverses = t.number) as r
      where (t.member_id, t.number) in (
        select h.member_id, h.number from hold h join batch_member b on b.member = h.member_id where b.deep and h.state = 'open'
        union select split_part(named, '/', 1)::uuid, split_part(named, '/', 2)::int from unnest(${reverses}) as named)),
    drawn as materialized (
      select member_id, number, lot, sum(points) as points from (
        select p.member_id, p.number, d.lot, d.points from past p
          join draw d on d.member_id = p.member_id and d.number = p.number where d.points > 0
        union all select p.member_id, p.number, d.lot, d.points from past p
          join transfer r on r.member_id = p.member_id and r.reverses = p.number
          join draw d on d.member_id = r.member_id and d.number = r.number where d.points < 0) as moved
      group by member_id, number, lot),
    needed as (
      select l.* from lot l join batch_member b on b.member = l.member_id where b.deep and l.remaining > 0
      union select l.* from lot l where (l.member_id, l.number) in (select member_id, lot from drawn))
    select json_build_object('accounts', ${accounts},${history ? `\n      'history', ${loadHistory},` : ''}
      'lots', (select coalesce(json_agg(json_build_array(member_id, number, points, remaining, ${millisOf('active_at')}, ${millisOf('expires_at')})
        order by number), '[]') from needed),
      'holds', (select coalesce(json_agg(json_build_array(h.member_id, h.id, h.number, h.points, h.state, ${millisOf('h.expires_at')}) order by h.number), '[]')
        from hold h join batch_member b on b.member = h.member_id where b.deep and h.state = 'open'),
      'pasts', (select coalesce(json_agg(json_build_array(member_id, number, kind, points, reversed, expired,
          (select coalesce(json_agg(json_build_array(lot, points) order by lot), '[]') from drawn
            where drawn.member_id = past.member_id and drawn.number = past.number and drawn.points > 0))), '[]') from past))`;
}
