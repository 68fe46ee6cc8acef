import type { Book } from '../ledger/book.ts';
import { judge, type MemberFacts } from '../rules/judge.ts';
import type { Purchase } from './purchase.ts';
import { earnJudged, judgedLine, type Terms } from './recording.ts';
import { scaledBy } from './scaling.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const CLAIM_WITHIN_MS = 3 * DAY_MS;
const CLAIMS_A_DAY_MAX = 2;

export type ClaimRefusal = 'already-claimed' | 'too-late' | 'too-many-claims' | 'all-returned';
export type Claimed =
  | { readonly ok: true; readonly purchase: Purchase; readonly book: Book }
  | { readonly ok: false; readonly reason: ClaimRefusal };

type Claimant = { readonly memberId: string; readonly book: Book; readonly facts: MemberFacts };

/** Whether a receipt may still be claimed by whoever brings it: once, within three days, two a member and day. */
export function mayClaim(
  purchase: Pick<Purchase, 'memberId' | 'total' | 'returned' | 'recordedAt'>,
  claimedToday: number,
  now: number,
): ClaimRefusal | undefined {
  if (purchase.memberId !== undefined) return 'already-claimed';
  if (purchase.total > 0n && purchase.returned >= purchase.total) return 'all-returned';
  if (now - purchase.recordedAt > CLAIM_WITHIN_MS) return 'too-late';
  return claimedToday >= CLAIMS_A_DAY_MAX ? 'too-many-claims' : undefined;
}

/** By its invitation, which lay in somebody's hand with the paper. */
export function claimByInvitation(terms: Terms, purchase: Purchase, claimant: Claimant, claimedToday: number, now: number): Claimed {
  const reason = mayClaim(purchase, claimedToday, now);
  return reason === undefined ? { ok: true, ...claim(terms, { ...purchase, claimedAt: now }, claimant, now) } : { ok: false, reason };
}

/**
 * Makes nobody's purchase a member's: judged now by the terms of today as if they had been at the till then; what has come back of it
 * meanwhile earns nothing.
 */
function claim(terms: Terms, purchase: Purchase, claimant: Claimant, now: number): { readonly purchase: Purchase; readonly book: Book } {
  const judgement = judge(terms.program, claimant.facts, judgedAgain(purchase), now);
  if (!judgement.ok) return { purchase: withoutPhone(purchase, claimant.memberId), book: claimant.book };
  const judged: Purchase = {
    ...withoutPhone(purchase, claimant.memberId),
    lines: purchase.lines.map((line, index) => ({ ...line, ...judgedLine(judgement, index) })),
    tier: judgement.tier,
    reasons: judgement.reasons,
    denominator: judgement.denominator,
    program: terms.programHash,
  };
  const gone = scaledBy(judged, judged.lineReturns);
  const kept = {
    units: judgement.units - gone.units,
    fixedPoints: judgement.fixedPoints - gone.fixedPoints,
    denominator: judgement.denominator,
    about: purchase.id,
    at: purchase.at,
  };
  const earned = earnJudged(terms.program, claimant.book, kept);
  return {
    purchase: { ...judged, pointsEarned: earned.points, transfers: { member: claimant.memberId, earned: earned.numbers } },
    book: earned.book,
  };
}

/** All that was bought with a phone before it was proved, the oldest first. */
export function claimAll(
  terms: Terms,
  purchases: readonly Purchase[],
  claimant: Claimant,
  now: number,
): { readonly purchases: readonly Purchase[]; readonly book: Book; readonly points: bigint } {
  const claimed: Purchase[] = [];
  let { book, facts } = claimant;
  for (const purchase of purchases) {
    const one = claim(terms, purchase, { memberId: claimant.memberId, book, facts }, now);
    claimed.push(one.purchase);
    book = one.book;
    facts = { spentInWindow: facts.spentInWindow + purchase.paid - purchase.refunded, visits: facts.visits + 1 };
  }
  return { purchases: claimed, book, points: claimed.reduce((sum, one) => sum + one.pointsEarned, 0n) };
}

const withoutPhone = ({ phoneHash: _, ...purchase }: Purchase, memberId: string): Purchase => ({ ...purchase, memberId });

/** The receipt as it was told. */
const judgedAgain = (purchase: Purchase): Parameters<typeof judge>[2] => ({
  total: purchase.total,
  currency: purchase.currency,
  at: purchase.at,
  lines: purchase.lines.map(({ sku, category, amount, quantityThousandths }) => ({
    sku,
    category,
    amount: BigInt(amount),
    quantityThousandths: quantityThousandths === undefined ? undefined : BigInt(quantityThousandths),
  })),
});
