import { bySoonestExpiry, isOpen, isPending, sumOf } from './balance.ts';
import { type Book, enter, holdsOf, type Instant, type Lot, lotsOf } from './book.ts';
import { drawInOrder, releaseOverdue, restore } from './spending.ts';

/**
 * How far a return may reach when the points it takes back are spent already: `within-balance` takes other points the member has and forgives
 * the rest, `debt` books the rest as owed, `only-pending` takes what is not active yet and forgives the rest.
 */
export type ReturnPolicy = 'within-balance' | 'debt' | 'only-pending';

export type TakingBack = {
  /** The transfers that earned the points. Their own lots give first, the newest first. */
  readonly reverses: readonly number[];
  readonly points: bigint;
  readonly policy: ReturnPolicy;
  readonly carry?: bigint;
  readonly about?: string;
  readonly happenedAt: Instant;
};

export type TakenBack =
  | { readonly ok: true; readonly book: Book; readonly taken: bigint; readonly owed: bigint; readonly forgiven: bigint }
  | { readonly ok: false; readonly reason: 'more-than-earned'; readonly left: bigint };

/** Takes back points that a returned purchase had earned. Refused beyond what those transfers still have to give. */
export function takeBack(book: Book, what: TakingBack, now: Instant): TakenBack {
  const pasts = what.reverses.map((number) => pastOf(book, number));
  const left = pasts.reduce((sum, past) => sum + past.points - past.reversed, 0n);
  if (what.points > left) return { ok: false, reason: 'more-than-earned', left };

  const current = releaseOverdue(what.carry === undefined ? book : { ...book, account: { ...book.account, carry: what.carry } }, now);
  const own = new Set(pasts.map((past) => past.lot));
  const giving = givingLots(lotsOf(current), own, what.policy, now);
  const held = sumOf(giving);
  const taken = held < what.points ? held : what.points;
  const rest = what.points - taken;
  const shortened = taken === 0n ? current : takeFrom(current, what, drawInOrder(giving, taken), taken);
  if (rest === 0n || what.policy !== 'debt') return { ok: true, book: shortened, taken, owed: 0n, forgiven: rest };
  return { ok: true, book: owe(shortened, what, rest), taken, owed: rest, forgiven: 0n };
}

function pastOf(book: Book, number: number) {
  const past = book.pasts.get(number);
  if (past === undefined) throw new Error(`transfer ${number} was not loaded`);
  return past;
}

/** The purchase's own lots first, the newest first; then, as the policy allows, the others in spending order. */
function givingLots(lots: readonly Lot[], own: ReadonlySet<number | undefined>, policy: ReturnPolicy, now: Instant): readonly Lot[] {
  const living = lots.filter((lot) => (policy === 'only-pending' ? isPending(lot, now) : isOpen(lot, now) || isPending(lot, now)));
  const ownLots = living.filter((lot) => own.has(lot.number)).toSorted((a, b) => b.number - a.number);
  if (policy !== 'within-balance') return ownLots;
  return [...ownLots, ...living.filter((lot) => !own.has(lot.number)).toSorted(bySoonestExpiry)];
}

/** One transfer per earning that is undone, each at most as large as what that earning still has to give. */
function takeFrom(book: Book, what: TakingBack, draws: readonly { lot: number; points: bigint }[], taken: bigint): Book {
  let current = book;
  let queue = draws;
  let owed = taken;
  for (const number of what.reverses.toSorted((a, b) => b - a)) {
    const past = pastOf(current, number);
    const room = past.points - past.reversed;
    const points = room < owed ? room : owed;
    if (points <= 0n) continue;
    const [now, later] = splitDraws(queue, points);
    current = enter(current, {
      kind: 'take-back',
      source: 'points',
      target: 'shop',
      points,
      reverses: number,
      draws: now,
      ...common(what),
    });
    queue = later;
    owed -= points;
  }
  return current;
}

type Draws = readonly { readonly lot: number; readonly points: bigint }[];

function splitDraws(draws: Draws, points: bigint): [Draws, Draws] {
  const first: { lot: number; points: bigint }[] = [];
  const later: { lot: number; points: bigint }[] = [];
  let left = points;
  for (const draw of draws) {
    const part = draw.points < left ? draw.points : left;
    if (part > 0n) first.push({ lot: draw.lot, points: part });
    if (draw.points > part) later.push({ lot: draw.lot, points: draw.points - part });
    left -= part;
  }
  return [first, later];
}

function owe(book: Book, what: TakingBack, points: bigint): Book {
  let current = book;
  let left = points;
  for (const number of what.reverses.toSorted((a, b) => b - a)) {
    const past = pastOf(current, number);
    const room = past.points - past.reversed;
    const part = room < left ? room : left;
    if (part > 0n)
      current = enter(current, { kind: 'owe', source: 'debt', target: 'shop', points: part, reverses: number, ...common(what) });
    left -= part;
  }
  return current;
}

const common = (what: TakingBack) => ({ happenedAt: what.happenedAt, ...(what.about === undefined ? {} : { about: what.about }) });

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
  const past = pastOf(book, what.reverses);
  const stillHeld = holdsOf(book).some((hold) => hold.number === past.number && hold.state === 'open');
  const left = stillHeld ? 0n : past.points - past.reversed;
  if (what.points > left) return { ok: false, reason: 'more-than-spent', left };
  return { ok: true, book: restore(book, { kind: 'give-back', source: 'shop', ...what }, now) };
}
