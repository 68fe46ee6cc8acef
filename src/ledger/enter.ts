import {
  type Account,
  type AccountName,
  type Book,
  type Draw,
  findPast,
  type Lot,
  type Move,
  type Past,
  type Transfer,
  withPast,
} from './book.ts';

/** JSON, JavaScript and the columns tell whole numbers exactly up to here: 2^53 − 1. */
const POINTS_MAX = BigInt(Number.MAX_SAFE_INTEGER);

const memberAccounts = ['points', 'held', 'debt'] as const satisfies readonly AccountName[];

/**
 * Enters one transfer: the sums, the lots it draws on or creates, and the past it reverses all follow from it. Throws where the ledger
 * would not be true any more: that is a defect of the caller, and fails one turn instead of its batch.
 */
export function enter(book: Book, move: Move): Book {
  checkMove(move);
  const number = book.account.number + 1;
  const transfer: Transfer = { ...move, number };
  return {
    ...book,
    account: { ...shift(shift(book.account, move.source, -move.points), move.target, move.points), number },
    ...lotsAfter(book, transfer),
    pasts: pastsAfter(book.pasts, transfer),
    transfers: [...book.transfers, transfer],
  };
}

function checkMove({ points, happenedAt, lot }: Move): void {
  if (points <= 0n || points > POINTS_MAX) throw new RangeError(`a transfer moves 1 to ${POINTS_MAX} points, not ${points}`);
  for (const at of [happenedAt, lot?.activeAt ?? 0, lot?.expiresAt ?? 0])
    if (!Number.isSafeInteger(at)) throw new RangeError(`a moment is a whole number of milliseconds, not ${at}`);
  if (lot?.expiresAt !== undefined && lot.expiresAt <= lot.activeAt) throw new RangeError('a lot expires after it becomes active');
}

function shift(account: Account, name: AccountName, points: bigint): Account {
  const key = memberAccounts.find((one) => one === name);
  if (key === undefined) return account;
  const sum = account[key] + points;
  const [least, most] = key === 'debt' ? [-POINTS_MAX, 0n] : [0n, POINTS_MAX];
  if (sum < least || sum > most) throw new RangeError(`the account ${name} would stand at ${sum}`);
  return { ...account, [key]: sum };
}

/** Lots that were not loaded stay so: making a new one needs none of them. */
function lotsAfter({ lots }: Book, { draws = [], lot, number, points }: Transfer): Pick<Book, 'lots'> {
  for (const draw of draws) if (!lots?.some((one) => one.number === draw.lot)) throw new Error(`lot ${draw.lot} was not loaded`);
  if (lots === undefined) return {};
  const drawn = draws.length === 0 ? lots : lots.map((one) => drawFrom(one, draws));
  return { lots: lot === undefined ? drawn : [...drawn, { number, points, remaining: points, ...lot }] };
}

function drawFrom(lot: Lot, draws: readonly Draw[]): Lot {
  const draw = draws.find((one) => one.lot === lot.number);
  if (draw === undefined) return lot;
  const remaining = lot.remaining - draw.points;
  if (remaining < 0n || remaining > lot.points)
    throw new RangeError(`${remaining} of ${lot.points} points would remain of lot ${lot.number}`);
  return { ...lot, remaining };
}

/** The new transfer is a past from now on: a later turn of the same batch may reverse it. */
function pastsAfter(pasts: Book['pasts'], transfer: Transfer): Book['pasts'] {
  const after = withPast(pasts, pastOfNew(transfer));
  if (transfer.reverses === undefined) return after;
  const past = findPast(pasts, transfer.reverses);
  if (past !== undefined) return withPast(after, pastAfter(past, transfer));
  if (transfer.kind !== 'expire') throw new Error(`transfer ${transfer.reverses} was not loaded`);
  return after;
}

const pastOfNew = ({ number, kind, points, draws = [] }: Transfer): Past => ({
  number,
  kind,
  points,
  reversed: 0n,
  expired: 0n,
  draws: draws.filter((draw) => draw.points > 0n),
});

function pastAfter(past: Past, { kind, points, draws = [] }: Transfer): Past {
  if (kind === 'capture') return past; // what was captured can still be given back
  if (kind === 'expire') return { ...past, expired: past.expired + points };
  return { ...past, reversed: past.reversed + points, draws: drawsAfter(past.draws, draws) };
}

/** Restores (negative draws) take away from what a transfer had drawn. */
function drawsAfter(draws: readonly Draw[], later: readonly Draw[]): readonly Draw[] {
  return draws
    .map(({ lot, points }) => ({ lot, points: points + (later.find((one) => one.lot === lot && one.points < 0n)?.points ?? 0n) }))
    .filter((draw) => draw.points > 0n);
}
