import { z } from 'zod';
import type { ChannelName } from '../../delivery/channel.ts';
import { label, language, money, says, shareText } from '../../rules/fields.ts';
import { momentAt } from '../../rules/hours.ts';
import { askedFor } from '../../rules/occasions.ts';
import { type Mistake, readYaml } from '../../rules/parse.ts';
import type { Program } from '../../rules/program.ts';

const NAME_CHARACTERS_MAX = 64;
/** What Telegram takes in one message, less the line that says how to end offers. */
export const WORDS_CHARACTERS_MAX = 3500;
const LISTED_MAX = 50;
const DAYS_MAX = 3650;

/** What a text may mention. */
const factNames = ['name', 'points', 'tier'] as const;
export type FactName = (typeof factNames)[number];

const oneOrMore = <Value extends z.ZodType>(value: Value) =>
  z
    .union([value, z.array(value).min(1).max(LISTED_MAX)], says('write a word, or a list of words: [one, two]'))
    .transform((written) => [written].flat() as z.output<Value>[])
    .optional();

const range = (limit: z.ZodInt, words: string) => z.strictObject({ from: limit.optional(), to: limit.optional() }, says(words)).optional();

const days = z.int(says('write a whole number of days')).min(0).max(DAYS_MAX);

const audience = z.strictObject({
  tier: oneOrMore(label),
  store: oneOrMore(label),
  category: oneOrMore(label),
  source: oneOrMore(label),
  language: oneOrMore(language),
  lastVisitDaysAgo: range(days, 'write { from: 30, to: 90 }'),
  spentIn12Months: range(money, 'write { from: 100000, to: 500000 }, in minor units'),
  birthdayMonth: z.int(says('write the number of a month, 1 to 12')).min(1).max(12).optional(),
});

const words = z.string(says('write a text; put it in quotes')).trim().min(1).max(WORDS_CHARACTERS_MAX);

const planSchema = z.strictObject({
  name: z.string(says('write a name; put it in quotes')).trim().min(1).max(NAME_CHARACTERS_MAX),
  audience: audience.prefault({}),
  texts: z.strictObject({ en: words.optional(), pl: words.optional(), ru: words.optional() }, says('write a text for each language')),
  startAt: z.string(says('write the day and the hour, such as 2026-12-01 10:00')).optional(),
  budget: money.min(1).optional(),
  holdOut: shareText.optional(),
  channels: z
    .array(z.enum(['telegram', 'sms'], says('is one of telegram, sms')), says('write a list: [telegram, sms]'))
    .min(1)
    .max(2)
    .optional(),
});

/** Whom a broadcast is for and what it says, as its owner planned it. `audience`: every filter must hold; a list holds if one of it does. */
export type Plan = z.output<typeof planSchema> & {
  readonly channels?: readonly ChannelName[] | undefined;
  /** The message in the manager's chat that planned it. */
  readonly request?: string;
};

/** Reads what an owner has written down. Every mistake is told at once, each with its line. */
export const readPlan = (
  text: string,
  program: Program,
): { readonly ok: true; readonly value: Plan } | { readonly ok: false; readonly mistakes: readonly Mistake[] } =>
  readYaml<Plan>(text, planSchema, (plan) => contradictionsIn(plan, program));

type Finding = { readonly path: readonly (string | number)[]; readonly message: string };

function contradictionsIn(plan: Plan, program: Program): Finding[] {
  const { texts, audience: whom, startAt } = plan;
  const { shop, tiers } = program;
  const speaks = whom.language ?? [];
  const isCovered = texts[shop.defaultLanguage] !== undefined || (speaks.length > 0 && speaks.every((one) => texts[one] !== undefined));
  const names = tiers.map(({ name }) => name);
  return [
    ...(isCovered
      ? []
      : [{ path: ['texts'], message: `has no text in "${shop.defaultLanguage}", which stands in for the languages left out` }]),
    ...Object.entries(texts).flatMap(([spoken, text]) =>
      unknownFactsIn(text ?? '').map((name) => ({ path: ['texts', spoken], message: `{${name}} is not known: ${knownFacts}` })),
    ),
    ...(whom.tier ?? []).flatMap((tier) =>
      names.includes(tier) ? [] : [{ path: ['audience', 'tier'], message: `there is no tier "${tier}"; there is: ${names.join(', ')}` }],
    ),
    ...(startAt === undefined || momentAt(shop.timeZone, startAt) !== undefined
      ? []
      : [{ path: ['startAt'], message: 'write the day and the hour, such as 2026-12-01 10:00' }]),
  ];
}

/** In the owner's words. */
const knownFacts = `a text may mention ${factNames.map((name) => `{${name}}`).join(', ')}`;

/** What stands in braces and is none of ours would be read by everybody as it is. */
export const unknownFactsIn = (text: string): readonly string[] =>
  askedFor(text).filter((name) => !factNames.some((known) => known === name));
