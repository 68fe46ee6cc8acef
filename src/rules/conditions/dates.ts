import { z } from 'zod';
import { daysBetween } from '../calendar.ts';
import { day } from '../fields.ts';
import { condition } from './condition.ts';

/** From the first day to the last, both included, by the shop's calendar. */
export const dates = condition({
  schema: z
    .strictObject({ from: day.optional(), to: day.optional() })
    .refine((range) => range.from !== undefined || range.to !== undefined, 'needs from, to or both')
    .refine((range) => (range.from ?? '') <= (range.to ?? '9999'), 'ends (to) before it begins (from)')
    .meta({ description: 'First and last day of a campaign, both included' }),
  miss(wanted, { local }) {
    const { date } = local();
    if (wanted.from !== undefined && date < wanted.from) return { from: wanted.from, daysUntil: daysBetween(date, wanted.from) };
    if (wanted.to !== undefined && date > wanted.to) return { to: wanted.to, daysSince: daysBetween(wanted.to, date) };
    return undefined;
  },
  words: ({ from, to }) => `bought${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` to ${to}`}`,
});
