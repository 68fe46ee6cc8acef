import { z } from 'zod';
import { money } from '../fields.ts';
import { sum } from '../spread.ts';
import { condition } from './condition.ts';

/** The lines the rule concerns come to at least `from` and at most `to`, before points. */
export const amount = condition({
  schema: z
    .strictObject({ from: money.optional(), to: money.optional() })
    .refine((range) => range.from !== undefined || range.to !== undefined, 'needs from, to or both')
    .refine((range) => (range.from ?? 0) <= (range.to ?? Number.MAX_SAFE_INTEGER), 'ends (to) below where it begins (from)')
    .meta({ description: 'What the receipt, or the part of it that the rule concerns, must come to' }),
  miss(wanted, { lines }) {
    const counted = sum(lines.map((line) => line.amount));
    if (wanted.from !== undefined && counted < BigInt(wanted.from)) {
      return { from: String(wanted.from), missing: String(BigInt(wanted.from) - counted) };
    }
    if (wanted.to !== undefined && counted > BigInt(wanted.to)) {
      return { to: String(wanted.to), over: String(counted - BigInt(wanted.to)) };
    }
    return undefined;
  },
  words(wanted, { money }) {
    const from = wanted.from === undefined ? [] : [`${money(BigInt(wanted.from))} or more`];
    const to = wanted.to === undefined ? [] : [`${money(BigInt(wanted.to))} or less`];
    return `it comes to ${[...from, ...to].join(' and ')}`;
  },
});
