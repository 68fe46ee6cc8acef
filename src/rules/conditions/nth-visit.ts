import { z } from 'zod';
import { ordinal } from '../print.ts';
import { condition } from './condition.ts';

/** Every fifth purchase, or the fifth only. This purchase counts as a visit. */
export const nthVisit = condition({
  schema: z
    .strictObject({ every: z.int().min(2).max(1000).optional(), only: z.int().min(1).max(100_000).optional() })
    .refine((visit) => (visit.every === undefined) !== (visit.only === undefined), 'needs either every (each fifth) or only (the fifth)')
    .meta({ description: 'every: 5 is each fifth purchase; only: 5 is the fifth' }),
  miss(wanted, { member }) {
    const visit = member.visits + 1;
    if (wanted.only !== undefined) return visit === wanted.only ? undefined : { only: wanted.only, visit };
    const every = wanted.every!;
    return visit % every === 0 ? undefined : { every, visit, visitsLeft: every - (visit % every) };
  },
  words: ({ every, only }) => (only === undefined ? `it is every ${ordinal(every!)} purchase` : `it is the ${ordinal(only)} purchase`),
});
