import { balanceOf } from '../ledger/balance.ts';
import type { Book } from '../ledger/book.ts';
import { nameOf } from '../purchases/names.ts';
import type { HoldRequest, Purchase } from '../purchases/purchase.ts';
import { whyInWords } from '../purchases/why.ts';
import { shopTime } from '../rules/calendar.ts';
import type { Program } from '../rules/program.ts';
import type { Reason } from '../rules/reasons.ts';
import type { Facts, Language } from '../texts/message.ts';
import { textOf } from '../texts/render.ts';
import type { TillDeps } from './context.ts';
import { type CouponKept, couponTold } from './coupons.ts';

/** A member's points as a till is told them. `balance` is what can be spent now. */
export type Balances = {
  readonly available: number;
  readonly pending: number;
  readonly held: number;
  readonly debt: number;
  readonly balance: number;
};

export function balancesOf(book: Book | undefined, now: number): Balances {
  if (book === undefined) return { available: 0, pending: 0, held: 0, debt: 0, balance: 0 };
  const { available, pending, held, debt } = balanceOf(book, now);
  return { available: Number(available), pending: Number(pending), held: Number(held), debt: Number(debt), balance: Number(available) };
}

/** What is kept as the answer to a purchase: all but the words, which are put in the language of whoever asks. */
export type PurchaseTold = Balances & {
  readonly id: string;
  readonly receiptId: string;
  readonly member: string | null;
  readonly pointsEarned: number;
  readonly pointsPending: number;
  readonly activeFrom: string | null;
  readonly pointsSpent: number;
  readonly toPay: number;
  readonly tier: string;
  readonly reasons: readonly Reason[];
  /** Absent: none. */
  readonly coupons?: readonly CouponKept[];
  readonly receiptUrl: string;
  readonly joinUrl?: string;
};

type Earning = { readonly activeFrom: number; readonly repaid: bigint };

/** Of what a purchase earns, the points that wait: what repays a debt does so at once. */
export const pendingOf = (earned: bigint, { activeFrom, repaid }: Earning, now: number): number =>
  activeFrom > now ? Number(earned - repaid) : 0;

export function purchaseTold(
  deps: Pick<TillDeps, 'program' | 'receiptUrl' | 'joinUrl'>,
  purchase: Purchase,
  book: Book | undefined,
  recorded: Earning,
  now: number,
): PurchaseTold {
  const earned = Number(purchase.pointsEarned);
  return {
    id: purchase.id,
    receiptId: purchase.receiptId,
    member: purchase.memberId ?? null,
    pointsEarned: earned,
    pointsPending: pendingOf(purchase.pointsEarned, recorded, now),
    activeFrom: earned === 0 ? null : shopTime(deps.program, recorded.activeFrom),
    pointsSpent: Number(purchase.pointsSpent),
    toPay: Number(purchase.paid),
    ...balancesOf(book, now),
    tier: purchase.tier,
    receiptUrl: deps.receiptUrl(purchase.invitation),
    reasons: purchase.reasons,
    ...(purchase.memberId === undefined ? { joinUrl: deps.joinUrl(purchase.invitation) } : {}),
  };
}

/** The same as it goes out: with the words for the cashier. */
export function purchaseSpoken({ program, prefix, publicUrl }: TillDeps, told: PurchaseTold, token: string, language: Language): object {
  return {
    ...told,
    tierName: nameOf(program.tiers, told.tier, language),
    qrUrl: `${publicUrl}${prefix}/r/${token}/qr.svg`,
    reasons: spoken(program, told.reasons, language),
    coupons: (told.coupons ?? []).map((coupon) => couponTold(program, coupon, language)),
  };
}

/** Reasons with a line for each that tells something. */
export function spoken(program: Program, reasons: readonly Reason[], language: Language): readonly object[] {
  return reasons.map((reason) => {
    const [part] = whyInWords(program, [reason], language);
    return part === undefined ? reason : { ...reason, text: textOf(part.key, language, part.facts as Facts) };
  });
}

export const holdTold = (program: Program, { id, memberId, points, state, expiresAt }: HoldRequest): HoldTold => ({
  id,
  state,
  points: Number(points),
  expiresAt: shopTime(program, expiresAt),
  member: memberId,
});

export type HoldTold = {
  readonly id: string;
  readonly state: HoldRequest['state'];
  readonly points: number;
  readonly expiresAt: string;
  readonly member: string;
};
