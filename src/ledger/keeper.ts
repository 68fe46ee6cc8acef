import { inList, type Keeper, StaleLock, type Store } from '../database/turns.ts';
import type { Book } from './book.ts';
import { chainHash, type Recorded, requestInLedger } from './chain.ts';
import { type HistoryLine, readHistory } from './history.ts';
import { loadLedger } from './load.ts';
import { type LoadedLedger, readBooks } from './read.ts';
import { type Entered, writeLedger } from './write.ts';

/** The books of the members a turn is about. A member without transfers yet has an account all the same; nobody else has a book. */
export type KnownLedger = {
  readonly books: ReadonlyMap<string, Book>;
  /** The last moves, where the turn asked for them by naming `history`. */
  readonly history: ReadonlyMap<string, readonly HistoryLine[]>;
};

/** Books that a turn has entered transfers in, or opened. */
export type LedgerWrite = readonly Book[];

/**
 * The ledger's part in every turn: the only writer of points. Locks accounts in the order of their members' ids. `denominator`: what this process's
 * program counts remainders in. Each is stored with its own, because another process may still go by the program of before.
 */
export const ledgerKeeper = ({ denominator }: { readonly denominator: bigint }): Keeper<KnownLedger, LedgerWrite> => ({
  lock: (_names, memberIds) => `select member_id from account where member_id = any(array(${memberIds})) order by member_id for update`,
  load: (names, deep) => loadLedger({ reverses: inList(names['reverses']), deep, history: names['history'] !== undefined }),
  open(json, locked) {
    const loaded = json as unknown as LoadedLedger;
    const books = readBooks(loaded, denominator);
    const ids = locked && new Set(locked.map((row) => row['member_id']));
    for (const id of books.keys()) if (ids?.has(id) === false) throw new StaleLock(`member ${id} was not locked`);
    return openStore(books, readHistory(loaded.history ?? []), denominator);
  },
});

function openStore(books: Map<string, Book>, history: KnownLedger['history'], denominator: bigint): Store<KnownLedger, LedgerWrite> {
  const before: ReadonlyMap<string, Book> = new Map(books);
  const changed = new Set<string>();
  const entered: Entered[] = [];
  return {
    know: () => ({ books, history }),
    apply(written, { requestId, now }) {
      if (new Set(written.map((book) => book.memberId)).size < written.length) throw new Error('a turn writes one book twice');
      // All is made ready before anything is taken over, so that a turn that fails here leaves no trace.
      const recorded = written.map((book) => record(book, books.get(book.memberId), requestInLedger(requestId), now));
      for (const { book, transfers } of recorded) {
        books.set(book.memberId, book);
        changed.add(book.memberId);
        entered.push(...transfers);
      }
    },
    flush: () => writeLedger({ changed: [...changed].sort().map((id) => books.get(id) as Book), before, entered, denominator }),
  };
}

/** Gives a book's new transfers their hashes, and the book with nothing left to write. */
function record(book: Book, known: Book | undefined, request: string, now: number): { book: Book; transfers: Entered[] } {
  if (!Number.isSafeInteger(now)) throw new RangeError(`a moment is a whole number of milliseconds, not ${now}`);
  if (book.account.number - book.transfers.length !== (known?.account.number ?? 0))
    throw new Error(`the book of member ${book.memberId} does not go on from the one that was given`);
  let hash = known?.account.hash ?? '';
  const transfers = book.transfers.map((transfer): Entered => {
    const recorded: Recorded = { ...transfer, memberId: book.memberId, request, recordedAt: now };
    hash = chainHash(hash, recorded);
    return { ...recorded, hash };
  });
  return { book: { ...book, account: { ...book.account, hash }, transfers: [] }, transfers };
}
