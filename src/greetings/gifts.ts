import type pg from 'pg';
import { factsOf, newCoupon } from '../coupons/coupon.ts';
import type { CouponWrites, KnownCoupons } from '../coupons/keeper.ts';
import { millisOf } from '../database/sql.ts';
import type { Outcome, Turn } from '../database/turns.ts';
import { planRoute, type Reach } from '../delivery/cascade.ts';
import type { ChannelName } from '../delivery/channel.ts';
import type { Outgoing } from '../delivery/outbox.ts';
import type { Book } from '../ledger/book.ts';
import { earn } from '../ledger/earning.ts';
import type { KnownLedger } from '../ledger/keeper.ts';
import { isGiven } from '../members/consents.ts';
import type { KnownMembers } from '../members/keeper.ts';
import type { Member } from '../members/member.ts';
import { midnightAfter } from '../rules/hours.ts';
import { classOf, giftDaysOf, type Occasion } from '../rules/occasions.ts';
import type { Program } from '../rules/program.ts';
import { day, type Facts, type Language, type Part, points } from '../texts/message.ts';
import type { GreetingWrite } from './keeper.ts';

/** A greeting whose gift is not posted yet. */
export type Waiting = {
  readonly occasion: string;
  readonly cycle: string;
  readonly memberId: string;
  readonly facts: Facts;
  /** When it was planned: it keeps its place before what was planned later, however long gifts take. */
  readonly at: number;
  readonly until: number;
};

const AT_ONCE = 500;

/** Greetings of an occasion that wait for their gift, a few at a time. */
export async function waitingGifts(pool: pg.Pool, occasion: string): Promise<readonly Waiting[]> {
  const { rows } = await pool.query(
    `select occasion, cycle, member_id as "memberId", facts, ${millisOf('at')} as at, ${millisOf('until')} as until from greeting where not told and occasion = $1
      order by cycle, member_id limit ${AT_ONCE}`,
    [occasion],
  );
  return rows.map((row) => ({ ...row, at: Number(row.at), until: Number(row.until) }));
}

type Known = { readonly members: KnownMembers; readonly ledger: KnownLedger; readonly coupons: KnownCoupons };
type Writes = {
  readonly ledger: readonly Book[];
  readonly coupons: CouponWrites;
  readonly greetings: readonly GreetingWrite[];
  readonly outbox: readonly Outgoing[];
};

/**
 * Posts a gift and says so, in one turn whose request id is the greeting: whoever does it again finds it done. Who cannot be written to, has gone, or
 * is greeted too late gets neither.
 */
export const giftTurn = (program: Program, channels: readonly ChannelName[], waiting: Waiting): Turn<Known, Partial<Writes>, null> => ({
  requestId: `greeting:${waiting.occasion}:${waiting.cycle}:${waiting.memberId}`,
  content: waiting.memberId,
  names: { member: [waiting.memberId] },
  decide: (known, now) => decide(program, channels, waiting, known, now),
});

function decide(
  program: Program,
  channels: readonly ChannelName[],
  { at, until, facts, ...greeting }: Waiting,
  { members, ledger, coupons }: Known,
  now: number,
): Outcome<Partial<Writes>, null> {
  const occasion = program.occasions.find(({ name }) => name === greeting.occasion);
  const member = members.member(greeting.memberId);
  const book = ledger.books.get(greeting.memberId);
  const isThere = member !== undefined && member.forgottenAt === undefined && member.mergedInto === undefined;
  if (
    occasion?.gift === undefined ||
    !isThere ||
    book === undefined ||
    until < now ||
    !isReached(program, channels, occasion, members, member)
  )
    return { answer: null, writes: { greetings: [greeting] } };
  const { gift } = occasion;
  const about = `greeting:${occasion.name}:${greeting.cycle}`;
  const given =
    gift.coupon === undefined
      ? givePoints(program, gift, book, about, now)
      : giveCoupon(program, gift, { member, about, code: coupons.newCode() }, now);
  return {
    answer: null,
    writes: {
      ...given.writes,
      greetings: [{ ...greeting, ...(gift.points === undefined ? {} : { points: BigInt(gift.points) }) }],
      outbox: [
        {
          class: classOf(occasion),
          calm: true,
          to: { memberId: member.id },
          dueAt: at,
          notAfter: until,
          ...inWords(program, occasion, member.language, { ...facts, ...given.facts }),
        },
      ],
    },
  };
}

type Gift = NonNullable<Occasion['gift']>;
type Given = { readonly facts: Facts; readonly writes: Partial<Pick<Writes, 'ledger' | 'coupons'>> };

function givePoints({ shop: { timeZone } }: Program, gift: Gift, book: Book, about: string, now: number): Given {
  const given = BigInt(gift.points ?? 0);
  const expiresAt = midnightAfter(timeZone, now, giftDaysOf(gift));
  return {
    facts: { points: points(given), until: day(expiresAt - 1, timeZone) },
    writes: { ledger: [earn(book, { kind: 'gift', points: given, activeAt: now, expiresAt, about, happenedAt: now }).book] },
  };
}

type Giving = { readonly member: Member; readonly about: string; readonly code: string };

function giveCoupon(program: Program, { coupon: name = '', lastsDays }: Gift, { member, about, code }: Giving, now: number): Given {
  const given = { name, memberId: member.id, code, about, ...(lastsDays === undefined ? {} : { lastsDays }) };
  const coupon = newCoupon(program, given, now);
  return { facts: factsOf(coupon, program, member.language), writes: { coupons: [coupon] } };
}

/** Whether there is a way that the message may go. */
function isReached(program: Program, channels: readonly ChannelName[], occasion: Occasion, members: KnownMembers, member: Member): boolean {
  const consents = members.consentsOf(member.id);
  const reaches = members.identitiesOf(member.id).map(({ address, unreachableSince }): Reach => {
    const channel = address.slice(0, address.indexOf(':'));
    return {
      address,
      unreachable: unreachableSince !== undefined,
      marketing: isGiven(consents, 'marketing', channel),
      notices: isGiven(consents, 'notices', channel),
    };
  });
  const { stops } = planRoute({ class: classOf(occasion), calm: true }, reaches, program, member.timeZone);
  return stops.some(({ channel }) => channels.includes(channel));
}

/** The owner's words in the member's language, or in the shop's. */
function inWords(program: Program, occasion: Occasion, wanted: Language, facts: Facts): Pick<Outgoing, 'language' | 'message'> {
  const language = occasion.texts[wanted] === undefined ? program.shop.defaultLanguage : wanted;
  const end: readonly Part[] = classOf(occasion) === 'marketing' ? [{ key: 'offers-end' }] : [];
  return { language, message: { parts: [{ words: occasion.texts[language] ?? '', facts }, ...end] } };
}
