import type { Entry, Found } from './rows.ts';
import { createTally } from './tally.ts';

const noLot = -1n;

/** What a lot was made with, less what was drawn, and what was put back: never below zero, and in the end what its row says. */
export function createLots() {
  const remaining = createTally();
  const told = createTally();
  let last = 0;

  function drawAll({ transfer: { number, source }, draws }: Entry): Found | bigint {
    let sum = 0n;
    for (const { lot, points } of draws) {
      const before = lot > 0 && lot < number ? remaining.get(lot) : noLot;
      if (before === noLot) return { table: 'draw', number, what: `it names the lot ${lot}, which was not there then` };
      if (points > 0n !== (source === 'points'))
        return { table: 'draw', number, what: `it moves ${points} points against the way of its transfer` };
      if (points > before) return { table: 'draw', number, what: `it takes ${points} points from the lot ${lot}, which held ${before}` };
      remaining.set(lot, before - points);
      sum += points;
    }
    return sum;
  }

  return {
    begin() {
      last = 0;
    },
    missing({ transfer: { number, target, points }, lots, draws }: Entry): Found | undefined {
      if (target !== 'points' || lots.length + draws.length > 0) return undefined;
      return { table: 'lot', number, what: `it is missing: the transfer brought ${points} points, and they lie in no lot` };
    },
    enter(entry: Entry): Found | undefined {
      const { transfer, lots } = entry;
      const { number, source, target, points } = transfer;
      const [lot] = lots;
      last = number;
      const drawn = drawAll(entry);
      if (typeof drawn === 'object') return drawn;
      remaining.set(number, lot?.points ?? noLot);
      told.set(number, lot?.remaining ?? noLot);
      const moved = target === 'points' ? points : source === 'points' ? -points : 0n;
      if ((lot?.points ?? 0n) - drawn === moved) return undefined;
      if (lot === undefined)
        return { table: 'draw', number, what: `the transfer moved ${points} points, and its draws add up to ${drawn}` };
      return { table: 'lot', number, what: `it was made with ${lot.points} points, and the transfer brought ${moved + drawn}` };
    },
    close(): Found | undefined {
      for (let number = 1; number <= last; number += 1)
        if (remaining.get(number) !== told.get(number))
          return {
            table: 'lot',
            number,
            what: `it says that ${told.get(number)} points remain, and its draws leave ${remaining.get(number)}`,
          };
      return undefined;
    },
    sum(): bigint {
      let sum = 0n;
      for (let number = 1; number <= last; number += 1) if (remaining.get(number) !== noLot) sum += remaining.get(number);
      return sum;
    },
  };
}
