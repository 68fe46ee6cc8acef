import { shareText } from '../fields.ts';
import { share, times } from '../fraction.ts';
import { effect } from './effect.ts';

/** So much of the money comes back as points, on top of the tier's rate. */
export const rate = effect({
  schema: shareText.meta({ description: "On top of the tier's rate: 5 % of the money comes back as points" }),
  gain: (wanted, pointsPerMoney) => ({ kind: 'share', pointsPerMinorUnit: times(share(wanted), pointsPerMoney) }),
  words: (wanted) => `${wanted} more`,
});
