/** How many of how many. */
export type Share = { readonly of: number; readonly count: number };

/** A difference of two shares, with the interval in which it lies with 95 % confidence. */
export type Difference = { readonly difference: number; readonly low: number; readonly high: number };

const Z_95 = 1.959964;

/**
 * The interval is Newcombe's (1998, method 10): it puts together the Wilson intervals of both shares, and is honest for small groups and for
 * shares near nothing too. Undefined: one of the groups is empty.
 */
export function differenceOf(one: Share, other: Share): Difference | undefined {
  if (one.of === 0 || other.of === 0) return undefined;
  const a = wilson(one);
  const b = wilson(other);
  const difference = a.share - b.share;
  return {
    difference,
    low: difference - Math.hypot(a.share - a.low, b.high - b.share),
    high: difference + Math.hypot(a.high - a.share, b.share - b.low),
  };
}

function wilson({ of, count }: Share): { readonly share: number; readonly low: number; readonly high: number } {
  const z2 = Z_95 ** 2;
  const share = count / of;
  const middle = (share + z2 / (2 * of)) / (1 + z2 / of);
  const reach = (Z_95 * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of))) / (1 + z2 / of);
  return { share, low: middle - reach, high: middle + reach };
}
