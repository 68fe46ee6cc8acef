import type pg from 'pg';
import { ifAlone, type Lock } from '../database/alone.ts';
import { literal, momentIn, part } from '../database/sql.ts';
import { inList } from '../database/turns.ts';
import { dayAfter, localClock, localDay, midnightOf } from '../rules/hours.ts';
import { askedFor, catchUpDaysOf, classOf, type Occasion } from '../rules/occasions.ts';
import type { Program } from '../rules/program.ts';
import type { LocalDay } from './occasions/kind.ts';
import { dueOn } from './occasions/table.ts';

const PLANNING: Lock = [7_213, 0];
/** The most that `catchUpDays` may be, and a day for the zones of the earth. */
const DAYS_LOOKED_BACK_MAX = 15;
const DAY_MS = 24 * 60 * 60_000;
const YEAR_MS = 365 * DAY_MS;

/**
 * Writes down whom the occasions of the program come to now, each in the time zone of its members, and puts what is to be said into the outbox.
 * What cannot wait for another day comes first, so that caps leave room for it. A greeting with a gift waits for the gift to be posted:
 * `onPlanned` does that, one occasion after the other. Of several processes one plans at a time, or that order would not hold; the others leave it
 * to that one, and what it does not finish to the next time. Done again and again it greets nobody twice: a row for each member, occasion and year
 * stands in the database.
 */
export async function planGreetings(
  pool: pg.Pool,
  program: Program,
  now: number,
  onPlanned: (occasion: Occasion) => Promise<void> = async () => undefined,
): Promise<void> {
  if (program.occasions.length === 0) return;
  await ifAlone(pool, PLANNING, async (client) => {
    const [done, zones] = [await daysDone(client, now), await timeZonesOf(client, program)];
    for (const occasion of program.occasions.toSorted((one, other) => catchUpDaysOf(one) - catchUpDaysOf(other))) {
      for (const timeZone of zones)
        for (const day of daysToLookAt(occasion, timeZone, now))
          if (!done.has(keyOf(occasion.name, day.day, timeZone))) await planDay(client, program, occasion, day, now);
      await onPlanned(occasion);
    }
  });
}

const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);

/** What was looked for already, of the days that anybody may still look at. */
async function daysDone(client: pg.PoolClient, now: number): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ occasion: string; day: string; time_zone: string }>(
    'select occasion, day, time_zone from greeting_run where day >= $1 and finished_at is not null',
    [dayAfter(localDay('UTC', now), -DAYS_LOOKED_BACK_MAX)],
  );
  return new Set(rows.map((row) => keyOf(row.occasion, row.day, row.time_zone)));
}

/** Of members, the shop's own first. One step of the index for each. */
async function timeZonesOf(client: pg.PoolClient, { shop }: Program): Promise<string[]> {
  const { rows } = await client.query<{ zone: string }>(
    `with recursive zones as (
       (select time_zone as zone from member where time_zone is not null order by time_zone limit 1)
       union all select (select time_zone from member where time_zone > zone order by time_zone limit 1) from zones where zone is not null)
     select zone from zones where zone is not null`,
  );
  return [shop.timeZone, ...rows.map(({ zone }) => zone).filter((zone) => zone !== shop.timeZone)];
}

/** Today once its hour has come, and the days before it that may still be caught up. */
function daysToLookAt(occasion: Occasion, timeZone: string, now: number): LocalDay[] {
  const today = localDay(timeZone, now);
  const back = Array.from({ length: catchUpDaysOf(occasion) + 1 }, (_, days) => dayAfter(today, -days));
  return back
    .filter((day) => day < today || localClock(timeZone, now) >= occasion.at)
    .map((day) => ({ day, timeZone, begins: midnightOf(timeZone, day) }));
}

/** What is cut short is looked for again, and nobody found twice. */
async function planDay(client: pg.PoolClient, program: Program, occasion: Occasion, day: LocalDay, now: number): Promise<void> {
  const due = dueOn(occasion, day, program);
  if (due !== undefined) await writeGreetings(client, program, occasion, day, due, now);
  await client.query(
    `insert into greeting_run (occasion, day, time_zone, started_at, finished_at) values ($1, $2, $3, $4, $4)
     on conflict (occasion, day, time_zone) do update set finished_at = $4`,
    [occasion.name, day.day, day.timeZone, new Date(now)],
  );
}

async function writeGreetings(
  client: pg.PoolClient,
  program: Program,
  occasion: Occasion,
  { day, timeZone }: LocalDay,
  due: string,
  now: number,
): Promise<void> {
  const until = midnightOf(timeZone, day, catchUpDaysOf(occasion) + 1);
  const told = occasion.gift === undefined;
  const { text, values } = part(
    `with due as (${due}),
     found as materialized (select due.member_id, due.cycle, m.language, ${factsOf(occasion, now)} as facts
       from due join member m on m.id = due.member_id
       where m.forgotten_at is null and m.merged_into is null
         and coalesce(m.time_zone, ${literal(program.shop.timeZone)}::text) = ${literal(timeZone)}::text
         and ${conditionsOf(occasion, now)}),
     noted as (insert into greeting (occasion, cycle, member_id, facts, at, until, told)
       select ${literal(occasion.name)}::text, cycle, member_id, ${told ? `'{}'::json` : 'facts'}, ${momentIn(now)}, ${momentIn(until)}, ${String(told)} from found
       on conflict do nothing returning member_id, cycle)
     ${told ? `, said as (${sayAll(occasion, program, now, until)})` : ''}
     select count(*) from noted`,
  );
  await client.query(text, [...values]);
}

/** Facts by name. What has a name in several languages is told in the member's. */
function factsOf(occasion: Occasion, now: number): string {
  const asked = Object.values(occasion.texts).flatMap((words = '') => askedFor(words));
  const balance = `, 'balance', json_build_object('kind', 'points', 'points', (select coalesce(sum(remaining), 0)::text from lot
    where member_id = m.id and active_at <= ${momentIn(now)} and (expires_at is null or expires_at > ${momentIn(now)})))`;
  const own = `json_build_object('name', m.name${asked.includes('balance') ? balance : ''})`;
  return `case when due.facts is null then ${own} else (
    select json_object_agg(key, case when json_typeof(value) = 'object' and value ->> 'name' is not null
      then to_json(coalesce(value ->> m.language, value ->> 'name')) else value end)
    from (select * from json_each(due.facts) union all select * from json_each(${own})) as fact) end`;
}

/** The audience, and a way to reach each of it: who has none is not greeted, and may be tomorrow. Consent is asked again when it is sent. */
function conditionsOf(occasion: Occasion, now: number): string {
  const { languages, sources, boughtWithinDays } = occasion.audience;
  const among = (column: string, values: readonly string[] | undefined): string[] =>
    values === undefined ? [] : [`m.${column} = any(${inList(values)})`];
  return [
    ...among('language', languages),
    ...among('source', sources),
    ...(boughtWithinDays === undefined
      ? []
      : [
          `exists (select from purchase bought where bought.member_id = m.id and bought.at > ${momentIn(now - boughtWithinDays * DAY_MS)})`,
        ]),
    ...(occasion.timesPerYear === undefined
      ? []
      : [
          `(select count(*) from greeting g where g.member_id = m.id and g.occasion = ${literal(occasion.name)}::text
        and g.at > ${momentIn(now - YEAR_MS)}) < ${literal(String(occasion.timesPerYear))}::int`,
        ]),
    `exists (select from identity i where i.member_id = m.id and i.unreachable_since is null${classOf(occasion) === 'marketing' ? agreed : ''})`,
  ].join(' and ');
}

const agreed = ` and (select given from consent c where c.member_id = m.id and purpose = 'marketing' and channel = split_part(i.address, ':', 1)
  order by id desc limit 1)`;

function sayAll(occasion: Occasion, program: Program, now: number, until: number): string {
  const texts = literal(JSON.stringify(occasion.texts));
  const words = `coalesce(${texts}::json ->> language, ${texts}::json ->> ${literal(program.shop.defaultLanguage)}::text)`;
  const spoken = `case when ${texts}::json ->> language is null then ${literal(program.shop.defaultLanguage)}::text else language end`;
  const isOffer = classOf(occasion) === 'marketing';
  const end = isOffer ? `, json_build_object('key', 'offers-end')` : '';
  return `insert into outbox (request, class, member_id, recipient, message, state, due_at, not_after, attempts, created_at)
    select 'greeting:' || ${literal(occasion.name)}::text || ':' || cycle || ':' || member_id, ${literal(classOf(occasion))}::text, member_id, member_id,
      json_build_object('language', ${spoken}, 'calm', true,
        'message', json_build_object('parts', json_build_array(json_build_object('words', ${words}, 'facts', facts)${end}))),
      'waiting', ${momentIn(now)}, ${momentIn(until)}, 0, ${momentIn(now)}
    from noted join found using (member_id, cycle)`;
}
