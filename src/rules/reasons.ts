import type { Miss } from './conditions/table.ts';

/**
 * Why a purchase earned what it earned, as plain JSON to be stored and worded in the member's language. Big numbers are decimal text;
 * `points` are whole and rounded down, `units` exact (over the program's denominator), money in minor units.
 * - `base`: the tier's rate. Its rule is called `base`.
 * - `excluded`: lines of categories that never earn. Its rule is called `never-earn`.
 * - `matched`: the rule gave this; `limitedTo` where its limit cut it.
 * - `outdone`: it matched, but on every line another rule multiplies by more.
 * - `missed`: everything it lacked.
 */
export type Reason =
  | {
      readonly outcome: 'base';
      readonly rule: 'base';
      readonly facts: { readonly tier: string; readonly rate: string; readonly points: string; readonly units: string };
    }
  | {
      readonly outcome: 'excluded';
      readonly rule: 'never-earn';
      readonly facts: { readonly categories: readonly string[]; readonly amount: string };
    }
  | {
      readonly outcome: 'matched';
      readonly rule: string;
      readonly facts: { readonly points: string; readonly units: string; readonly limitedTo?: string };
    }
  | { readonly outcome: 'outdone'; readonly rule: string; readonly facts: { readonly by: readonly string[] } }
  | { readonly outcome: 'missed'; readonly rule: string; readonly facts: { readonly misses: readonly Miss[] } };

/** Names that a rule of the program cannot have. */
export const reservedRuleNames: readonly string[] = ['base', 'never-earn'];
