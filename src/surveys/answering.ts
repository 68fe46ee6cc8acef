import type { Outgoing } from '../delivery/outbox.ts';
import type { Book } from '../ledger/book.ts';
import { earn } from '../ledger/earning.ts';
import type { KnownLedger } from '../ledger/keeper.ts';
import type { KnownMembers } from '../members/keeper.ts';
import type { Purchase } from '../purchases/purchase.ts';
import { expiresAt } from '../rules/calendar.ts';
import type { Program } from '../rules/program.ts';
import { type Answer, type Answerer, choicesAfter, isDetractor, standingOf } from './answer.ts';
import { openCase } from './case.ts';
import type { KnownSurveys, SurveyWrite } from './keeper.ts';
import { caseOpened, caseWords } from './notes.ts';

export type AnsweringKnown = { readonly members: KnownMembers; readonly ledger: KnownLedger; readonly surveys: KnownSurveys };

/** What the manager is told goes here; absent: nobody listens, and cases only wait in the books. */
export type Desk = { readonly program: Program; readonly managerAddress?: string };

/** What answering does, for the turn that decides it. */
export type AnsweringWrites = {
  readonly surveys: readonly SurveyWrite[];
  readonly ledger: readonly Book[];
  readonly outbox: readonly Outgoing[];
};

export type Rated =
  | { readonly ok: true; readonly answer: Answer; readonly writes: AnsweringWrites }
  | { readonly ok: false; readonly reason: 'mine' | 'others' | 'late' };

const nothing: AnsweringWrites = { surveys: [], ledger: [], outbox: [] };

/** A rating, once per receipt: it closes the invitation to everybody else, brings its reward, and opens a case where it is a bad one. */
export function rate(desk: Desk, known: AnsweringKnown, purchase: Purchase, who: Answerer, rating: number, now: number): Rated {
  const { program } = desk;
  const standing = standingOf(program, purchase, known.surveys.answerTo(purchase.id), who, now);
  if (standing !== 'open') return { ok: false, reason: standing };
  const memberId = who.memberId ?? (who.channel === 'web' ? purchase.memberId : undefined);
  const plain: Answer = {
    purchaseId: purchase.id,
    ...(memberId === undefined ? {} : { memberId }),
    answerer: who.hash,
    channel: who.channel,
    language: who.language,
    rating,
    choices: [],
    rewardPoints: 0n,
    ratedAt: now,
  };
  const { answer, ledger } = withReward(program, known, purchase, plain, now);
  const trouble = isDetractor(program, rating) ? openedCase(desk, known, purchase, answer, now) : nothing;
  return { ok: true, answer, writes: { ledger, surveys: [{ kind: 'answer', answer }, ...trouble.surveys], outbox: trouble.outbox } };
}

/** The reward goes to the member whose receipt and whose answer it is: once per receipt, so many a week, and only for what was really bought. */
function withReward(
  program: Program,
  known: AnsweringKnown,
  purchase: Purchase,
  answer: Answer,
  now: number,
  given?: Book,
): { readonly answer: Answer; readonly ledger: readonly Book[] } {
  const points = BigInt(program.feedback.rewardPoints);
  const { memberId } = answer;
  const book = memberId === undefined ? undefined : (given ?? known.ledger.books.get(memberId));
  const isReal = purchase.total > 0n && purchase.returned < purchase.total;
  const isDue = points > 0n && answer.rewardPoints === 0n && isReal && memberId === purchase.memberId;
  if (memberId === undefined || book === undefined || !isDue || known.surveys.rewardsThisWeek(memberId) >= program.feedback.rewardsPerWeek)
    return { answer, ledger: given === undefined ? [] : [given] };
  return { answer: { ...answer, rewardPoints: points }, ledger: [gift(program, book, points, purchase.id, now)] };
}

/** Points the shop gives of its own will: they can be spent at once. */
export function gift(program: Program, book: Book, points: bigint, about: string, now: number): Book {
  const until = expiresAt(program, now);
  return earn(book, { kind: 'gift', points, activeAt: now, ...(until === undefined ? {} : { expiresAt: until }), about, happenedAt: now })
    .book;
}

function openedCase(desk: Desk, known: AnsweringKnown, purchase: Purchase, answer: Answer, now: number): AnsweringWrites {
  const about = {
    number: known.surveys.nextNumber(),
    kind: 'answer' as const,
    purchaseId: purchase.id,
    ...(answer.memberId === undefined ? {} : { memberId: answer.memberId }),
  };
  const one = openCase(desk.program, about, now);
  const member = answer.memberId === undefined ? undefined : known.members.member(answer.memberId);
  return {
    ledger: [],
    surveys: [
      { kind: 'case', case: one },
      { kind: 'event', event: { caseNumber: one.number, at: now, kind: 'opened' } },
    ],
    outbox: caseOpened(desk, one, { ...purchase, rating: answer.rating }, member),
  };
}

/** What somebody adds to their own rating. */
export type More = { readonly choices?: readonly string[]; readonly words?: string; readonly picture?: string };

/** Adds to an answer what was said after its rating; where it has a case, the manager reads it too. Words that were said stay. */
export function addTo(
  desk: Desk,
  known: AnsweringKnown,
  before: Answer,
  more: More,
  now: number,
): { readonly answer: Answer; readonly writes: AnsweringWrites } {
  const choices = more.choices?.filter((name) => choicesAfter(desk.program, before.rating).some((choice) => choice.name === name));
  const answer: Answer = {
    ...before,
    ...(choices === undefined || choices.length === 0 ? {} : { choices }),
    ...(more.words === undefined || (before.words ?? '') !== '' ? {} : { words: more.words }),
    ...(more.picture === undefined ? {} : { picture: more.picture }),
  };
  const one = known.surveys.caseOf(before.purchaseId);
  const said = { choices: choices ?? [], ...(more.words ? { words: more.words } : {}), ...(more.picture ? { picture: more.picture } : {}) };
  if (one === undefined) return { answer, writes: { ...nothing, surveys: [{ kind: 'answer', answer }] } };
  return {
    answer,
    writes: {
      ledger: [],
      surveys: [{ kind: 'answer', answer }, ...eventsOf(one.number, said, now)],
      outbox: caseWords(desk, one, answer.rating, said),
    },
  };
}

/** What was said, as lines of a case's history. */
export const eventsOf = (caseNumber: number, said: { readonly words?: string; readonly picture?: string }, now: number): SurveyWrite[] => [
  ...(said.words === undefined ? [] : [{ kind: 'event', event: { caseNumber, at: now, kind: 'words', words: said.words } } as const]),
  ...(said.picture === undefined ? [] : [{ kind: 'event', event: { caseNumber, at: now, kind: 'picture' } } as const]),
];

/** A stranger who answered has joined and claimed the receipt: the answer is theirs, with its reward and its case. */
export function adopt(
  desk: Desk,
  known: AnsweringKnown,
  purchase: Purchase,
  joined: { readonly memberId: string; readonly book: Book; readonly hashes: readonly string[] },
  now: number,
): AnsweringWrites {
  const answer = known.surveys.answerTo(purchase.id);
  if (answer?.answerer === undefined || answer.memberId !== undefined || !joined.hashes.includes(answer.answerer))
    return { ...nothing, ledger: [joined.book] };
  const owned = withReward(desk.program, known, purchase, { ...answer, memberId: joined.memberId }, now, joined.book);
  const one = known.surveys.caseOf(purchase.id);
  const theirs = one === undefined ? undefined : { ...one, memberId: joined.memberId };
  const member = known.members.member(joined.memberId);
  return {
    ledger: owned.ledger,
    surveys: [{ kind: 'answer', answer: owned.answer }, ...(theirs === undefined ? [] : [{ kind: 'case', case: theirs } as const])],
    outbox: theirs === undefined ? [] : caseOpened(desk, theirs, { ...purchase, rating: answer.rating }, member),
  };
}
