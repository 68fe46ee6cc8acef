import { balanceOf } from '../ledger/balance.ts';
import { type Book, newBook } from '../ledger/book.ts';
import { lesser } from '../ledger/lots.ts';
import { openHold, releaseOverdue } from '../ledger/releasing.ts';
import { activeFrom } from '../rules/calendar.ts';
import { type JudgementRefusal, judge, type MemberFacts, newcomer } from '../rules/judge.ts';
import type { Program } from '../rules/program.ts';
import type { Reason } from '../rules/reasons.ts';
import { maxRedeemPoints } from '../rules/receipt.ts';
import { settle } from '../rules/settle.ts';
import { type Hint, hintsFor } from './hints.ts';
import type { Recording } from './recording.ts';

/** What a purchase would come to. `payable`: the most points that may pay, of what is available and what the named hold has set aside. */
export type Quote = {
  readonly ok: true;
  readonly pointsEarned: bigint;
  readonly activeFrom: number;
  /** Of what would be earned, the points that would go to what is owed. */
  readonly repaid: bigint;
  readonly toPay: bigint;
  readonly payable: bigint;
  readonly tier: string;
  readonly reasons: readonly Reason[];
  readonly hints: readonly Hint[];
};
export type QuoteRefusal =
  | JudgementRefusal
  | { readonly ok: false; readonly reason: 'not-enough-points'; readonly available: bigint }
  | { readonly ok: false; readonly reason: 'hold-closed' };

type Asked = Pick<Recording, 'total' | 'currency' | 'lines' | 'redeemPoints' | 'hold' | 'at'>;

/** Says what recording would do, and does nothing. Without a buyer: what a newcomer would earn. */
export function quote(
  program: Program,
  buyer: { book: Book; facts: MemberFacts } | undefined,
  asked: Asked,
  now: number,
): Quote | QuoteRefusal {
  const facts = buyer?.facts ?? newcomer;
  const book = buyer?.book ?? newBook('');
  const judgement = judge(program, facts, asked, now);
  if (!judgement.ok) return judgement;
  const held = asked.hold === undefined ? 0n : openHold(releaseOverdue(book, now), asked.hold)?.points;
  if (held === undefined) return { ok: false, reason: 'hold-closed' };
  const available = balanceOf(book, now).available + held;
  if (asked.redeemPoints > available) return { ok: false, reason: 'not-enough-points', available };
  const settled = settle(book.account.carry, judgement.units, judgement.denominator);
  const pointsEarned = settled.points + judgement.fixedPoints;
  return {
    ok: true,
    pointsEarned,
    activeFrom: activeFrom(program, asked.at),
    repaid: lesser(pointsEarned, -book.account.debt),
    toPay: judgement.toPay,
    payable: buyer === undefined ? 0n : maxRedeemPoints(program, asked, available),
    tier: judgement.tier,
    reasons: judgement.reasons,
    hints: hintsFor(program, facts, judgement),
  };
}
