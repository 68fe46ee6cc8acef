import type { Entry, Found, HoldRow } from './rows.ts';

/** A hold is open and untouched, or closed and wholly captured, released or both. */
export function createHolds() {
  const holds = new Map<number, HoldRow & { settled: bigint }>();
  return {
    begin: () => holds.clear(),
    enter({ transfer: { number, kind, points, reverses }, holds: [hold] }: Entry): Found | undefined {
      if (kind === 'capture' || kind === 'release') {
        const settling = holds.get(reverses ?? 0);
        if (settling === undefined) return { table: 'transfer', number, what: `it is a ${kind} of no hold` };
        settling.settled += points;
      }
      if (kind !== 'hold') return hold && { table: 'hold', number, what: 'its transfer set no points aside' };
      if (hold === undefined) return { table: 'hold', number, what: `it is missing: the transfer set ${points} points aside` };
      if (hold.points !== points)
        return { table: 'hold', number, what: `it tells of ${hold.points} points, and the transfer set ${points} aside` };
      holds.set(number, { ...hold, settled: 0n });
      return undefined;
    },
    close(): Found | undefined {
      for (const { number, state, points, settled } of holds.values())
        if (settled !== (state === 'open' ? 0n : points))
          return { table: 'hold', number, what: `it is ${state}, and of its ${points} points ${settled} were captured or released` };
      return undefined;
    },
    sum: () => [...holds.values()].reduce((sum, hold) => (hold.state === 'open' ? sum + hold.points : sum), 0n),
  };
}
