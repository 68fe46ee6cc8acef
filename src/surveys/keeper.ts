import { insertRows, rowsOf, timeOf, writeRows } from '../database/sql.ts';
import type { Keeper, Store } from '../database/turns.ts';
import type { Program } from '../rules/program.ts';
import type { Answer } from './answer.ts';
import type { Case, CaseEvent } from './case.ts';
import {
  type AskedPoll,
  type CaseReceipt,
  type LoadedSurveys,
  loadSurveys,
  lockCases,
  membersBehind,
  readAnswer,
  readCase,
  readPolls,
  readReceipts,
} from './load.ts';

/** What a decision knows of surveys, as far as its turn named it. */
export type KnownSurveys = {
  /** What was said about a purchase, where the turn named its `invitation`. */
  answerTo(purchaseId: string): Answer | undefined;
  /** A member's own last answers, the newest first, where the turn named `answers`. */
  answersOf(memberId: string): readonly Answer[];
  /** How many of a member's answers of the last seven days were rewarded, where the turn named `invitation`. */
  rewardsThisWeek(memberId: string): number;
  /** Where the turn named `case`. */
  case(number: number): Case | undefined;
  receiptOf(caseNumber: number): CaseReceipt | undefined;
  /** The case that a purchase's answer opened, where the turn named its `invitation`. */
  caseOf(purchaseId: string): Case | undefined;
  /** A member's open wish for a person, where the turn named `case`. */
  personCaseOf(memberId: string): Case | undefined;
  /** What the next case will be called, where the turn named `invitation` or `case`. */
  nextNumber(): number;
  /** What was given as apologies in this calendar month, where the turn named `case`. */
  apologiesThisMonth(): { readonly points: bigint; readonly coupons: number };
  /** The case the shop and a member spoke about last, where the turn named `talk`. */
  talkWith(memberId: string): Case | undefined;
  /** Polls a member was asked, the newest last, where the turn named `poll` or `talk`. */
  pollsOf(memberId: string): readonly AskedPoll[];
};

export type SurveyWrite =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'case'; readonly case: Case }
  | { readonly kind: 'event'; readonly event: CaseEvent }
  | { readonly kind: 'poll-answer'; readonly pollId: number; readonly memberId: string; readonly choice: number; readonly at: number };

/** The surveys' part in every turn. */
export function surveysKeeper(deps: { program: Program; clock: () => number }): Keeper<KnownSurveys, readonly SurveyWrite[]> {
  return {
    members: membersBehind,
    lock: lockCases,
    load: (names) => loadSurveys(names, deps),
    open: (loaded) => openStore(loaded as unknown as LoadedSurveys),
  };
}

type PollAnswer = Extract<SurveyWrite, { kind: 'poll-answer' }>;

function openStore(loaded: LoadedSurveys): Store<KnownSurveys, readonly SurveyWrite[]> {
  const answers = new Map((loaded.answers ?? []).map(readAnswer).map((answer) => [answer.purchaseId, answer]));
  const own = (loaded.own ?? []).map(readAnswer);
  const rewards = new Map(loaded.rewards ?? []);
  const cases = new Map([...(loaded.cases ?? []), ...(loaded.talks ?? [])].map(readCase).map((one) => [one.number, one]));
  const receipts = readReceipts(loaded.receipts ?? []);
  const polls = readPolls(loaded.polls ?? []);
  const kept = { answers: new Set(answers.keys()), cases: new Set(cases.keys()) };
  const changed = { answers: new Set<string>(), cases: new Set<number>() };
  const events: CaseEvent[] = [];
  const pollAnswers: PollAnswer[] = [];
  let last = loaded.last ?? 0;
  let spent = { points: BigInt(loaded.spent?.[0] ?? 0), coupons: loaded.spent?.[1] ?? 0 };

  const all = (): Case[] => [...cases.values()];

  function apply(write: SurveyWrite): void {
    switch (write.kind) {
      case 'answer': {
        const { answer } = write;
        const before = answers.get(answer.purchaseId);
        const isRewarded = answer.rewardPoints > 0n && (before?.rewardPoints ?? 0n) === 0n;
        if (isRewarded && answer.memberId !== undefined) rewards.set(answer.memberId, (rewards.get(answer.memberId) ?? 0) + 1);
        answers.set(answer.purchaseId, answer);
        changed.answers.add(answer.purchaseId);
        return;
      }
      case 'case':
        spent = withApology(spent, write.case, cases.get(write.case.number));
        cases.set(write.case.number, write.case);
        changed.cases.add(write.case.number);
        last = Math.max(last, write.case.number);
        return;
      case 'event':
        events.push(write.event);
        return;
      case 'poll-answer':
        pollAnswers.push(write);
    }
  }

  return {
    know: () => ({
      answerTo: (purchaseId) => answers.get(purchaseId),
      answersOf: (memberId) => own.filter((answer) => answer.memberId === memberId),
      rewardsThisWeek: (memberId) => rewards.get(memberId) ?? 0,
      case: (number) => cases.get(number),
      receiptOf: (number) => receipts.get(number),
      caseOf: (purchaseId) => all().find((one) => one.purchaseId === purchaseId),
      personCaseOf: (memberId) => all().find((one) => one.kind === 'person' && one.state === 'open' && one.memberId === memberId),
      nextNumber: () => last + 1,
      apologiesThisMonth: () => spent,
      talkWith: (memberId) =>
        all()
          .filter((one) => one.memberId === memberId && one.saidAt !== undefined)
          .sort((a, b) => (b.saidAt as number) - (a.saidAt as number))[0],
      pollsOf: (memberId) =>
        polls
          .filter((poll) => poll.memberId === memberId)
          .map((poll) => {
            const given = pollAnswers.find((one) => one.pollId === poll.pollId && one.memberId === memberId);
            return given === undefined ? poll : { ...poll, answeredAt: given.at };
          })
          .sort((a, b) => a.askedAt - b.askedAt),
    }),
    apply: (writes) => {
      for (const write of writes) apply(write);
    },
    flush: () => [
      ...writeAnswers(
        [...changed.answers].sort().map((id) => answers.get(id) as Answer),
        kept.answers,
      ),
      ...writeCases(
        [...changed.cases].sort((a, b) => a - b).map((number) => cases.get(number) as Case),
        kept.cases,
      ),
      ...writeEvents(events),
      ...writePollAnswers(pollAnswers),
    ],
  };
}

function withApology(spent: { points: bigint; coupons: number }, after: Case, before: Case | undefined) {
  const couponsOf = (one: Case | undefined): number => (one?.apologyCoupon === undefined ? 0 : 1);
  return {
    points: spent.points + after.apologyPoints - (before?.apologyPoints ?? 0n),
    coupons: spent.coupons + couponsOf(after) - couponsOf(before),
  };
}

/** `kept`: those that were there. What is new is inserted plainly: whoever else was faster, the batch must start again. */
function writeAnswers(answers: readonly Answer[], kept: ReadonlySet<string>): string[] {
  const columns = {
    purchase_id: 'uuid',
    member_id: 'uuid',
    answerer: 'text',
    channel: 'text',
    language: 'text',
    rating: 'smallint',
    choices: 'json',
    words: 'text',
    picture: 'text',
    reward_points: 'bigint',
    rated_at: 'timestamptz',
  };
  const rows = answers.map(({ purchaseId, memberId, rewardPoints, ratedAt, ...same }) => ({
    ...same,
    purchase_id: purchaseId,
    member_id: memberId,
    reward_points: String(rewardPoints),
    rated_at: timeOf(ratedAt),
  }));
  return writeRows('survey_answer', columns, 'purchase_id', rows, (row) => kept.has(row.purchase_id));
}

const optionalTime = (at: number | undefined): string | undefined => (at === undefined ? undefined : timeOf(at));

function writeCases(cases: readonly Case[], kept: ReadonlySet<number>): string[] {
  const columns = {
    number: 'int',
    kind: 'text',
    purchase_id: 'uuid',
    member_id: 'uuid',
    state: 'text',
    opened_at: 'timestamptz',
    answered_at: 'timestamptz',
    said_at: 'timestamptz',
    closed_at: 'timestamptz',
    remind_at: 'timestamptz',
    apology_points: 'bigint',
    apologised_at: 'timestamptz',
    apology_coupon: 'text',
  };
  const rows = cases.map((one) => ({
    number: one.number,
    kind: one.kind,
    purchase_id: one.purchaseId,
    member_id: one.memberId,
    state: one.state,
    opened_at: timeOf(one.openedAt),
    answered_at: optionalTime(one.answeredAt),
    said_at: optionalTime(one.saidAt),
    closed_at: optionalTime(one.closedAt),
    remind_at: optionalTime(one.remindAt),
    apology_points: String(one.apologyPoints),
    apologised_at: optionalTime(one.apologisedAt),
    apology_coupon: one.apologyCoupon,
  }));
  return writeRows('survey_case', columns, 'number', rows, (row) => kept.has(row.number));
}

const writeEvents = (events: readonly CaseEvent[]): string[] =>
  events.length === 0
    ? []
    : [
        insertRows(
          'case_event',
          events.map(({ caseNumber, at, ...same }) => ({ ...same, case_number: caseNumber, at: timeOf(at) })),
          { case_number: 'int', at: 'timestamptz', kind: 'text', who: 'text', words: 'text' },
        ),
      ];

const writePollAnswers = (answers: readonly PollAnswer[]): string[] =>
  answers.length === 0
    ? []
    : [
        `update poll_asked set choice = row.choice, answered_at = row.at from ${rowsOf(
          answers.map(({ pollId, memberId, choice, at }) => ({ poll_id: pollId, member_id: memberId, choice, at: timeOf(at) })),
          'poll_id int, member_id uuid, choice int, at timestamptz',
        )} where poll_asked.poll_id = row.poll_id and poll_asked.member_id = row.member_id`,
      ];
