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
  | 'hold'
  | 'capture'
  | 'release'
  | 'expire'
  | 'forfeit'
  | 'take-back'
  | 'give-back'
  | 'owe'
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
  /** Points already taken back, given back or released. */
  readonly reversed: bigint;
  /** For a hold: what was captured of it. */
  readonly captured: bigint;
  /** The lot it created. */
  readonly lot?: number;
  /** What it drew, less what was put back since. */
  readonly draws: readonly Draw[];
};

/**
 * All that is known of one member's points while a turn is decided, and what the turn has moved so far.
 * `lots`, `holds` are absent when they were not loaded: then only what needs none of them can be decided.
 */
export type Book = {
  readonly memberId: string;
  readonly account: Account;
  readonly lots?: readonly Lot[];
  readonly holds?: readonly Hold[];
  readonly pasts: ReadonlyMap<number, Past>;
  readonly transfers: readonly Transfer[];
  readonly isNew: boolean;
};

export const emptyAccount: Account = { points: 0n, held: 0n, debt: 0n, carry: 0n, number: 0, hash: '' };

/** The book of somebody who has just been enrolled. */
export const newBook = (memberId: string): Book => ({
  memberId,
  account: emptyAccount,
  lots: [],
  holds: [],
  pasts: new Map(),
  transfers: [],
  isNew: true,
});

const memberAccounts = new Set<AccountName>(['points', 'held', 'debt']);

/** Enters one transfer: the sums, the lots it draws on or creates, and the past it reverses all follow from it. */
export function enter(book: Book, move: Move): Book {
  if (move.points <= 0n) throw new RangeError(`a transfer moves a positive number of points, not ${move.points}`);
  const number = book.account.number + 1;
  const transfer: Transfer = { ...move, number };
  return {
    ...book,
    account: { ...shift(shift(book.account, move.source, -move.points), move.target, move.points), number },
    ...(book.lots === undefined ? {} : { lots: lotsAfter(book.lots, transfer) }),
    pasts: move.reverses === undefined ? book.pasts : pastsAfter(book.pasts, transfer),
    transfers: [...book.transfers, transfer],
  };
}

function shift(account: Account, name: AccountName, points: bigint): Account {
  if (!memberAccounts.has(name)) return account;
  const key = name as 'points' | 'held' | 'debt';
  const sum = account[key] + points;
  if (key === 'debt' ? sum > 0n : sum < 0n) throw new RangeError(`the account ${name} would become ${sum}`);
  return { ...account, [key]: sum };
}

function lotsAfter(lots: readonly Lot[], transfer: Transfer): readonly Lot[] {
  const draws = transfer.draws ?? [];
  const drawn = draws.length === 0 ? lots : lots.map((lot) => drawFrom(lot, draws));
  for (const draw of draws) if (!lots.some((lot) => lot.number === draw.lot)) throw new Error(`lot ${draw.lot} was not loaded`);
  return transfer.lot === undefined ? drawn : [...drawn, lotOf(transfer, transfer.lot)];
}

function drawFrom(lot: Lot, draws: readonly Draw[]): Lot {
  const draw = draws.find((one) => one.lot === lot.number);
  return draw === undefined ? lot : { ...lot, remaining: lot.remaining - draw.points };
}

const lotOf = (transfer: Transfer, times: { activeAt: Instant; expiresAt?: Instant }): Lot => ({
  number: transfer.number,
  points: transfer.points,
  remaining: transfer.points,
  ...times,
});

function pastsAfter(pasts: ReadonlyMap<number, Past>, transfer: Transfer): ReadonlyMap<number, Past> {
  const past = pasts.get(transfer.reverses as number);
  if (past === undefined) throw new Error(`transfer ${transfer.reverses} was not loaded`);
  const changed: Past =
    transfer.kind === 'capture'
      ? { ...past, captured: past.captured + transfer.points }
      : { ...past, reversed: past.reversed + transfer.points, draws: drawsAfter(past.draws, transfer.draws ?? []) };
  return new Map(pasts).set(past.number, changed);
}

/** Restores (negative draws) take away from what a transfer had drawn. */
function drawsAfter(draws: readonly Draw[], later: readonly Draw[]): readonly Draw[] {
  return draws
    .map((draw) => ({ lot: draw.lot, points: draw.points + (later.find((one) => one.lot === draw.lot && one.points < 0n)?.points ?? 0n) }))
    .filter((draw) => draw.points > 0n);
}

/** The lots of a book that was loaded with them. To ask without is a defect of the caller. */
export function lotsOf(book: Book): readonly Lot[] {
  if (book.lots === undefined) throw new Error('the lots of this book were not loaded: the turn must be deep');
  return book.lots;
}

export function holdsOf(book: Book): readonly Hold[] {
  if (book.holds === undefined) throw new Error('the holds of this book were not loaded: the turn must be deep');
  return book.holds;
}
