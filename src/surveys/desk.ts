import { type Coupon, factsOf, newCoupon } from '../coupons/coupon.ts';
import type { CouponWrites, KnownCoupons } from '../coupons/keeper.ts';
import type { Turn } from '../database/turns.ts';
import type { Outgoing } from '../delivery/outbox.ts';
import { balanceOf } from '../ledger/balance.ts';
import type { Book } from '../ledger/book.ts';
import type { Member } from '../members/member.ts';
import { type Message, points, say } from '../texts/message.ts';
import { type AnsweringKnown, type AnsweringWrites, type Desk, gift } from './answering.ts';
import { answered, apologised, type Case, type ClosingReason, closed, type EventKind, isApologised, reminded } from './case.ts';
import type { SurveyWrite } from './keeper.ts';
import { caseReminder, howToAnswer, toManager, whyClose } from './notes.ts';

/** What somebody of the shop did in the manager's chat. `who`: their name there, kept with the case. */
export type DeskSaid = {
  /** The request id. */
  readonly id: string;
  readonly who: string;
  readonly said:
    | { readonly kind: 'press'; readonly action: DeskAction; readonly case: number }
    /** Words written as a reply to a message of ours about this case. Absent words: it was a picture, a voice… */
    | { readonly kind: 'reply'; readonly case: number; readonly words?: string };
};

export const deskActions = [
  'answer',
  'apology',
  'coupon',
  'close',
  'close-mended',
  'close-explained',
  'close-nothing',
  'close-spam',
] as const;
export type DeskAction = (typeof deskActions)[number];

type DeskKnown = AnsweringKnown & { readonly coupons: KnownCoupons };
type DeskWrites = AnsweringWrites & { readonly coupons: CouponWrites };
type DeskTurn = Turn<DeskKnown, DeskWrites, null>;

const ANSWER_CHARACTERS_MAX = 3000;

/** A turn of the manager's desk: what was pressed or written there, done once however often it is pressed. */
export function deskTurn(desk: Desk, { id, who, said }: DeskSaid): DeskTurn {
  return {
    requestId: id,
    content: JSON.stringify(said),
    names: { case: [String(said.case)] },
    deep: true,
    decide: (known, now) => ({ answer: null, writes: decide({ desk, known, who, now }, said) }),
  };
}

type At = { readonly desk: Desk; readonly known: DeskKnown; readonly who: string; readonly now: number };

function decide(at: At, said: DeskSaid['said']): Partial<DeskWrites> {
  const one = at.known.surveys.case(said.case);
  if (one === undefined) return tell(at, say('case-unknown', which({ number: said.case })));
  if (said.kind === 'reply') return sendAnswer(at, one, said.words);
  switch (said.action) {
    case 'answer':
      return one.memberId === undefined ? tell(at, say('case-anonymous', which(one))) : { outbox: howToAnswer(at.desk, one) };
    case 'apology':
    case 'coupon':
      return apologise(at, one, said.action);
    case 'close':
      return one.state === 'closed' ? tell(at, say('case-closed-already', which(one))) : { outbox: whyClose(at.desk, one) };
    default:
      return close(at, one, said.action.slice('close-'.length) as ClosingReason);
  }
}

const tell = ({ desk }: At, message: Message): Partial<AnsweringWrites> => ({ outbox: toManager(desk, message) });

/** A case as it is spoken of: "17", without separators. */
const which = ({ number }: Pick<Case, 'number'>) => ({ case: String(number) });

/** Whom the case is about, as long as they are with us. */
function memberOf({ known }: At, { memberId }: Case): Member | undefined {
  const member = memberId === undefined ? undefined : known.members.member(memberId);
  return member?.forgottenAt === undefined ? member : undefined;
}

/** A reply to a message of ours goes to the member, by the channel that reaches them. */
function sendAnswer(at: At, one: Case, words: string | undefined): Partial<AnsweringWrites> {
  const member = memberOf(at, one);
  if (member === undefined) return tell(at, say('case-anonymous', which(one)));
  if (words === undefined || words.trim() === '') return tell(at, say('case-only-words', which(one)));
  if (words.length > ANSWER_CHARACTERS_MAX) return tell(at, say('case-answer-long', { ...which(one), most: ANSWER_CHARACTERS_MAX }));
  return {
    surveys: [{ kind: 'case', case: answered(one, at.now) }, eventOf(at, one, 'answered', words)],
    outbox: [
      toMember(member, say('shop-answer', { words })),
      ...toManager(at.desk, say('case-answer-sent', { ...which(one), who: at.who })),
    ],
  };
}

/** Once per case, with points or with a coupon, and no more of either in a month than the program says. */
function apologise(at: At, one: Case, way: 'apology' | 'coupon'): Partial<DeskWrites> {
  const member = memberOf(at, one);
  if (member === undefined) return tell(at, say('case-anonymous', which(one)));
  if (isApologised(one)) return tell(at, say('case-apology-already', which(one)));
  return way === 'coupon' ? giveCoupon(at, one, member) : givePoints(at, one, member);
}

function givePoints(at: At, one: Case, member: Member): Partial<DeskWrites> {
  const { desk, known, now } = at;
  const { points: amount, budgetPerMonth } = desk.program.feedback.apology;
  const given = BigInt(amount);
  const book: Book | undefined = known.ledger.books.get(member.id);
  if (book === undefined) return tell(at, say('case-anonymous', which(one)));
  const left = BigInt(budgetPerMonth) - known.surveys.apologiesThisMonth().points;
  if (given === 0n || given > left) return tell(at, say('case-budget', { ...which(one), points: points(left > 0n ? left : 0n) }));
  const after = gift(desk.program, book, given, `case ${one.number}`, now);
  return {
    ledger: [after],
    surveys: [{ kind: 'case', case: apologised(one, { apologyPoints: given }, now) }, eventOf(at, one, 'apology')],
    outbox: [
      toMember(member, say('shop-apology', { points: points(given), balance: points(balanceOf(after, now).available) })),
      ...toManager(desk, say('case-apology-sent', { ...which(one), points: points(given), who: at.who })),
    ],
  };
}

function giveCoupon(at: At, one: Case, member: Member): Partial<DeskWrites> {
  const { desk, known, now } = at;
  const { program } = desk;
  const { coupon: name, couponsPerMonth } = program.feedback.apology;
  if (name === undefined || known.surveys.apologiesThisMonth().coupons >= couponsPerMonth)
    return tell(at, say('case-coupon-budget', which(one)));
  const given = { name, memberId: member.id, code: known.coupons.newCode(), about: `case ${one.number}` };
  const coupon: Coupon = newCoupon(program, given, now);
  const facts = factsOf(coupon, program, program.shop.defaultLanguage);
  return {
    coupons: [coupon],
    surveys: [{ kind: 'case', case: apologised(one, { apologyPoints: 0n, apologyCoupon: coupon.code }, now) }, eventOf(at, one, 'coupon')],
    outbox: [
      toMember(member, say('shop-apology-coupon', factsOf(coupon, program, member.language))),
      ...toManager(desk, say('case-coupon-sent', { ...which(one), ...facts, who: at.who })),
    ],
  };
}

/** Closed once; whoever presses again reads that it is. */
function close(at: At, one: Case, reason: ClosingReason): Partial<AnsweringWrites> {
  if (one.state === 'closed') return tell(at, say('case-closed-already', which(one)));
  return {
    surveys: [{ kind: 'case', case: closed(one, at.now) }, eventOf(at, one, `closed-${reason}`)],
    outbox: toManager(at.desk, say('case-closed', { ...which(one), who: at.who })),
  };
}

const eventOf = ({ who, now }: At, { number }: Case, kind: EventKind, words?: string): SurveyWrite => ({
  kind: 'event',
  event: { caseNumber: number, at: now, kind, who, ...(words === undefined ? {} : { words }) },
});

/** An answer to what the member told us: at once, by whichever channel reaches them. */
const toMember = (member: Member, message: Message): Outgoing => ({
  class: 'reply',
  to: { memberId: member.id },
  language: member.language,
  message,
});

/** Brings an open case to mind, once per due time. */
export const reminderTurn = (desk: Desk, number: number, dueAt: number): DeskTurn => ({
  requestId: `remind:${number}:${dueAt}`,
  content: String(number),
  names: { case: [String(number)] },
  decide({ surveys }, now) {
    const one = surveys.case(number);
    if (one === undefined || one.state === 'closed' || one.remindAt === undefined || one.remindAt > now) return { answer: null };
    return {
      answer: null,
      writes: {
        surveys: [
          { kind: 'case', case: reminded(one, now) },
          { kind: 'event', event: { caseNumber: number, at: now, kind: 'reminded' } },
        ],
        outbox: caseReminder(desk, one, surveys.receiptOf(number), now),
      },
    };
  },
});
