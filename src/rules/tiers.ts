import type { Program } from './program.ts';
import { termsOf } from './terms.ts';

/** A tier, and what is missing (minor units) to the next one; no `next` in the highest. */
export type Tier = { readonly name: string; readonly next?: { readonly name: string; readonly missing: bigint } };

/** `spent`: money paid since `windowStart`, net of points and returns, in minor units. The receipt at hand counts from the next. */
export function tierOf(program: Program, spent: bigint): Tier {
  const { tiers } = termsOf(program);
  const index = Math.max(
    0,
    tiers.findLastIndex((tier) => tier.from <= spent),
  );
  const { name } = tiers[index]!;
  const next = tiers[index + 1];
  return next === undefined ? { name } : { name, next: { name: next.name, missing: next.from - spent } };
}
