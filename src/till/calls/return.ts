import { hash } from 'node:crypto';
import type { z } from 'zod';
import { givenBack } from '../../coupons/coupon.ts';
import type { Json } from '../../database/turns.ts';
import { returnNotice } from '../../purchases/notices.ts';
import type { Purchase, PurchaseReturn } from '../../purchases/purchase.ts';
import { type Returning, type ReturningRefusal, returnGoods } from '../../purchases/returning.ts';
import { balancesOf } from '../answers.ts';
import type { Known, TillCall, TillDeps } from '../context.ts';
import { type Refusal, wrong } from '../problem.ts';
import type { returnBody } from '../shapes.ts';
import { type Answered, type Decided, take } from '../turn.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const BACK_MS = 7 * DAY_MS;
const AHEAD_MS = 5 * 60 * 1000;
const LOOKS_MAX = 3;

type Body = z.output<typeof returnBody>;
type Told = { readonly returnId: string };

/** The purchase changed hands between the look and the turn: its points are in another chain now. */
class Moved extends Error {}

/** Takes goods back, once per returnId. What points it moves is known only from the purchase, so it is looked at first. */
export async function returnPurchase(deps: TillDeps, call: TillCall, body: Body): Promise<Answered<Told>> {
  const id = call.params['id'] ?? '';
  for (let looks = 1; ; looks += 1) {
    const purchase = await deps.turns.look({ names: { purchase: [id] }, see: ({ purchases }) => purchases.purchase(id) });
    if (purchase === undefined) return { answer: { refusal: 'unknown-purchase' }, repeated: false };
    try {
      return await takeSeen(deps, call, body, purchase);
    } catch (error) {
      if (!(error instanceof Moved) || looks === LOOKS_MAX) throw error;
    }
  }
}

async function takeSeen(deps: TillDeps, call: TillCall, body: Body, seen: Purchase): Promise<Answered<Told>> {
  const { transfers, memberId } = seen;
  const numbers = transfers === undefined ? [] : [...transfers.earned, ...(transfers.spent === undefined ? [] : [transfers.spent])];
  const digest = hash('sha256', JSON.stringify([Date.parse(body.at), body.lines ?? null]), 'base64url');
  let again = false;
  const { answer, repeated } = await take<Told>(deps, {
    requestId: `till:${call.till}:return:${seen.id}:${body.returnId}`,
    content: digest,
    names: {
      purchase: [seen.id],
      ...(memberId === undefined ? {} : { member: [memberId] }),
      reverses: numbers.map((number) => `${transfers?.member}/${number}`),
    },
    decide(known, now) {
      const kept = known.purchases.returned(seen.id, body.returnId);
      again = kept !== undefined;
      if (kept === undefined) return decide(deps, known, { call, body, seen, digest }, now);
      return { answer: kept.kept.digest === digest ? (kept.answer as unknown as Told) : { refusal: 'idempotency-mismatch' } };
    },
  });
  return { answer, repeated: repeated || again };
}

type Deciding = { readonly call: TillCall; readonly body: Body; readonly seen: Purchase; readonly digest: string };

function decide(deps: TillDeps, known: Known, { call, body, seen, digest }: Deciding, now: number): Decided<Told> {
  const at = Date.parse(body.at);
  if (at < now - BACK_MS || at > now + AHEAD_MS)
    return { answer: wrong('at', 'is not within the last 7 days: is the clock of the till right?') };
  const purchase = known.purchases.purchase(seen.id);
  if (purchase === undefined || purchase.memberId !== seen.memberId || purchase.transfers?.member !== seen.transfers?.member)
    throw new Moved();
  const member = purchase.memberId === undefined ? undefined : known.members.member(purchase.memberId);
  const isForgotten = member?.forgottenAt !== undefined;
  const book = member === undefined || isForgotten ? undefined : known.ledger.books.get(member.id);
  const what: Returning = {
    returnId: body.returnId,
    at,
    till: call.till,
    ...(body.cashier === undefined ? {} : { cashier: body.cashier }),
    ...(body.lines === undefined ? {} : { lines: body.lines.map(lineOf) }),
    digest,
  };
  const returned = returnGoods(deps.program, purchase, book, what, now);
  if (!returned.ok) return { answer: refusalOf(returned) };
  const answer = toldOf(returned.returned, returned.book ?? book, now);
  const isWhole = returned.purchase.returned >= returned.purchase.total;
  const coupons = isWhole ? known.coupons.usedBy(purchase.id).map((coupon) => givenBack(deps.program, coupon, now)) : [];
  return {
    answer,
    writes: {
      purchases: [{ kind: 'returned', purchase: returned.purchase, returned: returned.returned, answer: answer as Json }],
      ...(returned.book === undefined ? {} : { ledger: [returned.book] }),
      ...(coupons.length === 0 ? {} : { coupons }),
      ...(member === undefined || returned.book === undefined
        ? {}
        : { outbox: returnNotice(deps.program, member, returned.book, { returned: returned.returned, coupons }, now) }),
    },
  };
}

const lineOf = ({ line, quantity, amount }: NonNullable<Body['lines']>[number]) => ({
  line,
  ...(quantity === undefined ? {} : { quantityThousandths: BigInt(Math.round(quantity * 1000)) }),
  ...(amount === undefined ? {} : { amount: BigInt(amount) }),
});

const toldOf = (returned: PurchaseReturn, book: Parameters<typeof balancesOf>[0], now: number) => ({
  returnId: returned.returnId,
  refundMoney: Number(returned.refund),
  pointsReturned: Number(returned.pointsReturned),
  pointsTaken: Number(returned.pointsTaken),
  pointsForgiven: Number(returned.pointsForgiven),
  pointsOwed: Number(returned.pointsOwed),
  balance: balancesOf(book, now).balance,
});

function refusalOf(refused: ReturningRefusal): Refusal {
  switch (refused.reason) {
    case 'already-returned':
      return { refusal: 'already-returned' };
    case 'unknown-line':
      return wrong(`lines.${refused.line}.line`, 'is no line of this purchase: they are counted from 0');
    case 'line-twice':
      return wrong(`lines.${refused.line}.line`, 'is named twice');
    case 'no-quantity':
      return wrong(`lines.${refused.line}.quantity`, 'cannot be told: the purchase has none; name the amount');
    case 'more-than-left':
      return refused.of === 'amount'
        ? wrong(`lines.${refused.line}.amount`, `is more than is left: ${refused.left}`)
        : wrong(`lines.${refused.line}.quantity`, `is more than is left: ${Number(refused.left) / 1000}`);
  }
}
