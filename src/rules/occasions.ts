import { z } from 'zod';
import { COUPON_DAYS_MAX } from './coupons.ts';
import { labels, language, money, name, points, says, timeOfDay } from './fields.ts';
import { isCountry } from './known-names.ts';

const wordsMax = 600; // characters: about four segments of Cyrillic SMS
const daysAheadMax = 60;

const daysBefore = z.int(says('write a whole number of days')).min(0).max(daysAheadMax).default(0);
const dayOfYear = z
  .string(says('is a day of the year, written 09-14, or of one year, written 2027-09-14'))
  .regex(/^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'is a day of the year, written 09-14, or of one year, written 2027-09-14');

/** What may bring a greeting about; exactly one of them. */
const on = z
  .strictObject({
    birthday: z.strictObject({ daysBefore, knownForDays: z.int().min(0).max(366).default(0) }).meta({
      description:
        'Who was born on 29 February is greeted on the 28th in other years. knownForDays: told so long before, against birthdays made up for the gift',
    }),
    joined: z.strictObject({ daysBefore }).meta({ description: 'The day of the year on which the member joined, from the first year on' }),
    holiday: z
      .strictObject({
        name: z.string().trim().min(1).max(80),
        country: z.string().refine(isCountry, 'is no country: two letters, such as RU, PL, GB').optional(),
        daysBefore,
      })
      .meta({
        description:
          'A holiday of the shop’s own (holidays below), else of the country, by its name in any language: kopilka holidays lists them',
      }),
    nameDay: z
      .strictObject({ daysBefore })
      .meta({ description: 'The Polish name day that comes next after the birthday, or the best known one' }),
    lastVisit: z.strictObject({ daysAgo: z.int().min(1).max(1000) }).meta({ description: 'So many days without a purchase' }),
    pointsExpire: z
      .strictObject({ inDays: z.int().min(0).max(daysAheadMax), atLeast: points.min(1).default(1) })
      .meta({ description: 'The last day on which points can be spent is so many days away' }),
    tierAtRisk: z
      .strictObject({ inDays: z.int().min(1).max(daysAheadMax) })
      .meta({ description: 'In so many days a purchase of a year ago no longer counts, and the tier goes with it' }),
    tierNear: z
      .strictObject({ missingUpTo: money.min(1) })
      .meta({ description: 'The day after a purchase that left so little to the next tier' }),
    favouriteProduct: z
      .strictObject({ daysAfter: z.int().min(1).max(365), boughtTimes: z.int().min(2).max(50).default(2) })
      .meta({ description: 'So many days after the last purchase of what the member buys most often' }),
    pointsActive: z.strictObject({}).meta({ description: 'Points of an earlier purchase can be spent from today' }),
  })
  .partial()
  .refine(
    (kinds) => Object.keys(kinds).length === 1,
    'names one of birthday, joined, holiday, nameDay, lastVisit, pointsExpire, tierAtRisk, tierNear, favouriteProduct, pointsActive',
  );

export type OccasionKind = keyof z.output<typeof on>;

const words = z.string(says('write a text')).trim().min(1).max(wordsMax);

const wordsByLanguage = z
  .strictObject({ en: words, pl: words, ru: words })
  .partial()
  .refine((texts) => Object.keys(texts).length > 0, 'says nothing: write a text in at least one language')
  .meta({
    description: 'What members read; {name} and the like stand for facts. Where a language is missing, the one of the shop is taken',
  });

export const occasionSchema = z.strictObject({
  name,
  on,
  at: timeOfDay.default('11:00').meta({ description: 'By the clock of the member; later where these hours are quiet' }),
  class: z
    .enum(['marketing', 'service'], says('is one of marketing (only with consent to offers), service (what a member must know)'))
    .optional()
    .meta({ description: 'Left out: service for pointsExpire, pointsActive and tierAtRisk, marketing for the others' }),
  audience: z
    .strictObject({ languages: z.array(language).min(1), sources: labels.min(1), boughtWithinDays: z.int().min(1).max(1000) })
    .partial()
    .prefault({})
    .meta({ description: 'Left out: everybody' }),
  texts: wordsByLanguage,
  gift: z
    .strictObject({ points: points.min(1), coupon: name, lastsDays: z.int().min(1).max(COUPON_DAYS_MAX) })
    .partial()
    .refine(({ points, coupon }) => (points === undefined) !== (coupon === undefined), 'gives points or a coupon: name one of them')
    .optional()
    .meta({
      description:
        'Points that can be spent at once, or one of coupons below. lastsDays left out: 30 for points, what the coupon says for a coupon',
    }),
  catchUpDays: z.int().min(0).max(14).optional().meta({
    description: 'After a downtime it is still said so many days late. Left out: 0 for days that have passed then, 3 for the others',
  }),
  timesPerYear: z
    .int()
    .min(1)
    .max(50)
    .optional()
    .meta({ description: 'The most of these that one member gets in 365 days; left out: as often as it comes about' }),
});

export const holidaysSchema = z.strictObject({
  own: z
    .array(z.strictObject({ name: z.string().trim().min(1).max(80), date: dayOfYear }))
    .max(50)
    .default([])
    .meta({ description: 'Days of the shop’s own. One named like a holiday of the country moves that holiday' }),
});

export type Occasion = z.output<typeof occasionSchema>;

/** What the words of an occasion may ask for, besides {name}, {shop} and {balance}; with a gift of points also {points} and {until}, with a coupon {coupon} (its code), {gives} and {until}. */
const factsOf = {
  birthday: [],
  joined: ['years'],
  holiday: ['holiday'],
  nameDay: [],
  lastVisit: ['days'],
  pointsExpire: ['expiring', 'day'],
  tierAtRisk: ['tier', 'next', 'missing', 'day'],
  tierNear: ['tier', 'missing'],
  favouriteProduct: ['product', 'days'],
  pointsActive: ['active'],
} satisfies Record<OccasionKind, readonly string[]>;

export const kindOf = (occasion: Pick<Occasion, 'on'>): OccasionKind => Object.keys(occasion.on)[0] as OccasionKind;

export const factsFor = (occasion: Pick<Occasion, 'on' | 'gift'>): readonly string[] => [
  'name',
  'shop',
  'balance',
  ...factsOf[kindOf(occasion)],
  ...(occasion.gift === undefined ? [] : occasion.gift.coupon === undefined ? ['points', 'until'] : ['coupon', 'gives', 'until']),
];

/** For how many days points of a gift last. */
export const giftDaysOf = ({ lastsDays = 30 }: NonNullable<Occasion['gift']>): number => lastsDays;

const mustKnow: readonly OccasionKind[] = ['pointsExpire', 'pointsActive', 'tierAtRisk'];

/** Whether it is only for those who agreed to offers. */
export const classOf = (occasion: Occasion): 'marketing' | 'service' =>
  occasion.class ?? (mustKnow.includes(kindOf(occasion)) ? 'service' : 'marketing');

const daysOfTheYear: readonly OccasionKind[] = ['birthday', 'joined', 'holiday', 'nameDay'];

/** Whether it comes once in each year. */
const comesYearly = (occasion: Occasion): boolean => daysOfTheYear.includes(kindOf(occasion));

/** How many days late it may still be said. */
export const catchUpDaysOf = (occasion: Occasion): number => occasion.catchUpDays ?? (comesYearly(occasion) ? 0 : 3);

/** What words ask for: "{name}". */
export const askedFor = (text: string): readonly string[] => [...text.matchAll(/\{([^{}]*)\}/g)].map(([, asked = '']) => asked);
