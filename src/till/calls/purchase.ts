import { hash } from 'node:crypto';
import type { z } from 'zod';
import type { Json, Names } from '../../database/turns.ts';
import { phoneHash } from '../../members/codes.ts';
import type { Member } from '../../members/member.ts';
import { isProved } from '../../members/told.ts';
import { proofNeeded } from '../../purchases/holding.ts';
import { purchaseNotice } from '../../purchases/notices.ts';
import { type Purchase, receiptKey } from '../../purchases/purchase.ts';
import { type Recording, type RecordingRefusal, record } from '../../purchases/recording.ts';
import { activeFrom, localDate } from '../../rules/calendar.ts';
import { money, points } from '../../texts/message.ts';
import { type PurchaseTold, purchaseTold } from '../answers.ts';
import type { Known, TillCall, TillDeps } from '../context.ts';
import { broughtCoupons, couponKept, couponNames } from '../coupons.ts';
import { type Refusal, wrong } from '../problem.ts';
import type { purchaseBody } from '../shapes.ts';
import { type Answered, type Decided, take } from '../turn.ts';
import { buyerOf, memberOf, namesOf, readWhose, type Whose } from '../whose.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const BACK_MS = 7 * DAY_MS;
const AHEAD_MS = 5 * 60 * 1000;

type Body = z.output<typeof purchaseBody>;
type Sold = { readonly told: PurchaseTold; readonly token: string };
/**
 * What is kept of an answer. A member's purchase keeps its reasons for ever, so they are not kept a second time; nobody's is judged anew when it
 * is claimed.
 */
type Kept = { readonly told: Omit<PurchaseTold, 'reasons'> & Partial<Pick<PurchaseTold, 'reasons'>>; readonly token: string };

/** Records a purchase, once per Idempotency-Key and once per receipt: whichever comes again gets the first answer. */
export async function recordPurchase(deps: TillDeps, call: TillCall, body: Body): Promise<Answered<Sold>> {
  if (call.idempotencyKey === undefined)
    return { answer: wrong('Idempotency-Key', 'is missing: a header of your own making, new for each purchase'), repeated: false };
  const whose = readWhose(body, deps.program.shop.country);
  if (whose !== undefined && 'refusal' in whose) return { answer: whose, repeated: false };
  const at = Date.parse(body.at);
  const key = receiptKey(body.store, body.receiptId, localDate(deps.program, at));
  const digest = digestOf(body, whose);
  let again = false;
  let seen: Purchase | undefined;
  const { answer, repeated } = await take<Kept>(deps, {
    requestId: `till:${call.till}:${call.idempotencyKey}`,
    content: `purchase ${digest}`,
    names: { ...names(key, whose, body.hold), ...couponNames(body.coupons) },
    decide(known, now) {
      const kept = known.purchases.receipt(key);
      again = kept !== undefined;
      const decided =
        kept === undefined ? sell(deps, known, { call, body, whose, at, digest }, now) : repeat(deps, known, kept, digest, now);
      seen = decided.purchase;
      return decided;
    },
  });
  return { answer: 'refusal' in answer ? answer : await withReasons(deps, answer, seen), repeated: repeated || again };
}

/** `seen` may be what was decided here and not written, because another process was faster. */
async function withReasons({ turns }: TillDeps, { told, token }: Kept, seen: Purchase | undefined): Promise<Sold> {
  if (told.reasons !== undefined) return { told: { ...told, reasons: told.reasons }, token };
  const { id } = told;
  const purchase = seen?.id === id ? seen : await turns.look({ names: { purchase: [id] }, see: ({ purchases }) => purchases.purchase(id) });
  return { told: { ...told, reasons: purchase?.reasons ?? [] }, token };
}

type Deciding = Decided<Kept> & { readonly purchase?: Purchase };

const names = (receipt: string, whose: Whose | undefined, hold: string | undefined): Names => ({
  ...namesOf(whose),
  receipt: [receipt],
  ...(hold === undefined ? {} : { hold: [hold] }),
});

function repeat(
  deps: TillDeps,
  known: Known,
  { kept, answer }: NonNullable<ReturnType<Known['purchases']['receipt']>>,
  digest: string,
  now: number,
): Deciding {
  if (kept.digest !== digest) return { answer: { refusal: 'receipt-differs', facts: { purchase: kept.id } } };
  if (answer !== null) return { answer: answer as unknown as Kept, purchase: kept };
  const book = kept.memberId === undefined ? undefined : known.ledger.books.get(kept.memberId);
  const times = { activeFrom: activeFrom(deps.program, kept.at), repaid: 0n };
  return { answer: { told: purchaseTold(deps, kept, book, times, now), token: kept.invitation.token } };
}

type Selling = {
  readonly call: TillCall;
  readonly body: Body;
  readonly whose: Whose | undefined;
  readonly at: number;
  readonly digest: string;
};

function sell(deps: TillDeps, known: Known, selling: Selling, now: number): Deciding {
  const { call, body, whose, at, digest } = selling;
  if (at < now - BACK_MS || at > now + AHEAD_MS)
    return { answer: wrong('at', 'is not within the last 7 days: is the clock of the till right?') };
  const found = whoBuys(known, selling);
  if (found !== undefined && 'refusal' in found) return { answer: found };
  const redeem = redeemed(body, known);
  const refusal = found === undefined ? unknownPays(redeem) : mayPay(deps, known, found, whose, body, redeem);
  if (refusal !== undefined) return { answer: refusal };
  const coupons = broughtCoupons(known, found, body.coupons, at);
  if ('refusal' in coupons) return { answer: coupons };

  const recording: Recording = {
    id: known.members.newId(),
    receiptId: body.receiptId,
    store: body.store,
    till: call.till,
    ...(body.cashier === undefined ? {} : { cashier: body.cashier }),
    at,
    currency: body.currency,
    total: BigInt(body.total),
    lines: linesOf(body),
    redeemPoints: redeem,
    ...(body.hold === undefined ? {} : { hold: body.hold }),
    digest,
    invitation: known.purchases.newInvitation(),
    ...(found === undefined && whose?.shown === 'phone' ? { phoneHash: phoneHash(deps.key, whose.value) } : {}),
  };
  const recorded = record(deps, found === undefined ? undefined : buyerOf(known, found), recording, now);
  if (!recorded.ok) return { answer: refusalOf(recorded, body, deps) };
  const { purchase, book } = recorded;
  const { reasons, ...plain } = purchaseTold(deps, purchase, book, recorded, now);
  const told = coupons.length === 0 ? plain : { ...plain, coupons: coupons.map((coupon) => couponKept(deps.program, coupon)) };
  const sold: Kept = { told: book === undefined ? { ...told, reasons } : told, token: purchase.invitation.token };
  return {
    answer: sold,
    purchase,
    writes: {
      purchases: [{ kind: 'recorded', purchase, answer: sold as unknown as Json }],
      ...(book === undefined ? {} : { ledger: [book] }),
      ...(coupons.length === 0 ? {} : { coupons: coupons.map((coupon) => ({ ...coupon, used: { purchaseId: purchase.id, at } })) }),
      ...(book === undefined || found === undefined
        ? {}
        : { outbox: [purchaseNotice(deps.program, found, book, { purchase, coupons, activeFrom: recorded.activeFrom }, now)] }),
    },
  };
}

type Buying = {
  readonly call: Pick<TillCall, 'till'>;
  readonly body: Pick<Body, 'hold' | 'redeemPoints'>;
  readonly whose: Whose | undefined;
};

/** Whose it is: of a phone that is nobody's the purchase waits to be claimed; a card or an id that is nobody's is a mistake. */
export function whoBuys(known: Known, { call, body, whose }: Buying): Member | Refusal | undefined {
  const shown = whose === undefined ? undefined : memberOf(known, whose);
  if (whose !== undefined && shown === undefined && whose.shown !== 'phone') return wrong(whose.shown, 'is not of a member');
  if (body.hold === undefined) return shown;
  const request = known.purchases.holdRequest(body.hold);
  if (request === undefined || request.till !== call.till) return { refusal: 'hold-closed' };
  if (whose !== undefined && shown?.id !== request.memberId) return wrong('hold', 'is of another member');
  return known.members.member(request.memberId);
}

/** With a hold and no number: all that was set aside. */
export const redeemed = (body: Buying['body'], known: Known): bigint =>
  body.redeemPoints === undefined && body.hold !== undefined
    ? (known.purchases.holdRequest(body.hold)?.points ?? 0n)
    : BigInt(body.redeemPoints ?? 0);

const unknownPays = (redeem: bigint): Refusal | undefined => (redeem > 0n ? { refusal: 'proof-needed' } : undefined);

function mayPay(deps: TillDeps, known: Known, member: Member, whose: Whose | undefined, body: Body, redeem: bigint): Refusal | undefined {
  if (redeem === 0n) return undefined;
  if (member.blockedAt !== undefined) return { refusal: 'member-blocked' };
  if (body.hold !== undefined) return undefined;
  const proof = proofNeeded(deps.program, whose?.shown ?? 'member', isProved(known.members, member));
  return proof === 'code' ? { refusal: 'proof-needed' } : undefined;
}

export const linesOf = (body: Pick<Body, 'lines'>): Recording['lines'] =>
  (body.lines ?? []).map(({ sku, name, category, quantity, amount }) => ({
    ...(sku === undefined ? {} : { sku }),
    ...(name === undefined ? {} : { name }),
    ...(category === undefined ? {} : { category }),
    ...(quantity === undefined ? {} : { quantityThousandths: BigInt(Math.round(quantity * 1000)) }),
    amount: BigInt(amount),
  }));

/** What the rules and the ledger refuse, as the till is told. */
export function refusalOf(refused: RecordingRefusal, body: { readonly total: number }, { program }: Pick<TillDeps, 'program'>): Refusal {
  switch (refused.reason) {
    case 'wrong-currency':
      return {
        refusal: 'wrong-currency',
        facts: { currency: refused.currency },
        errors: [{ path: 'currency', message: `is not ${refused.currency}` }],
      };
    case 'total-is-not-sum':
      return wrong('total', `is ${body.total}, and the lines add up to ${refused.sum}`);
    case 'too-many-points':
      return {
        refusal: 'too-many-points',
        facts: { payable: Number(refused.payable) },
        words: { amount: money(refused.payable, program.shop.currency) },
        errors: [{ path: 'redeemPoints', message: `points may pay ${refused.payable} of this receipt` }],
      };
    case 'not-enough-points':
      return {
        refusal: 'not-enough-points',
        facts: { available: Number(refused.available) },
        words: { points: points(refused.available) },
      };
    case 'hold-too-small':
      return {
        refusal: 'hold-too-small',
        facts: { held: Number(refused.held) },
        errors: [{ path: 'redeemPoints', message: `the hold is of ${refused.held} points` }],
      };
    case 'hold-closed':
      return { refusal: 'hold-closed' };
  }
}

/** What makes two tellings of a receipt the same: all of it but the cashier's name. */
function digestOf({ cashier: _, ...body }: Body, whose: Whose | undefined): string {
  const { phone: _p, card: _c, member: _m, ...rest } = body;
  const told = [
    rest.receiptId,
    rest.store,
    Date.parse(rest.at),
    rest.currency,
    rest.total,
    rest.redeemPoints ?? null,
    rest.hold ?? null,
    whose ?? null,
    rest.lines ?? [],
    ...(rest.coupons ?? []),
  ];
  return hash('sha256', JSON.stringify(told), 'base64url');
}
