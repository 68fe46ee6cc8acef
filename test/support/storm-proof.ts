import { chainHash, type Recorded } from '../../src/ledger/chain.ts';
import type { Storm } from './storm.ts';

/** Everything that must never be seen in a database at rest, by name, with the rows that show it. Empty: all is well. */
export async function flawsOf(storm: Storm): Promise<Record<string, unknown[]>> {
  const flaws: Record<string, unknown[]> = {};
  for (const [name, sql] of Object.entries(forbidden)) {
    const rows = await storm.rows(`${sql} limit 5`);
    if (rows.length > 0) flaws[name] = rows;
  }
  const broken = await brokenChains(storm);
  if (broken.length > 0) flaws['a chain whose hashes do not follow'] = broken.slice(0, 5);
  return flaws;
}

const forbidden = {
  'a member without an account': 'select id from member where not exists (select from account where account.member_id = member.id)',
  'an account without a member': 'select member_id from account where not exists (select from member where member.id = account.member_id)',
  'a member whom nothing leads to': 'select id from member where not exists (select from identity where identity.member_id = member.id)',
  'a member who has not agreed to the terms': `select id from member where not exists (select from consent where consent.member_id = member.id and purpose = 'program')`,
  'two welcomes': `select member_id from transfer where kind = 'welcome' group by member_id having count(*) > 1`,
  'a welcome of no phone, or a phone without its welcome': `select * from
    (select (select count(*) from transfer where kind = 'welcome') as welcomes, (select count(*) from welcomed_phone) as phones) as counted where welcomes <> phones`,
  'points that are not the sum of their lots': `select member_id, points from account
    where points <> coalesce((select sum(remaining) from lot where lot.member_id = account.member_id), 0)`,
  'points that are not the replay of their transfers': `select member_id, points from account where points <> coalesce((select
    sum(case when target = 'points' then transfer.points else 0 end - case when source = 'points' then transfer.points else 0 end)
    from transfer where transfer.member_id = account.member_id), 0)`,
  'a lot that was drawn on otherwise than it says': `select member_id, number from lot where remaining <> points - coalesce((select sum(draw.points)
    from draw where draw.member_id = lot.member_id and draw.lot = lot.number), 0)`,
  'a gap in the numbers of transfers': `select account.member_id from account left join transfer on transfer.member_id = account.member_id
    group by account.member_id, account.number having (coalesce(max(transfer.number), 0), count(transfer.number)) <> (account.number, account.number)`,
  'a message without the request that caused it': 'select id from outbox where not exists (select from request where request.id = outbox.request)',
  'a message without its fate': `select id, state, reason from outbox where state <> 'sent'`,
  'somebody who enrolled without a conversation': `select address from identity where address like 'telegram:%'
    and not exists (select from session where session.address = identity.address)`,
} as const;

type Row = Omit<Recorded, 'points' | 'lot' | 'draws' | 'reverses' | 'about'> & {
  readonly points: string;
  readonly reverses: number | null;
  readonly about: string | null;
  readonly activeAt: number | null;
  readonly expiresAt: number | null;
  readonly draws: readonly { lot: number; points: number }[];
  readonly hash: string;
  readonly head: string;
};

async function brokenChains(storm: Storm): Promise<string[]> {
  const rows = await storm.rows<Row>(transfersWithAll);
  const heads = new Map<string, { hash: string; head: string }>();
  const broken = new Set<string>();
  for (const { hash, head, points, reverses, about, activeAt, expiresAt, draws, ...row } of rows) {
    const one: Recorded = {
      ...row,
      points: BigInt(points),
      ...(reverses === null ? {} : { reverses }),
      ...(about === null ? {} : { about }),
      ...(activeAt === null ? {} : { lot: { activeAt, ...(expiresAt === null ? {} : { expiresAt }) } }),
      draws: draws.map((draw) => ({ lot: draw.lot, points: BigInt(draw.points) })),
    };
    if (chainHash(heads.get(row.memberId)?.hash ?? '', one) !== hash) broken.add(row.memberId);
    heads.set(row.memberId, { hash, head });
  }
  for (const [memberId, { hash, head }] of heads) if (hash !== head) broken.add(memberId);
  return [...broken];
}

const millis = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

const transfersWithAll = `
  select t.member_id as "memberId", t.number, t.request, t.kind, t.source, t.target, t.points, t.reverses, t.about,
    ${millis('t.happened_at')} as "happenedAt", ${millis('t.recorded_at')} as "recordedAt", encode(t.hash, 'hex') as hash, encode(a.hash, 'hex') as head,
    ${millis('l.active_at')} as "activeAt", ${millis('l.expires_at')} as "expiresAt",
    coalesce((select json_agg(json_build_object('lot', d.lot, 'points', d.points) order by d.lot) from draw d
      where d.member_id = t.member_id and d.number = t.number), '[]') as draws
  from transfer t join account a on a.member_id = t.member_id left join lot l on l.member_id = t.member_id and l.number = t.number
  order by t.member_id, t.number`;

/** Recipients whose messages went out in another order than they were written in. The carrier's references count up. */
export async function outOfOrder(storm: Storm): Promise<string[]> {
  const rows = await storm.rows<{ recipient: string }>(`select distinct recipient from (select recipient, reference::bigint as reference,
      lag(reference::bigint) over (partition by recipient order by id) as before from outbox where channel = 'telegram') as sent where reference <= before`);
  return rows.map(({ recipient }) => recipient);
}
