import { createChain } from './chain.ts';
import { createHolds } from './holds.ts';
import { createLots } from './lots.ts';
import { createReversals } from './reversals.ts';
import type { AccountRow, Attached, Entry, Found } from './rows.ts';
import { createSums } from './sums.ts';

export type Proof = ReturnType<typeof createProof>;

/**
 * The proof of one member at a time: the transfers are entered again in their order, and what comes of it is compared with what the tables
 * say. Every step answers with the first flaw, or with nothing. It is made once and used for all members, so that its room is that of the largest.
 */
export function createProof() {
  const [chain, lots, sums, holds, reversals] = [createChain(), createLots(), createSums(), createHolds(), createReversals()];
  return {
    begin(): void {
      for (const part of [chain, lots, sums, holds, reversals]) part.begin();
    },
    enter(entry: Entry): Found | undefined {
      const { number } = entry.transfer;
      return (
        chain.follow(number) ??
        strayOf(entry, number) ??
        lots.missing(entry) ??
        chain.enter(entry) ??
        sums.enter(entry.transfer) ??
        lots.enter(entry) ??
        holds.enter(entry) ??
        reversals.enter(entry.transfer)
      );
    },
    /** After the last transfer; `left` is what the other tables hold beyond it. */
    close(account: AccountRow | undefined, left: Attached): Found | undefined {
      return (
        chain.close(account) ??
        strayOf(left) ??
        lots.close() ??
        holds.close() ??
        (account && sums.close(account, { points: lots.sum(), held: holds.sum() }))
      );
    },
  };
}

/** A row under a number that no transfer has. */
function strayOf({ lots, draws, holds }: Attached, number?: number): Found | undefined {
  const isStray = (row: { readonly number: number }) => row.number !== number;
  const tables = { lot: lots.find(isStray), draw: draws.find(isStray), hold: holds.find(isStray) };
  for (const table of ['lot', 'draw', 'hold'] as const) {
    const row = tables[table];
    if (row !== undefined) return { table, number: row.number, what: `there is no transfer ${row.number} that it could belong to` };
  }
  return undefined;
}
