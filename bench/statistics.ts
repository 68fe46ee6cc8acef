/** The middle of some numbers; of an even count, the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  if (sorted.length % 2 === 1) return sorted[middle] as number;
  return ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** The number that this share of all numbers does not exceed: `percentile(times, 0.99)`. */
export function percentile(numbers: readonly number[] | Float64Array, share: number): number {
  const sorted = Float64Array.from(numbers).sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** The middle of what was measured, with the smallest and largest, as `1234 (1100–1300)`. */
export function inWords(numbers: readonly number[]): string {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return numbers.length < 2 ? short(median(numbers)) : `${short(median(numbers))} (${short(low)}–${short(high)})`;
}

/** As many digits as are worth reading. */
export function short(number: number): string {
  if (!Number.isFinite(number)) return '–';
  if (Math.abs(number) >= 100) return String(Math.round(number));
  return String(Number(number.toPrecision(Math.abs(number) >= 10 ? 3 : 2)));
}
