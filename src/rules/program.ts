import { z } from 'zod';
import { weekdays } from './calendar.ts';
import { whenSchema } from './conditions/table.ts';
import { couponSchema } from './coupons.ts';
import { thenSchema } from './effects/table.ts';
import { label, labels, language, money, name, points, says, shareText, texts, timeOfDay } from './fields.ts';
import { isCountry, isCurrency, isTimeZone } from './known-names.ts';
import { holidaysSchema, occasionSchema } from './occasions.ts';

const maxTiers = 10;
const maxRules = 50;
const maxSources = 100;
const maxSourceWords = 10;
const maxAnswers = 8;
const maxOccasions = 40;
const maxCoupons = 40;

const shop = z.strictObject({
  name: z.string().trim().min(1).max(64),
  smsName: z.string().trim().min(1).max(20).meta({ description: 'The name in SMS texts: short, because every letter costs' }),
  legalName: z.string().trim().min(1).max(200).meta({ description: 'Who promises: the company or the sole trader, for the terms' }),
  contact: z.string().trim().min(1).max(200).meta({ description: 'Where a person answers: a phone, an email, an address' }),
  country: z.string().refine(isCountry, 'is no country: two letters, such as RU, PL, GB'),
  timeZone: z.string().refine(isTimeZone, 'is no time zone: such as Europe/Moscow, Europe/Warsaw'),
  currency: z.string().refine(isCurrency, 'is no currency: three letters, such as RUB, PLN, GBP'),
  languages: z.array(language).min(1).max(3),
  defaultLanguage: language,
  termsUrl: z
    .url({ protocol: /^https?$/, error: 'is no web address: https://…' })
    .max(500)
    .optional(),
  privacyUrl: z
    .url({ protocol: /^https?$/, error: 'is no web address: https://…' })
    .max(500)
    .optional(),
});

const rounding = z.enum(['down', 'nearest', 'up'], says('is one of down, nearest (a half goes up), up'));

const monthsWords = 'write a number of months from 1 to 120, or never';

const pointsTerms = z.strictObject({
  worth: z
    .strictObject({ points: points.min(1), money: money.min(1) })
    .meta({ description: 'What points pay: 500 points are worth 5000 minor units of money' }),
  welcome: points.default(0).meta({ description: 'Points for joining, once per phone' }),
  activeAfterDays: z.int().min(0).max(90).default(0).meta({ description: '0: at once; 1: from the next midnight of the shop' }),
  expiresAfterMonths: z
    .union([z.int().min(1).max(120), z.literal('never')], says(monthsWords))
    .default('never')
    .meta({ description: 'Counted from the day the points became active, to the end of that day' }),
  payableShare: shareText.meta({ description: 'How much of a receipt may be paid with points' }),
  earnOn: z
    .enum(['money-paid', 'full-price'], says('is one of money-paid, full-price'))
    .default('money-paid')
    .meta({ description: 'money-paid: the part of a receipt paid with points earns nothing' }),
  rounding: z
    .strictObject({
      worthOfPoints: rounding.default('down').meta({ description: 'Points to the smallest coin' }),
      payablePart: rounding.default('down').meta({ description: 'The payable share of a receipt to the smallest coin' }),
    })
    .prefault({}),
  restoredPointsLastDays: z
    .int()
    .min(1)
    .max(365)
    .default(14)
    .meta({ description: 'Spent points that a return gives back after they expired live so long' }),
  returnPolicy: z
    .enum(['within_balance', 'debt', 'only_pending'], says('is one of within_balance, debt, only_pending'))
    .default('within_balance')
    .meta({ description: 'When goods come back and their points are already spent' }),
  redeemProof: z
    .enum(['card-or-code', 'code', 'none'], says('is one of card-or-code, code, none'))
    .default('card-or-code')
    .meta({ description: 'What proves at the till that points are spent by their owner' }),
});

const tier = z.strictObject({
  name,
  texts: texts.optional(),
  from: money.meta({ description: 'Money paid in the last 12 months, in minor units; the first tier begins at 0' }),
  rate: shareText,
});

const limits = z
  .strictObject({ pointsPerReceipt: points.min(1).optional() })
  .refine((limits) => Object.keys(limits).length > 0, 'limits nothing: write pointsPerReceipt');

const rule = z.strictObject({
  name,
  texts: texts.optional(),
  when: whenSchema.prefault({}).meta({ description: 'All of these must be fulfilled; empty: always' }),
  // biome-ignore lint/suspicious/noThenProperty: a rule reads "when … then …", and data is never awaited
  then: thenSchema,
  limits: limits.optional(),
});

const source = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,31}$/, 'is a short word of a-z, 0-9, "-" or "_", for links')
    .meta({ description: 'The word in the link and in reports' }),
  words: z.array(label.max(32)).max(maxSourceWords).default([]).meta({ description: 'What people may write after JOIN besides the name' }),
});

const countryOrOther = z.string().refine((key) => key === 'other' || isCountry(key), 'is no country: two letters, such as RU, or other');

const byCountry = <Value extends z.ZodType>(value: Value, words: string) => z.record(countryOrOther, value, says(words)).default({});

const cap = z.int(says('write a whole number of messages')).min(1).max(100).optional();

const messages = z.strictObject({
  purchaseNoticeBySms: z.boolean().default(false).meta({ description: 'An SMS after each purchase, where there is no Telegram' }),
  marketingByTelegram: z
    .record(countryOrOther, z.boolean(), says('write countries and true or false: { RU: false, other: true }'))
    .default({})
    .meta({ description: 'By country of the phone, and other. Russia is false unless switched on here' }),
  quietHours: byCountry(
    z
      .strictObject({ from: timeOfDay, to: timeOfDay })
      .refine(({ from, to }) => from !== to, 'from and to are the same: no hour would be left, or none quiet'),
    'write countries and hours: { PL: { from: "20:00", to: "10:00" } }',
  ).meta({
    description: 'By country of the phone, and other: no greeting and no offer then, by the clock of the member. Default 20:00 to 10:00',
  }),
  quietDays: byCountry(z.array(z.enum(weekdays)).max(6), 'write countries and days: { PL: [sun] }').meta({
    description: 'By country of the phone, and other: days without greetings and offers, what cannot wait until the next day is left out',
  }),
  caps: z
    .strictObject({
      marketing: z.strictObject({ perDay: cap, perWeek: cap, per30Days: cap }).prefault({ perDay: 1, perWeek: 2, per30Days: 6 }),
      service: z.strictObject({ perDay: cap, perWeek: cap, per30Days: cap }).prefault({}),
    })
    .prefault({})
    .meta({
      description:
        'The most messages of a kind that one member gets, over all channels. Answers to a member are never counted; service counts only what nobody asked for',
    }),
  telegramPerSecond: z.int().min(1).max(1000).default(25).meta({
    description: 'Greetings and offers a second for the whole bot. Telegram allows 30 in all; with a Bot API server of your own, more',
  }),
});

const sms = z.strictObject({
  pricePerSegment: money.default(0).meta({ description: 'What one SMS segment costs, in minor units' }),
  diacritics: z
    .enum(['keep', 'drop', 'transliterate'], says('is one of keep, drop, transliterate'))
    .default('keep')
    .meta({ description: 'drop: ą becomes a; transliterate: Cyrillic becomes Latin. Both make a text fit into fewer segments' }),
  maxSegments: z.int().min(1).max(10).default(3),
  pricesByCountry: byCountry(money, 'write countries and prices: { PL: 12, other: 40 }').meta({
    description: 'Where a segment costs something else: by country of the phone, and other',
  }),
  perSecond: z.number().min(0.01).max(1000).default(5).meta({ description: 'Greetings and offers a second that the gateway takes' }),
});

const budgets = z.strictObject({
  smsPerMonth: z
    .strictObject({ reply: money.optional(), service: money.optional(), marketing: money.optional() })
    .prefault({})
    .meta({ description: 'Money per calendar month, in minor units; left out: no limit' }),
});

const answer = z.strictObject({
  name: z
    .string(says('is a short word of a-z, 0-9 or "-"'))
    .regex(/^[a-z0-9][a-z0-9-]{0,23}$/, 'is a short word of a-z, 0-9 or "-", at most 24')
    .meta({ description: 'The word in reports' }),
  texts: texts.optional(),
});

const answers = z.array(answer).max(maxAnswers).default([]);

const feedback = z.strictObject({
  answerWithinDays: z.int().min(1).max(90).default(14).meta({ description: 'How long a receipt asks how it went' }),
  detractorUpTo: z
    .int()
    .min(0)
    .max(9)
    .default(6)
    .meta({ description: 'A rating of 0 to 10 that is not above this is a case for the manager, and is asked what was bad' }),
  good: answers.meta({ description: 'What may have been good, to choose from' }),
  bad: answers.meta({ description: 'What may have been bad, to choose from' }),
  rewardPoints: points.default(0).meta({ description: 'For an answer, once per receipt' }),
  rewardsPerWeek: z.int().min(1).max(100).default(2).meta({ description: 'Answers of one member that are rewarded within seven days' }),
  apology: z
    .strictObject({
      points: points.default(0),
      budgetPerMonth: points.default(0),
      coupon: name.optional().meta({ description: 'One of coupons below, which the manager may give instead' }),
      couponsPerMonth: z.int().min(1).max(10_000).default(20),
    })
    .prefault({})
    .meta({ description: 'What the manager may give with one press, and how much of it in a calendar month' }),
  remindAfterHours: z.int().min(1).max(168).default(4).meta({ description: 'An open case is brought to mind again after so long' }),
});

/** The shop's promise. Its JSON Schema, for editors, is program.schema.json. */
export const programSchema = z.strictObject({
  shop,
  points: pointsTerms,
  categories: z.strictObject({ neverEarn: labels.default([]), notPayable: labels.default([]) }).prefault({}),
  tiers: z.array(tier, says('write at least one tier')).min(1).max(maxTiers),
  rules: z.array(rule).max(maxRules).default([]),
  sources: z.array(source).max(maxSources).default([]),
  messages: messages.prefault({}),
  sms: sms.prefault({}),
  budgets: budgets.prefault({}),
  feedback: feedback.prefault({}),
  coupons: z
    .array(couponSchema)
    .max(maxCoupons)
    .default([])
    .meta({ description: 'What the shop promises for once, by a code: as an apology, as a gift' }),
  occasions: z.array(occasionSchema).max(maxOccasions).default([]),
  holidays: holidaysSchema.prefault({}),
});

/**
 * The terms as plain JSON, defaults filled in: what is hashed, stored and read back through `programSchema`. Money is in minor units,
 * points are whole, shares are the owner's text. To count with it, ask worth.ts, tiers.ts, calendar.ts and judge.ts, not its numbers.
 */
export type Program = z.output<typeof programSchema>;

export const programJsonSchema = () => z.toJSONSchema(programSchema, { io: 'input' });
