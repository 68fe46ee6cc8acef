import { literal, momentIn } from '../../database/sql.ts';
import { windowStart } from '../../rules/calendar.ts';
import { dayAfter, midnightOf } from '../../rules/hours.ts';
import type { Program } from '../../rules/program.ts';
import type { Due, LocalDay } from './kind.ts';

// What was bought, and when.

const DAY_MS = 86_400_000;
/** A till may tell of a purchase a week late. */
const TOLD_LATE_MS = 8 * DAY_MS;

/** The members who bought something between two moments. The index of when it was recorded finds them among years of purchases. */
const buyers = (from: number, to: number): string =>
  `select distinct member_id from purchase where member_id is not null and at >= ${momentIn(from)} and at < ${momentIn(to)}
     and recorded_at >= ${momentIn(from - 3_600_000)} and recorded_at < ${momentIn(to + TOLD_LATE_MS)} and returned < total`;

const dayAround = ({ day, timeZone }: LocalDay, days: number) => {
  const that = dayAfter(day, days);
  return { day: that, from: midnightOf(timeZone, that), to: midnightOf(timeZone, that, 1) };
};

export const lastVisit: Due<'lastVisit'> = ({ daysAgo }, day) => {
  const then = dayAround(day, -daysAgo);
  return `select member_id, ${literal(then.day)}::text as cycle, json_build_object('days', ${literal(String(daysAgo))}::int) as facts
    from (${buyers(then.from, then.to)}) b
    where not exists (select from purchase later where later.member_id = b.member_id and later.at >= ${momentIn(then.to)} and later.returned < later.total)`;
};

/** Of what somebody buys most often, the last bought first. */
export const favouriteProduct: Due<'favouriteProduct'> = ({ daysAfter, boughtTimes }, day) => {
  const then = dayAround(day, -daysAfter);
  return `select member_id, favourite.sku || ' ' || ${literal(then.day)}::text as cycle,
      json_build_object('product', favourite.name, 'days', ${literal(String(daysAfter))}::int) as facts
    from (${buyers(then.from, then.to)}) b, lateral (
      select line ->> 'sku' as sku, (array_agg(coalesce(line ->> 'name', line ->> 'sku') order by p.at desc))[1] as name, count(distinct p.id) as times, max(p.at) as last
      from purchase p, json_array_elements(p.lines) as line
      where p.member_id = b.member_id and p.at >= ${momentIn(then.from - 365 * DAY_MS)} and p.returned < p.total and line ->> 'sku' is not null
      group by 1 order by times desc, last desc limit 1) as favourite
    where favourite.times >= ${literal(String(boughtTimes))}::int and favourite.last >= ${momentIn(then.from)} and favourite.last < ${momentIn(then.to)}`;
};

/** Money paid by `b.member_id` since a moment. */
const paidSince = (since: number): string =>
  `(select coalesce(sum(paid - refunded), 0) from purchase s where s.member_id = b.member_id and s.at >= ${momentIn(since)})`;

/** The sums at which the tiers begin, the first at 0. */
const tierBeginnings = (program: Program): string => `${literal(`{${program.tiers.map(({ from }) => from).join(',')}}`)}::bigint[]`;

/** How many tiers begin at or below this sum; the first begins at 0. */
const rankOf = (program: Program, sum: string): string =>
  `greatest(1, (select count(*) from unnest(${tierBeginnings(program)}) as begin where begin <= ${sum}))`;

/** The tiers by their names, one by one from the first; the language is chosen where the member is known. */
const tierNames = (program: Program): string => literal(JSON.stringify(program.tiers.map(({ name, texts }) => ({ name, ...texts }))));

const moneyFact = (program: Program, amount: string): string =>
  `json_build_object('kind', 'money', 'amount', (${amount})::text, 'currency', ${literal(program.shop.currency)}::text)`;

export const tierAtRisk: Due<'tierAtRisk'> = ({ inDays }, day, program) => {
  const then = dayAround(day, inDays);
  const [before, after] = [windowStart(program, then.from - DAY_MS), windowStart(program, then.from)];
  const dayFact = `json_build_object('kind', 'day', 'at', ${literal(String(then.from))}::bigint, 'timeZone', ${literal(day.timeZone)}::text)`;
  return `select member_id, ${literal(then.day)}::text as cycle,
      json_build_object('tier', ${tierNames(program)}::json -> (was - 1)::int, 'next', ${tierNames(program)}::json -> (becomes - 1)::int,
        'missing', ${moneyFact(program, `(${tierBeginnings(program)})[was] - rest`)}, 'day', ${dayFact}) as facts
    from (${buyers(before, after)}) b, lateral (select ${paidSince(before)} as sum, ${paidSince(after)} as rest) as paid,
      lateral (select ${rankOf(program, 'sum')} as was, ${rankOf(program, 'rest')} as becomes) as ranks
    where becomes < was`;
};

export const tierNear: Due<'tierNear'> = ({ missingUpTo }, day, program) => {
  const then = dayAround(day, -1);
  const since = windowStart(program, day.begins);
  const froms = `(${tierBeginnings(program)})`;
  return `select member_id, (${tierNames(program)}::json -> rank::int ->> 'name') || ' ' || ${literal(day.day.slice(0, 4))}::text as cycle,
      json_build_object('tier', ${tierNames(program)}::json -> rank::int, 'missing', ${moneyFact(program, `${froms}[rank + 1] - sum`)}) as facts
    from (${buyers(then.from, then.to)}) b, lateral (select ${paidSince(since)} as sum) as paid, lateral (select ${rankOf(program, 'sum')} as rank) as ranks
    where rank < ${literal(String(program.tiers.length))}::int and ${froms}[rank + 1] - sum <= ${literal(String(missingUpTo))}::bigint`;
};
