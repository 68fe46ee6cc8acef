import type pg from 'pg';
import { type Groups, type Nps, npsOf } from './nps.ts';

/** What shoppers said in a time. It speaks of the receipts of its days: how many there were, and what became of them. */
export type Feedback = {
  /** Days of the shop's calendar, both included. */
  readonly from: string;
  readonly to: string;
  readonly receipts: number;
  readonly answered: number;
  /** Of the receipts, from 0 to 1; null where there were none. */
  readonly share: number | null;
  readonly nps: Nps;
  readonly byStore: readonly FeedbackGroup[];
  readonly byCashier: readonly FeedbackGroup[];
  /** ISO weeks: 2026-W48. */
  readonly byWeek: readonly FeedbackGroup[];
  /** A receipt counts once in each category it holds. */
  readonly byCategory: readonly FeedbackGroup[];
  readonly cases: CaseTimes;
  /** Members who bought again within 30 days of their answer, of those whose 30 days are over. */
  readonly returned: Readonly<Record<keyof Groups, { readonly members: number; readonly returned: number }>>;
};

export type FeedbackGroup = { readonly name: string; readonly receipts: number; readonly nps: Nps };

/** Cases that were opened in the time; medians in seconds, null where there are none. */
type CaseTimes = {
  readonly opened: number;
  readonly open: number;
  readonly medianSecondsToFirstAnswer: number | null;
  readonly medianSecondsToClosing: number | null;
};

type Asked = { readonly from: string; readonly to: string; readonly timeZone: string; readonly now: number };

const GROUPS_MAX = 100;
const RETURN_WITHIN = `interval '30 days'`;
/** A purchase is told within a week: so those of these days are recorded within nine days of them. */
const RECEIPTS = `select p.id, p.store, p.cashier, p.local_date, p.lines, a.rating, a.member_id, a.rated_at
  from purchase p left join survey_answer a on a.purchase_id = p.id
  where p.local_date between $1 and $2 and p.recorded_at between $1::date - interval '2 days' and $2::date + interval '9 days'`;
const COUNTS = `count(*)::int as receipts, count(*) filter (where rating >= 9)::int as promoters,
  count(*) filter (where rating between 7 and 8)::int as passives, count(*) filter (where rating <= 6)::int as detractors`;

export async function gatherFeedback(pool: pg.Pool, { from, to, timeZone, now }: Asked): Promise<Feedback> {
  const groupsBy = async (name: string, source = 'receipt', order = 'receipts desc, name'): Promise<FeedbackGroup[]> => {
    const text = `with receipt as (${RECEIPTS}) select ${name} as name, ${COUNTS} from ${source} group by 1 order by ${order} limit ${GROUPS_MAX}`;
    const { rows } = await pool.query(text, [from, to]);
    return rows.map((row) => ({ name: row.name, receipts: row.receipts, nps: npsOf(row) }));
  };
  const [[all], byStore, byCashier, byWeek, byCategory, cases, returned] = await Promise.all([
    groupsBy(`'all'`),
    groupsBy('store'),
    groupsBy(`coalesce(cashier, '–')`),
    groupsBy(`to_char(local_date::date, 'IYYY-"W"IW')`, 'receipt', 'name'),
    groupsBy('category', CATEGORIES),
    caseTimes(pool, { from, to, timeZone }),
    whoReturned(pool, { from, to, now }),
  ]);
  const nps = all?.nps ?? npsOf({ promoters: 0, passives: 0, detractors: 0 });
  const receipts = all?.receipts ?? 0;
  return {
    from,
    to,
    receipts,
    answered: nps.answers,
    share: receipts === 0 ? null : nps.answers / receipts,
    nps,
    byStore,
    byCashier,
    byWeek,
    byCategory,
    cases,
    returned,
  };
}

const CATEGORIES = `receipt, lateral (select distinct line ->> 'category' as category from json_array_elements(lines) as line
  where line ->> 'category' is not null) as held`;

async function caseTimes(pool: pg.Pool, { from, to, timeZone }: Pick<Asked, 'from' | 'to' | 'timeZone'>): Promise<CaseTimes> {
  const { rows } = await pool.query(
    `select count(*)::int as opened, count(*) filter (where state = 'open')::int as open,
       percentile_cont(0.5) within group (order by extract(epoch from answered_at - opened_at)) as answered,
       percentile_cont(0.5) within group (order by extract(epoch from closed_at - opened_at)) as closed
     from survey_case where (opened_at at time zone $3)::date between $1::date and $2::date`,
    [from, to, timeZone],
  );
  const { opened, open, answered, closed } = rows[0];
  return { opened, open, medianSecondsToFirstAnswer: answered, medianSecondsToClosing: closed };
}

async function whoReturned(pool: pg.Pool, { from, to, now }: Pick<Asked, 'from' | 'to' | 'now'>): Promise<Feedback['returned']> {
  const { rows } = await pool.query(
    `with receipt as (${RECEIPTS}), answer as (
       select rating, exists (select from purchase next where next.member_id = receipt.member_id
         and next.at > rated_at and next.at <= rated_at + ${RETURN_WITHIN}) as returned
       from receipt where member_id is not null and rated_at <= $3::timestamptz - ${RETURN_WITHIN})
     select case when rating >= 9 then 'promoters' when rating >= 7 then 'passives' else 'detractors' end as name,
       count(*)::int as members, count(*) filter (where returned)::int as returned from answer group by 1`,
    [from, to, new Date(now)],
  );
  const of = (name: keyof Groups) => {
    const found = rows.find((row) => row.name === name);
    return { members: found?.members ?? 0, returned: found?.returned ?? 0 };
  };
  return { promoters: of('promoters'), passives: of('passives'), detractors: of('detractors') };
}
