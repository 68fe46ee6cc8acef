import type { Account, AccountName, Book, Draw, Lot, Move, Past, Transfer } from './book.ts';

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
    ...(touchesLots(move) ? { lots: lotsAfter(book.lots, transfer) } : {}),
    pasts: pastsAfter(book.pasts, transfer),
    transfers: [...book.transfers, transfer],
  };
}

function checkMove({ points, happenedAt, lot }: Move): void {
  if (points <= 0n || points > POINTS_MAX) throw new RangeError(`a transfer moves 1 to ${POINTS_MAX} points, not ${points}`);
  for (const at of [happenedAt, lot?.activeAt ?? 0, lot?.expiresAt ?? 0])
    if (!Number.isSafeInteger(at)) throw new RangeError(`a moment is a whole number of milliseconds, not ${at}`);
  if (lot?.expiresAt !== undefined && lot.expiresAt <= lot.activeAt) throw new RangeError('a lot expires after it became active');
}

function shift(account: Account, name: AccountName, points: bigint): Account {
  const key = memberAccounts.find((one) => one === name);
  if (key === undefined) return account;
  const sum = account[key] + points;
  const [least, most] = key === 'debt' ? [-POINTS_MAX, 0n] : [0n, POINTS_MAX];
  if (sum < least || sum > most) throw new RangeError(`the account ${name} would stand at ${sum}`);
  return { ...account, [key]: sum };
}

const touchesLots = ({ draws = [], lot }: Move): boolean => draws.length > 0 || lot !== undefined;

/** Not loaded lots stay so: a new one needs none of them. */
function lotsAfter(lots: readonly Lot[] | undefined, { draws = [], lot, number, points }: Transfer): readonly Lot[] | undefined {
  const changes = new Map(draws.map((draw) => [draw.lot, draw.points]));
  const drawn = lots?.map((one) => drawFrom(one, changes.get(one.number) ?? 0n));
  for (const wanted of changes.keys()) if (!lots?.some((one) => one.number === wanted)) throw new Error(`lot ${wanted} was not loaded`);
  return lot === undefined ? drawn : drawn && [...drawn, { number, points: 0n, remaining: 0n }];
}

function drawFrom(lot: Lot, points: bigint): Lot {
  if (points === 0n) return lot;
  const remaining = lot.remaining - points;
  if (remaining < 0n || remaining > lot.points) throw new RangeError(`${remaining} of ${lot.points} points would remain of lot ${lot.number}`);
  return { ...lot, remaining };
}
