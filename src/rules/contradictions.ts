import { contradictionsOf } from './conditions/table.ts';
import { folded } from './names.ts';
import { askedFor, factsFor } from './occasions.ts';
import type { Program } from './program.ts';
import { reservedRuleNames } from './reasons.ts';
import { denominatorOf } from './terms.ts';

/** Carries and units are kept in 64 bits: rates finer together than this would not fit. */
const maxDenominator = 1_000_000_000_000n;

export type Contradiction = { readonly path: readonly (string | number)[]; readonly message: string };

/** What no single field can know: parts of a well-formed program that do not go together. */
export function contradictionsIn(program: Program): Contradiction[] {
  return [
    ...languageMistakes(program),
    ...tierMistakes(program),
    ...ruleMistakes(program),
    ...textMistakes(program),
    ...duplicates(program.categories.neverEarn, (index) => ['categories', 'neverEarn', index]),
    ...duplicates(program.categories.notPayable, (index) => ['categories', 'notPayable', index]),
    ...sourceMistakes(program),
    ...feedbackMistakes(program),
    ...couponMistakes(program),
    ...occasionMistakes(program),
    ...denominatorMistakes(program),
  ];
}

function couponMistakes({ coupons, feedback, occasions }: Program): Contradiction[] {
  const wanted = [
    { coupon: feedback.apology.coupon, path: ['feedback', 'apology', 'coupon'] },
    ...occasions.map(({ gift }, index) => ({ coupon: gift?.coupon, path: ['occasions', index, 'gift', 'coupon'] })),
  ];
  return [
    ...duplicates(
      coupons.map(({ name }) => name),
      (index) => ['coupons', index, 'name'],
    ),
    ...wanted
      .filter(({ coupon }) => coupon !== undefined && !coupons.some(({ name }) => name === coupon))
      .map(({ coupon, path }) => ({ path, message: `"${coupon}" is not among coupons` })),
    ...occasions.flatMap(({ gift, texts }, index) =>
      gift?.coupon === undefined
        ? []
        : Object.entries(texts)
            .filter(([, words = '']) => !askedFor(words).includes('coupon'))
            .map(([language]) => ({
              path: ['occasions', index, 'texts', language],
              message: 'gives a coupon and does not say its code: write {coupon}',
            })),
    ),
  ];
}

function occasionMistakes({ occasions, shop, sources }: Program): Contradiction[] {
  return [
    ...duplicates(
      occasions.map(({ name }) => name),
      (index) => ['occasions', index, 'name'],
    ),
    ...occasions.flatMap((occasion, index) => {
      const path = ['occasions', index];
      const known = factsFor(occasion);
      const unknown = Object.entries(occasion.texts).flatMap(([language, words = '']) =>
        askedFor(words)
          .filter((asked) => !known.includes(asked))
          .map((asked) => ({
            path: [...path, 'texts', language],
            message: `{${asked}} is not known here: write ${known.map((name) => `{${name}}`).join(', ')}`,
          })),
      );
      const silent = occasion.texts[shop.defaultLanguage] === undefined;
      return [
        ...unknown,
        ...(silent
          ? [
              {
                path: [...path, 'texts'],
                message: `lacks ${shop.defaultLanguage}, the language of the shop: who has none of the others reads it`,
              },
            ]
          : []),
        ...(occasion.audience.sources ?? [])
          .filter((source) => !sources.some(({ name }) => name === source))
          .map((source) => ({ path: [...path, 'audience', 'sources'], message: `"${source}" is not among sources` })),
      ];
    }),
  ];
}

function languageMistakes({ shop }: Program): Contradiction[] {
  const missing = !shop.languages.includes(shop.defaultLanguage);
  return [
    ...duplicates(shop.languages, (index) => ['shop', 'languages', index]),
    ...(missing ? [{ path: ['shop', 'defaultLanguage'], message: `"${shop.defaultLanguage}" is not among languages` }] : []),
  ];
}

function tierMistakes({ tiers }: Program): Contradiction[] {
  const names = tiers.map((tier) => tier.name);
  return [
    ...duplicates(names, (index) => ['tiers', index, 'name']),
    ...tiers.flatMap(({ from, name }, index) => {
      const path = ['tiers', index, 'from'];
      const before = tiers[index - 1];
      if (before === undefined) return from === 0 ? [] : [{ path, message: 'the first tier begins at 0, so that everybody has a tier' }];
      const rises = from > before.from;
      return rises ? [] : [{ path, message: `"${name}" must begin above "${before.name}" (${before.from}): tiers go upward` }];
    }),
  ];
}

function ruleMistakes({ rules, tiers }: Program): Contradiction[] {
  const names = rules.map((rule) => rule.name);
  return [
    ...duplicates(names, (index) => ['rules', index, 'name']),
    ...rules.flatMap((rule, index) => [
      ...(reservedRuleNames.includes(rule.name)
        ? [{ path: ['rules', index, 'name'], message: `"${rule.name}" is a name of our own; take another` }]
        : []),
      ...contradictionsOf(rule.when, { tiers }).map(({ name, message }) => ({ path: ['rules', index, 'when', name], message })),
    ]),
  ];
}

/** Members of every language must be able to read a text that is given at all. */
function textMistakes(program: Program): Contradiction[] {
  const { good, bad } = program.feedback;
  const lists = [
    { path: ['tiers'], items: program.tiers },
    { path: ['rules'], items: program.rules },
    { path: ['feedback', 'good'], items: good },
    { path: ['feedback', 'bad'], items: bad },
    { path: ['coupons'], items: program.coupons.map(({ gives }) => ({ texts: gives })), field: 'gives' },
  ];
  return lists.flatMap(({ path, items, field = 'texts' }) =>
    items.flatMap(({ texts }, index) =>
      program.shop.languages
        .filter((language) => texts !== undefined && texts[language] === undefined)
        .map((language) => ({ path: [...path, index, field], message: `has no "${language}", a language of the shop` })),
    ),
  );
}

function feedbackMistakes({ feedback: { good, bad, apology } }: Program): Contradiction[] {
  const tooDear = apology.points > apology.budgetPerMonth;
  return [
    ...duplicates(
      good.map(({ name }) => name),
      (index) => ['feedback', 'good', index, 'name'],
    ),
    ...duplicates(
      bad.map(({ name }) => name),
      (index) => ['feedback', 'bad', index, 'name'],
    ),
    ...(tooDear
      ? [{ path: ['feedback', 'apology', 'budgetPerMonth'], message: `does not reach for one apology of ${apology.points} points` }]
      : []),
  ];
}

function sourceMistakes({ sources }: Program): Contradiction[] {
  const words = sources.flatMap(({ name, words }, index) => [
    { word: name, path: ['sources', index, 'name'] },
    ...words.map((word, at) => ({ word, path: ['sources', index, 'words', at] })),
  ]);
  return duplicates(
    words.map(({ word }) => word),
    (index) => words[index]!.path,
  );
}

function denominatorMistakes(program: Program): Contradiction[] {
  if (denominatorOf(program) <= maxDenominator) return [];
  return [{ path: ['points', 'worth'], message: 'with these rates, points would have to be counted too finely: take rounder numbers' }];
}

function duplicates(names: readonly string[], pathOf: (index: number) => (string | number)[]): Contradiction[] {
  return names.flatMap((name, index) => {
    const isRepeated = names.slice(0, index).some((earlier) => folded(earlier) === folded(name));
    return isRepeated ? [{ path: pathOf(index), message: `"${name}" is there twice` }] : [];
  });
}
