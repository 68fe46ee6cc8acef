/** A moment: milliseconds since the epoch, UTC. */
export type Instant = number;

/** The accounts a transfer can move points between. `points`, `held` and `debt` are the member's, `shop` and `expired` everybody's. */
export type AccountName = 'shop' | 'expired' | 'points' | 'held' | 'debt';

/** A member's kept sums and the head of their hash chain. */
export type Account = {
  readonly points: bigint;
  readonly held: bigint;
  /** Zero or less: what is owed after a return. */
  readonly debt: bigint;
  /** The exact remainder of earning, in the program's units: not yet a whole point. */
  readonly carry: bigint;
  /** How many transfers there are; the last one's number. */
  readonly number: number;
  readonly hash: string;
};

/** Points earned together, expiring together. Named by the number of the transfer that created it. */
export type Lot = {
  readonly number: number;
  readonly points: bigint;
  readonly remaining: bigint;
  readonly activeAt: Instant;
  /** Absent: never. */
  readonly expiresAt?: Instant;
};

export type HoldState = 'open' | 'captured' | 'released';

/** Points set aside. `number` is the transfer that set them aside. */
export type Hold = {
  readonly id: string;
  readonly number: number;
  readonly points: bigint;
  readonly state: HoldState;
  readonly expiresAt: Instant;
};

/** What a transfer took from a lot; negative: put back. */
export type Draw = { readonly lot: number; readonly points: bigint };

export type TransferKind =
  | 'earn'
  | 'welcome'
  | 'gift'
  | 'spend'
  | 'correction'
  | 'hold'
  | 'capture'
  | 'release'
  | 'expire'
  | 'forfeit'
  | 'take-back'
  | 'give-back'
  | 'owe'
  | 'remainder'
  | 'refund'
  | 'repay'
  | 'merge-out'
  | 'merge-in';

/** One positive move of points, not numbered yet. */
export type Move = {
  readonly kind: TransferKind;
  readonly source: AccountName;
  readonly target: AccountName;
  readonly points: bigint;
  /** The earlier transfer that this one undoes or settles. */
  readonly reverses?: number;
  /** What it is for: a purchase, an occasion. Never personal data. */
  readonly about?: string;
  /** When it happened, which may be before it is recorded. */
  readonly happenedAt: Instant;
  readonly lot?: { readonly activeAt: Instant; readonly expiresAt?: Instant };
  readonly draws?: readonly Draw[];
};

export type Transfer = Move & { readonly number: number };

/** What became of an earlier transfer since: what may still be taken or given back. */
export type Past = {
  readonly number: number;
  readonly kind: TransferKind;
  readonly points: bigint;
  /** Points already taken back, owed, given back or released. */
  readonly reversed: bigint;
  /** Points of the lot it created that expired. */
  readonly expired: bigint;
  /** What it drew, less what was put back since. */
  readonly draws: readonly Draw[];
};

/**
 * Pasts by their transfers' numbers: those that were loaded, and in front of them what has been entered since, newest first. Not one map that
 * is copied at every entry: a member who receives everything has hundreds of entries a batch.
 */
export type Pasts = { readonly loaded: ReadonlyMap<number, Past>; readonly newest?: Newer };
type Newer = { readonly past: Past; readonly before: Newer | undefined };

/**
 * All that is known of one member's points while a turn is decided, and what the turn has moved so far.
 * `lots`, `holds` are absent when they were not loaded: then only what needs none of them can be decided.
 */
export type Book = {
  readonly memberId: string;
  readonly account: Account;
  readonly lots?: readonly Lot[];
  readonly holds?: readonly Hold[];
  readonly pasts: Pasts;
  readonly transfers: readonly Transfer[];
};

const emptyAccount: Account = { points: 0n, held: 0n, debt: 0n, carry: 0n, number: 0, hash: '' };

/** The book of somebody who has just been enrolled. */
export const newBook = (memberId: string): Book => ({
  memberId,
  account: emptyAccount,
  lots: [],
  holds: [],
  pasts: { loaded: new Map() },
  transfers: [],
});

/** The lots of a book that was loaded with them. To ask without is a defect of the caller. */
export function lotsOf(book: Book): readonly Lot[] {
  if (book.lots === undefined) throw new Error('the lots of this book were not loaded: the turn must be deep');
  return book.lots;
}

export function holdsOf(book: Book): readonly Hold[] {
  if (book.holds === undefined) throw new Error('the holds of this book were not loaded: the turn must be deep');
  return book.holds;
}

export function pastOf(book: Book, number: number): Past {
  const past = findPast(book.pasts, number);
  if (past === undefined) throw new Error(`transfer ${number} was not loaded: the turn must name it`);
  return past;
}

export function findPast({ loaded, newest }: Pasts, number: number): Past | undefined {
  for (let one = newest; one !== undefined; one = one.before) if (one.past.number === number) return one.past;
  return loaded.get(number);
}

export const withPast = ({ loaded, newest }: Pasts, past: Past): Pasts => ({ loaded, newest: { past, before: newest } });
