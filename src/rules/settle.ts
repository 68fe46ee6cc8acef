/**
 * Turns units into whole points. A member keeps what is not yet a point (`carry`, at least 0 and below the denominator), so thirty
 * and twenty earn what fifty earns. `units` are those of one purchase; the denominator is the program's.
 */
export function settle(carry: bigint, units: bigint, denominator: bigint): { readonly points: bigint; readonly carry: bigint } {
  const owed = carry + units;
  return { points: owed / denominator, carry: owed % denominator };
}

/**
 * The way back: units that were returned take points with them, never more than restores ⌊units kept / denominator⌋. `points` are to
 * be taken from the member.
 */
export function unsettle(carry: bigint, returnedUnits: bigint, denominator: bigint): { readonly points: bigint; readonly carry: bigint } {
  const left = carry - returnedUnits;
  if (left >= 0n) return { points: 0n, carry: left };
  const points = (-left + denominator - 1n) / denominator;
  return { points, carry: left + points * denominator };
}

/**
 * Units or a carry counted in one program's denominator, in another's. Rounded down: less than one unit is lost, once per change of
 * rates, and nothing where the new denominator is a multiple of the old.
 */
export const rescale = (units: bigint, from: bigint, to: bigint): bigint => (units * to) / from;
