import type pg from 'pg';
import { createTurns, type TurnResult } from '../database/turns.ts';
import { newBook } from './book.ts';
import { ledgerKeeper } from './keeper.ts';
import { decidePosting, type Posted, type Posting } from './posting.ts';

export type Ledger = {
  /** Opens the account of a new member. */
  open(requestId: string, memberId: string): Promise<TurnResult<Posted>>;
  /** Posts once: the same request id with the same posting gets the first answer again. */
  post(requestId: string, memberId: string, posting: Posting): Promise<TurnResult<Posted>>;
};

/** The ledger's own door, for those who need points and nothing else. Dialogues and the till go through the same keeper. */
export function createLedger(deps: { pool: pg.Pool; clock: () => number }): Ledger {
  const turns = createTurns({ ...deps, keepers: { ledger: ledgerKeeper({ denominator: 1n }) } });
  return {
    open: (requestId, memberId) =>
      turns.take<Posted>({
        requestId,
        content: `open ${memberId}`,
        names: { member: [memberId] },
        decide: ({ ledger }) => ({
          answer: { ok: true, numbers: [] },
          writes: ledger.books.has(memberId) ? {} : { ledger: [newBook(memberId)] },
        }),
      }),
    post: (requestId, memberId, posting) =>
      turns.take<Posted>({
        requestId,
        content: `${memberId} ${writtenOut(posting)}`,
        names: namesOf(memberId, posting),
        deep: posting.kind !== 'earn',
        decide: ({ ledger }, now) => decidePosting(ledger.books, memberId, posting, now),
      }),
  };
}

const writtenOut = (posting: Posting): string => JSON.stringify(posting, (_, value) => (typeof value === 'bigint' ? String(value) : value));

function namesOf(memberId: string, posting: Posting) {
  if (posting.kind === 'merge') return { member: [memberId, posting.into] };
  if (posting.kind === 'take-back') return { member: [memberId], reverses: posting.reverses.map((number) => `${memberId}/${number}`) };
  if (posting.kind === 'give-back') return { member: [memberId], reverses: [`${memberId}/${posting.reverses}`] };
  return { member: [memberId] };
}
