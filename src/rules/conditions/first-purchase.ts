import { z } from 'zod';
import { says } from '../fields.ts';
import { condition } from './condition.ts';

/** The member has bought nothing before. */
export const firstPurchase = condition({
  schema: z.literal(true, says('is either true or left out')).meta({ description: "The member's first purchase only" }),
  miss: (_wanted, { member }) => (member.visits === 0 ? undefined : { visits: member.visits }),
  words: () => 'it is the first purchase',
});
