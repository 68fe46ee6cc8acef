import type { TransferKind } from '../book.ts';
import { earnings, payments } from '../kinds.ts';
import type { Found, TransferRow } from './rows.ts';
import { createTally } from './tally.ts';

/** What each kind may reverse. `capture` is not here: it settles a hold, and what it took can still be given back. */
const reversible: Partial<Record<TransferKind, readonly TransferKind[]>> = {
  release: ['hold'],
  'give-back': payments,
  'take-back': earnings,
  owe: earnings,
};

/** No more is reversed of a transfer than it moved. */
export function createReversals() {
  const left = createTally();
  const kinds: TransferKind[] = [];
  return {
    begin() {
      kinds.length = 0;
    },
    enter({ number, kind, reverses = 0, points }: TransferRow): Found | undefined {
      left.set(number, points);
      kinds[number] = kind;
      const allowed = reversible[kind];
      if (allowed === undefined) return undefined;
      const before = reverses < number ? kinds[reverses] : undefined;
      if (before === undefined) return { table: 'transfer', number, what: `it is of the kind ${kind}, and names no transfer before it` };
      if (!allowed.includes(before))
        return { table: 'transfer', number, what: `it is of the kind ${kind}, and the transfer ${reverses} of the kind ${before}` };
      const rest = left.get(reverses) - points;
      left.set(reverses, rest);
      if (rest >= 0n) return undefined;
      return { table: 'transfer', number, what: `with it ${-rest} points more are reversed of the transfer ${reverses} than it moved` };
    },
  };
}
