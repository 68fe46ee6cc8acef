import { z } from 'zod';
import type { Fraction } from '../fraction.ts';
import type { Print } from '../print.ts';
import type { Effect, Gain } from './effect.ts';
import { fixed } from './fixed.ts';
import { multiplier } from './multiplier.ts';
import { pointsPerAmount } from './points-per-amount.ts';
import { rate } from './rate.ts';

/** Every effect a rule may have, by the key it has in `then`. A new one is a file and a line here. */
const effects = { extraRate: rate, pointsPerAmount, fixedPoints: fixed, multiplier } as const;

type EffectName = keyof typeof effects;
type ThenShape = { [K in EffectName]: z.ZodOptional<(typeof effects)[K]['schema']> };

export const thenSchema = z
  .strictObject(Object.fromEntries(Object.entries(effects).map(([name, { schema }]) => [name, schema.optional()])) as ThenShape)
  .refine((then) => Object.keys(then).length > 0, `gives nothing: write one of ${Object.keys(effects).join(', ')}`);

export type Then = z.output<typeof thenSchema>;

/** Everything a rule gives, in the table's order. */
export const gainsOf = (then: Then, pointsPerMoney: Fraction): Gain[] =>
  givenBy(then).map(({ effect, wanted }) => effect.gain(wanted, pointsPerMoney));

export const thenInWords = (then: Then, print: Print): string =>
  givenBy(then)
    .map(({ effect, wanted }) => effect.words(wanted, print))
    .join(' and ');

/** The compiler cannot follow that each effect meets its own wish; here is the one place that says so. */
const givenBy = (then: Then) =>
  (Object.keys(effects) as EffectName[])
    .filter((name) => then[name] !== undefined)
    .map((name) => ({ effect: effects[name] as unknown as Effect<z.ZodAny>, wanted: then[name] }));
