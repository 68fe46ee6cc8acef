import { flawInWords, verify } from '../../src/ledger/verify.ts';
import type { Storm } from './storm.ts';

/** What must never be seen after any number of purchases, by name, with the rows that show it. Empty: all is well. */
export async function tillFlawsOf(storm: Storm): Promise<Record<string, unknown[]>> {
  const flaws: Record<string, unknown[]> = {};
  for (const [name, sql] of Object.entries(forbidden)) {
    const rows = await storm.rows(`${sql} limit 5`);
    if (rows.length > 0) flaws[name] = rows;
  }
  const proved = await verify(storm.pool);
  if (!proved.ok) flaws['a ledger that cannot be proved'] = [proved.reason === 'flaw' ? flawInWords(proved.flaw) : proved.reason];
  return flaws;
}

const moved = (account: string): string =>
  `sum(case when target = '${account}' then points when source = '${account}' then -points else 0 end) over (partition by member_id order by number)`;

/** What the ledger moved for each purchase, beside what the purchase and its returns tell. */
const moves = `(select p.*, moved.*, back.* from purchase p
  left join (select about, sum(points) filter (where kind in ('earn', 'repay')) as earned, sum(points) filter (where kind in ('spend', 'capture')) as paid_with,
      sum(points) filter (where kind in ('give-back', 'refund')) as given_back, sum(points) filter (where kind in ('take-back', 'owe', 'remainder')) as taken_back
    from transfer where about is not null group by about) as moved on moved.about = p.id::text
  left join (select purchase_id, sum(points_returned) as returns_gave, sum(points_taken + points_owed) as returns_took, sum(refund) as refunds
    from purchase_return group by purchase_id) as back on back.purchase_id = p.id) as m`;
const none = (column: string): string => `coalesce(${column}, 0)`;

const forbidden = {
  'a member who was below zero, or was owed by': `select * from
    (select member_id, number, ${moved('points')} as points, ${moved('held')} as held, ${moved('debt')} as debt from transfer) as running
    where points < 0 or held < 0 or debt > 0`,
  'points earned that were not': `select id from ${moves} where points_earned <> ${none('earned')}`,
  'points paid that were not': `select id from ${moves} where points_spent <> ${none('paid_with')}`,
  'points given back that were not': `select id from ${moves} where ${none('returns_gave')} <> ${none('given_back')}`,
  'points taken back that were not': `select id from ${moves} where ${none('returns_took')} <> ${none('taken_back')}`,
  'more points given back than paid': `select id from ${moves} where returns_gave > points_spent`,
  'money that went back and was not counted': `select id from purchase p where refunded <> (select coalesce(sum(refund), 0) from purchase_return r where r.purchase_id = p.id)
    or returned <> (select coalesce(sum((line ->> 'amount')::bigint), 0) from purchase_return r, json_array_elements(r.lines) as line where r.purchase_id = p.id)`,
  'all returned, and not all given back': `select id from ${moves} where returned = total and total > 0
    and (refunded <> paid or (member_id is not null and ${none('returns_gave')} <> points_spent))`,
  'more than two receipts claimed by a member in a day': `select member_id from purchase where claimed_at is not null
    group by member_id, (claimed_at at time zone 'Europe/Moscow')::date having count(*) > 2`,
  'two welcomes': `select member_id from transfer where kind = 'welcome' group by member_id having count(*) > 1`,
  'a message without its fate': `select id, state, reason from outbox where state in ('waiting', 'sending')`,
  'a purchase that its member heard nothing of': `select p.id from purchase p join request r on r.id = p.request
    where r.answer -> 'told' ->> 'member' is not null and not exists (select from outbox where outbox.request = p.request)`,
} as const;
