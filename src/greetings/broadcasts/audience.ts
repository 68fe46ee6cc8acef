import type pg from 'pg';
import { type Reach, reachColumns } from '../../delivery/cascade.ts';
import { windowStart } from '../../rules/calendar.ts';
import { dayAfter, localDay } from '../../rules/hours.ts';
import type { Program } from '../../rules/program.ts';
import { tierOf } from '../../rules/tiers.ts';
import type { Language } from '../../texts/message.ts';
import type { Plan } from './plan.ts';

/** Somebody whom a plan means, with all that their message needs; whether they may be written to is seen by their reaches. */
export type Candidate = {
  readonly id: string;
  readonly name: string;
  readonly language: Language;
  readonly timeZone: string | null;
  readonly tier: string;
  readonly points: bigint;
  readonly reaches: readonly Reach[];
};

/** However many members there are, so many are in memory. */
const PAGE_ROWS = 1000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Those whom a plan means now, page by page, in the order of their ids. Planning and starting read the same. */
export async function* audienceOf(
  pool: pg.Pool | pg.ClientBase,
  { audience }: Plan,
  program: Program,
  now: number,
): AsyncGenerator<readonly Candidate[]> {
  const today = localDay(program.shop.timeZone, now);
  const daysAgo = (days: number | undefined): string | null => (days === undefined ? null : dayAfter(today, -days));
  const filters = [
    audience.language ?? null,
    audience.source ?? null,
    audience.birthdayMonth ?? null,
    new Date(windowStart(program, now)),
    audience.spentIn12Months?.from ?? null,
    audience.spentIn12Months?.to ?? null,
    daysAgo(audience.lastVisitDaysAgo?.to),
    daysAgo(audience.lastVisitDaysAgo?.from),
    audience.store ?? null,
    audience.category ?? null,
    new Date(now),
  ];
  for (let after: string | undefined = BEFORE_ALL; after !== undefined; ) {
    const { rows }: { rows: FromDatabase[] } = await pool.query<FromDatabase>(pageQuery, [after, ...filters]);
    after = rows.length < PAGE_ROWS ? undefined : rows.at(-1)?.id;
    yield rows.map((row) => read(row, program)).filter(({ tier }) => audience.tier?.includes(tier) ?? true);
  }
}

/** One member, whatever a plan means; nothing where they are forgotten, or another member by now. */
export async function candidateOf(pool: pg.Pool, memberId: string, program: Program, now: number): Promise<Candidate | undefined> {
  const { rows } = await pool.query<FromDatabase>(`select ${columns('$2', '$3')} and m.id = $1`, [
    memberId,
    new Date(windowStart(program, now)),
    new Date(now),
  ]);
  return rows.map((row) => read(row, program))[0];
}

const read = ({ spent, points, ...same }: FromDatabase, program: Program): Candidate => ({
  ...same,
  points: BigInt(points),
  tier: tierOf(program, BigInt(spent)).name,
});

type FromDatabase = Omit<Candidate, 'tier' | 'points'> & { readonly spent: string; readonly points: string };

/** `since`: money from then on makes the tier. What came back wholly was no visit. */
const columns = (since: string, now: string): string => `m.id, m.name, m.language, m.time_zone as "timeZone", bought.spent,
    (select coalesce(sum(remaining), 0) from lot where member_id = m.id and active_at <= ${now} and (expires_at is null or expires_at > ${now})) as points,
    (select coalesce(json_agg(reach), '[]') from (select ${reachColumns} from identity i where i.member_id = m.id) as reach) as reaches
  from member m, lateral (select coalesce(sum(paid - refunded) filter (where at >= ${since}), 0) as spent,
    max(local_date) filter (where returned < total) as last from purchase where member_id = m.id) as bought
  where m.forgotten_at is null and m.merged_into is null`;

/** A filter that is null leaves everybody in. */
const pageQuery = `
  select ${columns('$5', '$12')} and m.id > $1
    and ($2::text[] is null or m.language = any($2)) and ($3::text[] is null or m.source = any($3))
    and ($4::int is null or m.birth_day / 100 = $4)
    and ($6::bigint is null or bought.spent >= $6) and ($7::bigint is null or bought.spent <= $7)
    and ($8::text is null or bought.last >= $8) and ($9::text is null or bought.last <= $9)
    and ($10::text[] is null or exists (select from purchase where member_id = m.id and store = any($10) and returned < total))
    and ($11::text[] is null or exists (select from purchase p, json_array_elements(p.lines) as line
      where p.member_id = m.id and p.returned < p.total and line ->> 'category' = any($11)))
  order by m.id limit ${PAGE_ROWS}`;
