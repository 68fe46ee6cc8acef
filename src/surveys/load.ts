import { literal, millisOf, timeOf } from '../database/sql.ts';
import { batchMembers, inList, type Names } from '../database/turns.ts';
import { monthStart } from '../rules/calendar.ts';
import type { Program } from '../rules/program.ts';
import type { Language } from '../texts/message.ts';
import type { Answer, SurveyChannel } from './answer.ts';
import type { Case } from './case.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEK_MS = 7 * DAY_MS;
const OWN_ANSWERS_MAX = 10;
/** How long a poll can be answered without its buttons, by a number. */
const POLL_OPEN_MS = 7 * DAY_MS;

/** A case that is not there yet: names what opening one needs. */
export const NEW_CASE = 'new';

const numbersOf = (names: Names): string => {
  const numbers = (names['case'] ?? []).filter((name) => /^\d{1,9}$/.test(name));
  return `${inList(numbers)}::int[]`;
};

const invited = (names: Names): string => `array(select id from purchase where code = any(${inList(names['invitation'])}))`;

const answersOfInvited = (names: Names): string => `select * from survey_answer where purchase_id = any(${invited(names)})`;

/** The members whose cases these are, and whose receipts they are about. */
export function membersBehind(names: Names): string | undefined {
  const queries = [
    ...(names['case'] === undefined
      ? []
      : [`select member_id as member from survey_case where number = any(${numbersOf(names)}) and member_id is not null`]),
    ...(names['invitation'] === undefined
      ? []
      : [`select member_id as member from (${answersOfInvited(names)}) as answered where member_id is not null`]),
  ];
  return queries.length === 0 ? undefined : queries.join(' union ');
}

const DESK_LOCK = 7_214;

/** A receipt's answer is guarded by the lock on its purchase. The manager's turns go one at a time, because they share a budget. */
export const lockCases = (names: Names): string | undefined =>
  names['case'] === undefined
    ? undefined
    : `select number from (select pg_advisory_xact_lock(${DESK_LOCK})) as desk, survey_case
       where number = any(${numbersOf(names)}) order by number for update of survey_case`;

export function loadSurveys(names: Names, { program, clock }: { program: Program; clock: () => number }): string {
  const now = clock();
  const since = (ms: number) => `${literal(timeOf(ms))}::timestamptz`;
  const { invitation, answers, talk, poll } = names;
  const cases = names['case'];
  const opens = invitation !== undefined || cases !== undefined;
  const parts = [
    ...(invitation === undefined ? [] : [`'answers', ${rowsAs(answerRow, `(${answersOfInvited(names)}) as a`)}`]),
    ...(invitation === undefined
      ? []
      : [
          `'rewards', (select coalesce(json_agg(json_build_array(member, (select count(*) from survey_answer
             where member_id = member and rated_at > ${since(now - WEEK_MS)} and reward_points > 0))), '[]') from batch_member)`,
        ]),
    ...(opens ? [`'cases', ${rowsAs(caseRow, `survey_case c where ${casesWanted(names)}`)}`] : []),
    ...(opens ? [`'last', (select coalesce(max(number), 0) from survey_case)`] : []),
    ...(cases === undefined
      ? []
      : [
          `'receipts', ${rowsAs(receiptRow, `survey_case c join purchase p on p.id = c.purchase_id left join survey_answer a on a.purchase_id = p.id where c.number = any(${numbersOf(names)})`)}`,
          `'spent', (select json_build_array(coalesce(sum(apology_points), 0), count(apology_coupon)) from survey_case
             where apologised_at >= ${since(monthStart(program, now))})`,
        ]),
    ...(answers === undefined
      ? []
      : [
          `'own', ${rowsAs(answerRow, `batch_member, lateral (select * from survey_answer where member_id = member order by rated_at desc limit ${OWN_ANSWERS_MAX}) as a`)}`,
        ]),
    ...(talk === undefined
      ? []
      : [
          `'talks', ${rowsAs(
            caseRow,
            `batch_member, lateral (select * from survey_case where member_id = member and said_at is not null
             order by said_at desc limit 1) as c`,
          )}`,
        ]),
    ...(talk === undefined && poll === undefined
      ? []
      : [
          `'polls', ${rowsAs(
            pollRow,
            `poll_asked q join poll on poll.id = q.poll_id where q.member_id = any(${batchMembers}) and (${
              poll === undefined ? 'false' : `q.poll_id = any(${inList(poll.filter((id) => /^\d{1,9}$/.test(id)))}::int[])`
            }${talk === undefined ? '' : ` or q.answered_at is null and q.asked_at > ${since(now - POLL_OPEN_MS)}`})`,
          )}`,
        ]),
  ];
  return `select json_build_object(${parts.join(', ')})`;
}

const casesWanted = (names: Names): string =>
  [
    ...(names['case'] === undefined ? [] : [`c.number = any(${numbersOf(names)})`]),
    ...(names['case']?.includes(NEW_CASE) ? [`c.state = 'open' and c.kind = 'person' and c.member_id = any(${batchMembers})`] : []),
    ...(names['invitation'] === undefined ? [] : [`c.purchase_id = any(${invited(names)})`]),
  ].join(' or ');

const rowsAs = (row: string, from: string): string => `(select coalesce(json_agg(${row}), '[]') from ${from})`;

const answerRow = `json_build_array(a.purchase_id, a.member_id, a.answerer, a.channel, a.language, a.rating, a.choices, a.words, a.picture,
  a.reward_points, ${millisOf('a.rated_at')})`;

const caseRow = `json_build_array(c.number, c.kind, c.purchase_id, c.member_id, c.state, ${millisOf('c.opened_at')}, ${millisOf('c.answered_at')},
  ${millisOf('c.said_at')}, ${millisOf('c.closed_at')}, ${millisOf('c.remind_at')}, c.apology_points, ${millisOf('c.apologised_at')}, c.apology_coupon)`;

const receiptRow = `json_build_array(c.number, p.receipt_id, p.store, p.cashier, p.total, p.currency, ${millisOf('p.at')}, a.rating)`;

const pollRow = `json_build_array(q.poll_id, q.member_id, poll.choices, ${millisOf('q.asked_at')}, ${millisOf('q.answered_at')})`;

/** What a case's receipt was, for the manager's eyes. */
export type CaseReceipt = {
  readonly receiptId: string;
  readonly store: string;
  readonly cashier?: string;
  readonly total: bigint;
  readonly currency: string;
  readonly at: number;
  readonly rating?: number;
};

/** A poll that a member was asked. */
export type AskedPoll = {
  readonly pollId: number;
  readonly memberId: string;
  readonly choices: readonly string[];
  readonly askedAt: number;
  readonly answeredAt?: number;
};

type LoadedAnswer = readonly [
  string,
  string | null,
  string | null,
  SurveyChannel,
  Language,
  number,
  readonly string[],
  string | null,
  string | null,
  number,
  number,
];
type LoadedCase = readonly [
  number,
  Case['kind'],
  string | null,
  string | null,
  Case['state'],
  number,
  number | null,
  number | null,
  number | null,
  number | null,
  number,
  number | null,
  string | null,
];

export type LoadedSurveys = {
  readonly answers?: readonly LoadedAnswer[];
  readonly own?: readonly LoadedAnswer[];
  readonly rewards?: readonly [member: string, count: number][];
  readonly cases?: readonly LoadedCase[];
  readonly talks?: readonly LoadedCase[];
  readonly last?: number;
  readonly receipts?: readonly [number, string, string, string | null, number, string, number, number | null][];
  readonly spent?: readonly [points: number, coupons: number];
  readonly polls?: readonly [number, string, readonly string[], number, number | null][];
};

const present = <K extends string, V>(key: K, value: V | null): { readonly [P in K]?: V } =>
  value === null ? {} : ({ [key]: value } as { [P in K]: V });

export const readAnswer = ([
  purchaseId,
  memberId,
  answerer,
  channel,
  language,
  rating,
  choices,
  words,
  picture,
  reward,
  ratedAt,
]: LoadedAnswer): Answer => ({
  purchaseId,
  ...present('memberId', memberId),
  ...present('answerer', answerer),
  channel,
  language,
  rating,
  choices,
  ...present('words', words),
  ...present('picture', picture),
  rewardPoints: BigInt(reward),
  ratedAt,
});

export const readCase = ([
  number,
  kind,
  purchaseId,
  memberId,
  state,
  openedAt,
  answeredAt,
  saidAt,
  closedAt,
  remindAt,
  apologyPoints,
  apologisedAt,
  apologyCoupon,
]: LoadedCase): Case => ({
  number,
  kind,
  ...present('purchaseId', purchaseId),
  ...present('memberId', memberId),
  state,
  openedAt,
  ...present('answeredAt', answeredAt),
  ...present('saidAt', saidAt),
  ...present('closedAt', closedAt),
  ...present('remindAt', remindAt),
  apologyPoints: BigInt(apologyPoints),
  ...present('apologisedAt', apologisedAt),
  ...present('apologyCoupon', apologyCoupon),
});

export const readReceipts = (loaded: NonNullable<LoadedSurveys['receipts']>): Map<number, CaseReceipt> =>
  new Map(
    loaded.map(([number, receiptId, store, cashier, total, currency, at, rating]): [number, CaseReceipt] => [
      number,
      { receiptId, store, ...present('cashier', cashier), total: BigInt(total), currency, at, ...present('rating', rating) },
    ]),
  );

export const readPolls = (loaded: NonNullable<LoadedSurveys['polls']>): AskedPoll[] =>
  loaded.map(([pollId, memberId, choices, askedAt, answeredAt]) => ({
    pollId,
    memberId,
    choices,
    askedAt,
    ...present('answeredAt', answeredAt),
  }));
