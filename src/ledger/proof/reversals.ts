import type { TransferKind } from '../book.ts';
import type { Found, TransferRow } from './rows.ts';
import { createTally } from './tally.ts';

/** What each kind may reverse. `capture` is not here: it settles a hold, and what it took can still be given back. */
const reversible: Partial<Record<TransferKind, readonly TransferKind[]>> = {
  release: ['hold'],
  'give-back': ['spend', 'hold'],
  'take-back': ['earn', 'welcome', 'gift', 'repay', 'merge-in'],
  owe: ['earn', 'welcome', 'gift', 'repay', 'merge-in'],
};

/** No more is reversed of a transfer than it moved. */
export function createReversals() {
  const left = createTally();
  return {
    begin() {},
    enter({ number, kind, reverses, points }: TransferRow): Found | undefined {
      left.set(number, points);
      if (!(kind in reversible)) return undefined;
      if (reverses === undefined || reverses < 1 || reverses >= number)
        return { table: 'transfer', number, what: `it is a ${kind} that names no transfer before it` };
      left.set(reverses, left.get(reverses) - points);
      if (left.get(reverses) >= 0n) return undefined;
      return {
        table: 'transfer',
        number,
        what: `with it ${-left.get(reverses)} points more are reversed of the transfer ${reverses} than it moved`,
      };
    },
  };
}
