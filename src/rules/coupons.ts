import { z } from 'zod';
import { name, texts } from './fields.ts';

export const COUPON_DAYS_MAX = 366;

/** What the shop promises by a coupon, in words: a till hands it over, or takes it off among its own discounts. */
export const couponSchema = z.strictObject({
  name,
  gives: texts.refine((words) => Object.keys(words).length > 0, 'says nothing: write what it gives'),
  lastsDays: z.int().min(1).max(COUPON_DAYS_MAX).default(30).meta({ description: 'From the day it is given, which is not counted' }),
});
