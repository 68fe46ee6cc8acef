import { createHash } from 'node:crypto';
import type pg from 'pg';

/**
 * Everything that must never be seen in the ledger of these members ($1), by name, with the rows that show it. It is written from the rules of
 * the ledger and shares no code with it, neither with what posts nor with what verifies.
 */
export async function flawsOf(pool: pg.Pool, members: readonly string[]): Promise<Record<string, unknown>> {
  const flaws: Record<string, unknown> = {};
  for (const [name, query] of Object.entries(forbidden)) {
    const { rows } = await pool.query(query, [members]);
    if (rows.length > 0) flaws[name] = rows.slice(0, 3);
  }
  const broken = await brokenChains(pool, members);
  if (broken.length > 0) flaws['a hash that does not follow'] = broken;
  return flaws;
}

const mine = (table: string) => `${table}.member_id = any($1::uuid[])`;

/** Points that came to an account less what left it. */
const replayed = (account: string) =>
  `(select coalesce(sum(case when target = '${account}' then points else 0 end) - sum(case when source = '${account}' then points else 0 end), 0)
    from transfer where transfer.member_id = account.member_id)`;

const forbidden: Record<string, string> = {
  'a gap in the numbers': `select member_id from account where ${mine('account')} and
    (select array_agg(number order by number) from transfer where transfer.member_id = account.member_id) is distinct from
    (select array_agg(number) from generate_series(1, account.number) as number)`,
  'kept sums that are not the replay': `select * from account where ${mine('account')} and
    (points, held, debt) is distinct from (${replayed('points')}, ${replayed('held')}, ${replayed('debt')})`,
  'an account on the wrong side of zero': `select * from account where ${mine('account')} and (points < 0 or held < 0 or debt > 0 or carry < 0)`,
  'points that are not the sum of their lots': `select * from account where ${mine('account')} and points <>
    (select coalesce(sum(remaining), 0) from lot where lot.member_id = account.member_id)`,
  'held that is not the sum of open holds': `select * from account where ${mine('account')} and held <>
    (select coalesce(sum(points), 0) from hold where hold.member_id = account.member_id and state = 'open')`,
  'a lot that is not what was made less what was drawn': `select * from lot where ${mine('lot')} and (remaining < 0 or remaining > points or remaining <> points -
    (select coalesce(sum(points), 0) from draw where draw.member_id = lot.member_id and draw.lot = lot.number))`,
  'a lot that no transfer made': `select * from lot where ${mine('lot')} and not exists (select from transfer
    where transfer.member_id = lot.member_id and transfer.number = lot.number and target = 'points' and transfer.points = lot.points)`,
  'draws that do not add up to their transfer': `select * from transfer left join lot using (member_id, number) where ${mine('transfer')} and
    (case when target = 'points' then transfer.points when source = 'points' then -transfer.points else 0 end) <> coalesce(lot.points, 0) -
    (select coalesce(sum(points), 0) from draw where draw.member_id = transfer.member_id and draw.number = transfer.number)`,
  'more reversed than was moved': `select earlier.member_id, earlier.number from transfer earlier join transfer later
    on later.member_id = earlier.member_id and later.reverses = earlier.number and later.kind not in ('capture', 'expire')
    where ${mine('earlier')} group by earlier.member_id, earlier.number, earlier.points having sum(later.points) > earlier.points`,
  'a hold that is settled otherwise than it says': `select * from hold where ${mine('hold')} and (case when state = 'open' then 0 else points end) <>
    (select coalesce(sum(points), 0) from transfer where transfer.member_id = hold.member_id and reverses = hold.number and kind in ('capture', 'release'))`,
  'points from nowhere': `select from transfer where ${mine('transfer')} having coalesce(sum(points) filter (where source = 'shop'), 0)
    - coalesce(sum(points) filter (where target = 'shop'), 0) - coalesce(sum(points) filter (where target = 'expired'), 0)
    <> (select coalesce(sum(points + held + debt), 0) from account where ${mine('account')})`,
  'points drawn from a lot that was not active, or had expired, but by what may': `select * from draw
    join transfer using (member_id, number) join lot on lot.member_id = draw.member_id and lot.number = draw.lot
    where ${mine('draw')} and draw.points > 0 and kind in ('spend', 'hold') and not (active_at <= recorded_at and (expires_at > recorded_at) is not false)`,
  'points that expired too soon': `select * from draw join transfer using (member_id, number) join lot on lot.member_id = draw.member_id and lot.number = draw.lot
    where ${mine('draw')} and kind = 'expire' and (expires_at <= recorded_at) is not true`,
};

async function brokenChains(pool: pg.Pool, members: readonly string[]): Promise<string[]> {
  const ms = (column: string) => `round(extract(epoch from ${column}) * 1000)::text`;
  const { rows } = await pool.query(
    `select account.number as head, encode(account.hash, 'hex') as head_hash, transfer.*, transfer.points::text as points, encode(transfer.hash, 'hex') as hash,
       ${ms('happened_at')} as happened, ${ms('recorded_at')} as recorded, lot.number as lot, ${ms('active_at')} as active, ${ms('expires_at')} as expires,
       (select json_agg(json_build_array(draw.lot, draw.points::text) order by draw.lot) from draw
         where draw.member_id = transfer.member_id and draw.number = transfer.number) as draws
     from transfer join account on account.member_id = transfer.member_id
       left join lot on lot.member_id = transfer.member_id and lot.number = transfer.number
     where transfer.member_id = any($1::uuid[]) order by transfer.member_id, transfer.number`,
    [members],
  );
  const number = (text: string | null) => (text === null ? null : Number(text));
  let before = { member: '', hash: '' };
  return rows.flatMap((row) => {
    const previous = before.member === row.member_id ? before.hash : '';
    const lot = row.lot === null ? null : [number(row.active), number(row.expires)];
    const told = [
      row.request,
      row.kind,
      row.source,
      row.target,
      row.points,
      row.reverses,
      row.about,
      number(row.happened),
      number(row.recorded),
    ];
    const content = JSON.stringify([previous, row.member_id, row.number, ...told, lot, row.draws ?? []]);
    before = { member: row.member_id, hash: row.hash };
    const isLast = row.number === row.head;
    const follows = createHash('sha256').update(content).digest('hex') === row.hash && (!isLast || row.head_hash === row.hash);
    return follows ? [] : [`${row.member_id} ${row.number}`];
  });
}
