import { z } from 'zod';
import { name } from '../fields.ts';
import { condition } from './condition.ts';

/** The member is in one of these tiers. */
export const tier = condition({
  schema: z.array(name).min(1).max(10).meta({ description: 'Members of these tiers only' }),
  miss(wanted, { tier, tiers, member }) {
    if (wanted.includes(tier)) return undefined;
    const nearest = tiers.find((step) => wanted.includes(step.name) && step.from > member.spentInWindow);
    return { tiers: wanted, has: tier, ...(nearest && { nearest: nearest.name, missing: String(nearest.from - member.spentInWindow) }) };
  },
  words: (wanted) => `the member is ${wanted.join(' or ')}`,
  contradiction(wanted, { tiers }) {
    const unknown = wanted.find((name) => !tiers.some((tier) => tier.name === name));
    return unknown && `names the tier "${unknown}", which is not among tiers`;
  },
});
