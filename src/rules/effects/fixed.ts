import { points } from '../fields.ts';
import { effect } from './effect.ts';

/** So many points, once per receipt. */
export const fixed = effect({
  schema: points.min(1).meta({ description: 'So many points, once per receipt' }),
  gain: (wanted) => ({ kind: 'fixed', points: BigInt(wanted) }),
  words: (wanted, print) => `${print.points(BigInt(wanted))} more`,
});
