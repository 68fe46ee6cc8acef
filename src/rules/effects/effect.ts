import type { z } from 'zod';
import type { Fraction } from '../fraction.ts';
import type { Print } from '../print.ts';

/**
 * What an effect gives.
 * - `share`: points per minor unit of money of each line that the rule concerns.
 * - `multiplier`: the tier's rate that many times on each line that the rule concerns.
 * - `fixed`: whole points, once per receipt.
 */
export type Gain =
  | { readonly kind: 'share'; readonly pointsPerMinorUnit: Fraction }
  | { readonly kind: 'multiplier'; readonly times: Fraction }
  | { readonly kind: 'fixed'; readonly points: bigint };

export type Effect<S extends z.ZodType> = {
  readonly schema: S;
  /** `pointsPerMoney`: how many points one minor unit of money is worth. */
  readonly gain: (wanted: z.output<S>, pointsPerMoney: Fraction) => Gain;
  /** In plain English, for the owner. */
  readonly words: (wanted: z.output<S>, print: Print) => string;
};

/** Gives an effect's function the type of its schema. */
export const effect = <S extends z.ZodType>(parts: Effect<S>): Effect<S> => parts;
