import { z } from 'zod';
import { money, points } from '../fields.ts';
import { fraction } from '../fraction.ts';
import { effect } from './effect.ts';

/** So many points for every so much money, on top of the tier's rate. What is short of the next step is kept for the next receipt. */
export const pointsPerAmount = effect({
  schema: z
    .strictObject({ points: points.min(1), amount: money.min(1) })
    .meta({ description: "On top of the tier's rate: so many points for every so much money" }),
  gain: (wanted) => ({ kind: 'share', pointsPerMinorUnit: fraction(BigInt(wanted.points), BigInt(wanted.amount)) }),
  words: (wanted, print) => `${print.points(BigInt(wanted.points))} more for every ${print.money(BigInt(wanted.amount))}`,
});
