import { exactly, multiplierNumber } from '../fields.ts';
import { effect } from './effect.ts';

/** The tier's rate so many times. Of several multipliers on one line only the highest counts. */
export const multiplier = effect({
  schema: multiplierNumber.meta({ description: "The tier's rate so many times; of several only the highest counts" }),
  gain: (wanted) => ({ kind: 'multiplier', times: exactly(wanted) }),
  words: (wanted) => `the tier's rate times ${wanted}`,
});
