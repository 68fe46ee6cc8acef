import type { z } from 'zod';
import { localDate } from '../../rules/calendar.ts';
import { gatherFeedback } from '../../surveys/feedback.ts';
import type { TillCall, TillDeps } from '../context.ts';
import { type Refusal, wrong } from '../problem.ts';
import type { feedbackQuery } from '../shapes.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS_SHOWN = 90;
const DAYS_MAX = 1000;

/** The numbers of some days, both included: without any, of the last ninety. */
export async function feedbackOf(
  deps: TillDeps,
  { now }: TillCall,
  { from, to }: z.output<typeof feedbackQuery>,
): Promise<object | Refusal> {
  const last = to ?? localDate(deps.program, now);
  const first = from ?? new Date(Date.parse(last) - DAYS_SHOWN * DAY_MS).toISOString().slice(0, 10);
  const days = (Date.parse(last) - Date.parse(first)) / DAY_MS;
  if (days < 0 || days > DAYS_MAX) return wrong('from', `is a day up to ${DAYS_MAX} days before "to"`);
  return gatherFeedback(deps.pool, { from: first, to: last, timeZone: deps.program.shop.timeZone, now });
}
