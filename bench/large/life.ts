import { type Book, newBook } from '../../src/ledger/book.ts';
import { chainHash, type Recorded } from '../../src/ledger/chain.ts';
import { earn } from '../../src/ledger/earning.ts';
import { spend } from '../../src/ledger/spending.ts';

const STEPS = ['earn', 'earn', 'spend', 'earn', 'earn', 'earn', 'spend', 'earn', 'earn', 'earn'] as const;
export const TRANSFERS_A_MEMBER = STEPS.length;

const DAY_MS = 24 * 3600 * 1000;
const LASTS_MS = 180 * DAY_MS;
const BETWEEN_MS = 10 * DAY_MS;

/** `book` as it is in the end. */
type Life = { readonly book: Book; readonly transfers: readonly (Recorded & { readonly hash: string })[] };

/** A member who earned eight times and paid twice in the last months: decided by the ledger's own functions, with its own hashes. */
export function lifeOf(memberId: string, place: number, today: number): Life {
  const transfers: (Recorded & { hash: string })[] = [];
  let book = newBook(memberId);
  let hash = '';
  for (const [step, kind] of STEPS.entries()) {
    const at = today - (STEPS.length - step) * BETWEEN_MS;
    const after = kind === 'earn' ? earned(book, 20n + BigInt(place % 30), at) : paid(book, 25n, at);
    for (const transfer of after.transfers) {
      const recorded = { ...transfer, memberId, request: `test:life-${place}-${step}`, recordedAt: at };
      hash = chainHash(hash, recorded);
      transfers.push({ ...recorded, hash });
    }
    book = { ...after, account: { ...after.account, hash }, transfers: [] };
  }
  return { book, transfers };
}

const earned = (book: Book, points: bigint, at: number): Book =>
  earn(book, { kind: 'earn', points, activeAt: at, expiresAt: at + LASTS_MS, happenedAt: at }).book;

function paid(book: Book, points: bigint, at: number): Book {
  const spent = spend(book, { points, happenedAt: at }, at);
  if (!spent.ok) throw new Error(`member ${book.memberId} has only ${spent.available} points`);
  return spent.book;
}
