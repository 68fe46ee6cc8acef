import { z } from 'zod';
import { weekdays } from '../calendar.ts';
import { says, timeOfDay } from '../fields.ts';
import { condition } from './condition.ts';

/** On these days of the week, from `from` (included) to `to` (not included) by the shop's clock. */
export const daysAndHours = condition({
  schema: z
    .strictObject({
      days: z
        .array(z.enum(weekdays, says(`is one of ${weekdays.join(', ')}`)))
        .min(1)
        .max(7)
        .default([...weekdays]),
      from: timeOfDay.default('00:00'),
      to: timeOfDay.default('24:00'),
    })
    .refine((hours) => hours.from < hours.to, 'ends (to) before it begins (from); past midnight needs two rules')
    .meta({ description: 'Days of the week and hours by the clock of the shop' }),
  miss(wanted, { local }) {
    const { weekday, time } = local();
    const fulfilled = wanted.days.includes(weekday) && wanted.from <= time && time < wanted.to;
    return fulfilled ? undefined : { days: wanted.days, from: wanted.from, to: wanted.to };
  },
  words: ({ days, from, to }) => `bought ${days.length === 7 ? 'any day' : `on ${days.join(', ')}`} from ${from} to ${to}`,
});
