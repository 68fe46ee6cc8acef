import type { Book, Instant } from './book.ts';
import { type Earning, earn, expire } from './earning.ts';
import { capture, hold } from './holding.ts';
import { merge } from './merging.ts';
import { release } from './releasing.ts';
import { type GivingBack, giveBack, type TakenBack, type TakingBack, takeBack } from './returning.ts';
import { type Spend, spend } from './spending.ts';

/** Everything that can be asked of the points of one member. Amounts are whole points. */
export type Posting =
  | { readonly kind: 'earn'; readonly earning: Earning }
  | ({ readonly kind: 'spend' } & Spend)
  | ({ readonly kind: 'hold'; readonly id: string; readonly expiresAt: Instant } & Spend)
  | ({ readonly kind: 'capture'; readonly id: string; readonly restoredUntil: Instant } & Spend)
  | { readonly kind: 'release'; readonly id: string; readonly restoredUntil: Instant }
  | ({ readonly kind: 'take-back' } & TakingBack)
  | ({ readonly kind: 'give-back' } & GivingBack)
  | { readonly kind: 'expire' }
  | { readonly kind: 'merge'; readonly into: string };

type PostingRefusal =
  | 'not-enough-points'
  | 'hold-closed'
  | 'hold-too-small'
  | 'more-than-earned'
  | 'more-than-spent'
  | 'unknown-member'
  | 'same-member';

/** `numbers` are those of the transfers that were entered, in a merge the remaining member's. Amounts are decimal text. */
export type Posted =
  | { readonly ok: true; readonly numbers: readonly number[]; readonly taken?: string; readonly owed?: string; readonly forgiven?: string }
  | { readonly ok: false; readonly reason: PostingRefusal };

type Decided = { answer: Posted; writes?: { ledger: readonly Book[] } };

/** Decides one posting on the books at hand. Throws where a transfer is named that was not loaded. */
export function decidePosting(books: ReadonlyMap<string, Book>, memberId: string, posting: Posting, now: Instant): Decided {
  const book = books.get(memberId);
  if (book === undefined) return refuse('unknown-member');
  if (posting.kind === 'merge') return decideMerge(book, books.get(posting.into), now);
  const result = postOn(book, posting, now);
  if (!result.ok) return refuse(result.reason);
  return { answer: { ok: true, numbers: numbersIn(result.book), ...result.amounts }, writes: { ledger: [result.book] } };
}

function decideMerge(from: Book, into: Book | undefined, now: Instant): Decided {
  if (into === undefined) return refuse('unknown-member');
  if (into.memberId === from.memberId) return refuse('same-member');
  const merged = merge(from, into, now);
  return { answer: { ok: true, numbers: numbersIn(merged.into) }, writes: { ledger: [merged.from, merged.into] } };
}

const refuse = (reason: PostingRefusal): Decided => ({ answer: { ok: false, reason } });

const numbersIn = (book: Book): number[] => book.transfers.map((transfer) => transfer.number);

type Result = { ok: true; book: Book; amounts?: { taken: string; owed: string; forgiven: string } } | { ok: false; reason: PostingRefusal };

function postOn(book: Book, posting: Exclude<Posting, { kind: 'merge' }>, now: Instant): Result {
  switch (posting.kind) {
    case 'earn':
      return { ok: true, book: earn(book, posting.earning).book };
    case 'expire':
      return { ok: true, book: expire(book, now) };
    case 'spend':
      return spend(book, withoutKind(posting), now);
    case 'hold':
      return hold(book, withoutKind(posting), now);
    case 'capture':
      return capture(book, withoutKind(posting), now);
    case 'release':
      return release(book, posting, now);
    case 'take-back':
      return toldInText(takeBack(book, withoutKind(posting), now));
    case 'give-back':
      return giveBack(book, withoutKind(posting), now);
  }
}

function toldInText(taken: TakenBack): Result {
  if (!taken.ok) return taken;
  const { book, ...amounts } = taken;
  return { ok: true, book, amounts: { taken: String(amounts.taken), owed: String(amounts.owed), forgiven: String(amounts.forgiven) } };
}

function withoutKind<T extends { kind: string }>({ kind: _, ...rest }: T): Omit<T, 'kind'> {
  return rest;
}
