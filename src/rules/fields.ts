import { z } from 'zod';
import { decimal, share } from './fraction.ts';

// The small fields that the program, the conditions and the effects are made of.

const maxMoney = 1_000_000_000_000; // minor units: 10 billion in most currencies
const maxPoints = 1_000_000_000;
const maxListed = 200; // categories, products, words in one list

/** What the owner reads when a value is not what it should be; a missing value gets the general words. */
export const says = (words: string) => ({ error: (issue: { input?: unknown }) => (issue.input === undefined ? undefined : words) });

export const money = z
  .int(says('write money as a whole number of minor units (kopecks, groszy, cents): 15000 is 150.00'))
  .min(0)
  .max(maxMoney)
  .meta({ description: 'Money in minor units (kopecks, groszy, cents): 15000 is 150.00' });

export const points = z.int(says('write a whole number of points')).min(0).max(maxPoints);

const shareWords = 'write a share of 0 to 100 % with at most three decimals, such as 3 % or 2.5 %';

/** Kept as the owner wrote it; `share` in fraction.ts reads it exactly. */
export const shareText = z
  .string(says(shareWords))
  .regex(/^\d{1,3}([.,]\d{1,3})? ?%$/, { error: shareWords, abort: true })
  .refine((text) => isAtMostOne(text), shareWords)
  .meta({ description: 'A share such as 3 % or 2.5 %' });

/** A YAML number such as 1.5; its shortest decimal text is what the owner wrote, so it is read exactly. */
export const multiplierNumber = z
  .number(says('write how many times, such as 2 or 1.5'))
  .gt(1)
  .max(10)
  .refine((number) => /^\d+(\.\d{1,3})?$/.test(String(number)), 'has at most three decimals');

export const exactly = (number: number) => decimal(String(number));

const nameWords = 'is a short name: letters, digits, spaces, "-" or "_", at most 64';

/** A name that is stored and compared: of a tier, a rule. */
export const name = z.string(says(nameWords)).regex(/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,63}$/u, nameWords);

/** What the till writes as a category or an article number. */
export const label = z.string(says('write a text; put a number in quotes')).trim().min(1).max(128);

export const labels = z.array(label, says('write a list: [one, two]')).max(maxListed);

export const language = z.enum(['en', 'pl', 'ru'], says('is one of en, pl, ru'));

/** The owner's words for members, by language. */
export const texts = z
  .strictObject({ en: z.string().min(1).max(200), pl: z.string().min(1).max(200), ru: z.string().min(1).max(200) })
  .partial()
  .meta({ description: 'What members read, one text per language of the shop' });

const dayWords = 'is a day that exists, written 2026-11-30';

export const day = z.iso.date({ error: (issue) => (issue.input === undefined ? undefined : dayWords) });

const timeWords = 'is a time of day from 00:00 to 24:00, such as 09:30';

export const timeOfDay = z.string(says(timeWords)).regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, timeWords);

function isAtMostOne(text: string): boolean {
  const { numerator, denominator } = share(text);
  return numerator <= denominator;
}
