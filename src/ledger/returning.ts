import { type Book, type Draw, holdsOf, type Instant, type Lot, lotsOf, type Past, pastOf, type TransferKind } from './book.ts';
import { enter } from './enter.ts';
import { earnings, payments } from './kinds.ts';
import { bySoonestExpiry, drawInOrder, isExpired, isOpen, isPending, lesser, sumOf } from './lots.ts';
import { releaseOverdue } from './releasing.ts';
import { restore } from './restoring.ts';

/**
 * How far a return may reach when the points it takes back are spent already: `within-balance` takes other points the member has and forgives
 * the rest, `debt` books the rest as owed, `only-pending` takes what is not active yet and forgives the rest.
 */
export type ReturnPolicy = 'within-balance' | 'debt' | 'only-pending';

export type TakingBack = {
  /** The transfers that earned the points. Their own lots give first, the newest first. */
  readonly reverses: readonly number[];
  readonly points: bigint;
  /**
   * Points on top that these transfers did not earn alone: thirty and twenty earn what fifty earns, so the return of one may cost a point that
   * came with the other. They leave other lots, in spending order.
   */
  readonly remainder?: bigint;
  readonly policy: ReturnPolicy;
  readonly carry?: bigint;
  readonly about?: string;
  readonly happenedAt: Instant;
};

/** `forgiven`: what the policy does not reach, and what has expired unspent, which the member lost already. */
export type TakenBack =
  | { readonly ok: true; readonly book: Book; readonly taken: bigint; readonly owed: bigint; readonly forgiven: bigint }
  | { readonly ok: false; readonly reason: 'more-than-earned'; readonly left: bigint };

/** Takes back points that a returned purchase had earned. Refused beyond what those transfers still have to give. */
export function takeBack(book: Book, what: TakingBack, now: Instant): TakenBack {
  const { remainder = 0n } = what;
  if (what.points < 0n || remainder < 0n) throw new RangeError(`a return takes back 0 or more points, not ${what.points} and ${remainder}`);
  const numbers = [...new Set(what.reverses)].sort((a, b) => b - a);
  const left = leftToTakeBack(book, numbers);
  if (what.points > left) return { ok: false, reason: 'more-than-earned', left };

  const { carry = book.account.carry } = what;
  const current = releaseOverdue({ ...book, account: { ...book.account, carry } }, now);
  const due = lesser(
    what.points,
    numbers.reduce((sum, number) => sum + unexpiredOf(current, number, now), 0n),
  );
  const giving = givingLots(lotsOf(current), new Set(numbers), what.policy, now);
  const taken = lesser(sumOf(giving), due);
  const owed = what.policy === 'debt' ? due - taken : 0n;

  const move = { happenedAt: what.happenedAt, ...(what.about === undefined ? {} : { about: what.about }) };
  let after = current;
  let draws = drawInOrder(giving, taken);
  for (const { number, points } of shareOut(after, numbers, taken, now)) {
    const [own, others] = splitDraws(draws, points);
    after = enter(after, { ...move, kind: 'take-back', source: 'points', target: 'shop', points, reverses: number, draws: own });
    draws = others;
  }
  for (const { number, points } of shareOut(after, numbers, owed, now))
    after = enter(after, { ...move, kind: 'owe', source: 'debt', target: 'shop', points, reverses: number });
  const rest = takeRemainder(after, remainder, what.policy, move, now);
  const sums = { taken: taken + rest.taken, owed: owed + rest.owed };
  return { ok: true, book: rest.book, ...sums, forgiven: what.points + remainder - sums.taken - sums.owed };
}

function takeRemainder(
  book: Book,
  points: bigint,
  policy: ReturnPolicy,
  move: { readonly about?: string; readonly happenedAt: Instant },
  now: Instant,
): { readonly book: Book; readonly taken: bigint; readonly owed: bigint } {
  const lots = lotsOf(book).filter((lot) => isReachable(lot, policy, now));
  const taken = lesser(sumOf(lots), points);
  const owed = policy === 'debt' ? points - taken : 0n;
  const kind = { kind: 'remainder', target: 'shop' } as const;
  const draws = drawInOrder(lots.toSorted(bySoonestExpiry), taken);
  const reduced = taken === 0n ? book : enter(book, { ...move, ...kind, source: 'points', points: taken, draws });
  return { book: owed === 0n ? reduced : enter(reduced, { ...move, ...kind, source: 'debt', points: owed }), taken, owed };
}

const isReachable = (lot: Lot, policy: ReturnPolicy, now: Instant): boolean =>
  isPending(lot, now) || (policy !== 'only-pending' && isOpen(lot, now));

/** What these transfers may still have taken back of what they earned. */
export const leftToTakeBack = (book: Book, numbers: readonly number[]): bigint =>
  [...new Set(numbers)].reduce((sum, number) => sum + leftOf(pastOf(book, number), earnings), 0n);

/** What may still be reversed of a transfer; nothing when it is of another kind. */
const leftOf = (past: Past, kinds: readonly TransferKind[]): bigint => (kinds.includes(past.kind) ? past.points - past.reversed : 0n);

/** What may still be taken of an earning. What expired of its own lot is gone as if it had been taken. */
function unexpiredOf(book: Book, number: number, now: Instant): bigint {
  const past = pastOf(book, number);
  const lot = lotsOf(book).find((one) => one.number === number);
  const expired = past.expired + (lot !== undefined && isExpired(lot, now) ? lot.remaining : 0n);
  const left = leftOf(past, earnings) - expired;
  return left < 0n ? 0n : left;
}

/** The purchase's own lots first, the newest first; then, as the policy allows, the others in spending order. */
function givingLots(lots: readonly Lot[], own: ReadonlySet<number>, policy: ReturnPolicy, now: Instant): readonly Lot[] {
  const living = lots.filter((lot) => isReachable(lot, policy, now));
  const ownLots = living.filter((lot) => own.has(lot.number)).toSorted((a, b) => b.number - a.number);
  if (policy !== 'within-balance') return ownLots;
  return [...ownLots, ...living.filter((lot) => !own.has(lot.number)).toSorted(bySoonestExpiry)];
}

/** Spreads points over earnings, each as far as it still has to give. */
function shareOut(book: Book, numbers: readonly number[], points: bigint, now: Instant): { number: number; points: bigint }[] {
  let left = points;
  return numbers.flatMap((number) => {
    const part = lesser(unexpiredOf(book, number, now), left);
    left -= part;
    return part === 0n ? [] : [{ number, points: part }];
  });
}

function splitDraws(draws: readonly Draw[], points: bigint): [readonly Draw[], readonly Draw[]] {
  const first: Draw[] = [];
  const later: Draw[] = [];
  let left = points;
  for (const draw of draws) {
    const part = lesser(draw.points, left);
    if (part > 0n) first.push({ lot: draw.lot, points: part });
    if (draw.points > part) later.push({ lot: draw.lot, points: draw.points - part });
    left -= part;
  }
  return [first, later];
}

export type GivingBack = {
  /** The transfer that spent the points, or the hold that was captured. */
  readonly reverses: number;
  readonly points: bigint;
  /** Until when points last whose lot has expired meanwhile. */
  readonly restoredUntil: Instant;
  readonly about?: string;
  readonly happenedAt: Instant;
};

export type GivenBack =
  | { readonly ok: true; readonly book: Book }
  | { readonly ok: false; readonly reason: 'more-than-spent'; readonly left: bigint };

/** Gives back points that a returned purchase was paid with, into the lots they came from. Refused beyond what was spent. */
export function giveBack(book: Book, what: GivingBack, now: Instant): GivenBack {
  const isHeld = holdsOf(book).some((hold) => hold.number === what.reverses && hold.state === 'open');
  const left = isHeld ? 0n : leftOf(pastOf(book, what.reverses), payments);
  if (what.points > left) return { ok: false, reason: 'more-than-spent', left };
  return { ok: true, book: restore(book, { kind: 'give-back', source: 'shop', ...what }, now) };
}
