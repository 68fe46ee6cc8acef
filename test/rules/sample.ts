import { type Program, programSchema } from '../../src/rules/program.ts';

type Changes = Partial<Record<keyof Program, unknown>> & { readonly shop?: object; readonly points?: object };

const plain = {
  shop: {
    name: 'Tea',
    smsName: 'Tea',
    legalName: 'Tea Ltd',
    contact: 'tea@example.com',
    country: 'PL',
    timeZone: 'Europe/Warsaw',
    currency: 'PLN',
    languages: ['pl', 'en'],
    defaultLanguage: 'pl',
  },
  points: { worth: { points: 1, money: 100 }, payableShare: '50 %' },
  tiers: [{ name: 'bronze', from: 0, rate: '3 %' }],
};

/** A program of few words: 1 point pays 1.00, 3 % for everybody, half of a receipt payable, and what the test adds. */
export function programWith(changes: Changes = {}): Program {
  return programSchema.parse({
    ...plain,
    ...changes,
    shop: { ...plain.shop, ...changes.shop },
    points: { ...plain.points, ...changes.points },
  });
}

/** A rule that gives `effects`; `rest`: when, limits, texts. */
export const rule = (name: string, effects: object, rest: object = {}) => ({
  name,
  // biome-ignore lint/suspicious/noThenProperty: a rule reads "when … then …", and data is never awaited
  then: effects,
  ...rest,
});

/** `2026-11-21T14:03:00+01:00` as an instant. */
export const at = (text: string): number => Date.parse(text);
