import type { When } from '../../rules/conditions/table.ts';
import type { Then } from '../../rules/effects/table.ts';
import type { Program } from '../../rules/program.ts';
import type { Section } from './article.ts';
import type { Figures } from './figures.ts';
import type { Voice } from './voice.ts';

/** What the rules give on top of the tier's rate; no section where there are none. */
export function extraSection({ rules }: Program, voice: Voice): Section[] {
  const { extra } = voice.words.terms;
  if (rules.length === 0) return [];
  return [
    {
      id: 'extra',
      heading: extra.heading,
      blocks: [
        extra.lead,
        { named: rules.map((rule) => ({ name: voice.nameOf(rule), text: ruleInWords(rule, voice) })) },
        ...(rules.length === 1 ? [] : [extra.together]),
      ],
    },
  ];
}

/** "50 points: with every 5th purchase, from 300 ₽; at most 300 points for one purchase." */
function ruleInWords(rule: Program['rules'][number], voice: Voice): string {
  const { extra } = voice.words.terms;
  const gives = voice.all(phrases<Then>(extra.gives, rule.then, voice));
  const when = phrases<When>(extra.when, rule.when, voice).join(', ');
  const limit = rule.limits?.pointsPerReceipt;
  return `${gives}: ${when === '' ? extra.always : when}${limit === undefined ? '' : `; ${extra.atMost(limit)}`}.`;
}

type Phrases<Wants> = { readonly [K in keyof Wants]-?: (wanted: NonNullable<Wants[K]>, figures: Figures) => string };

/** In the order of the words' table. The compiler cannot follow that each phrase meets its own wish. */
const phrases = <Wants extends object>(table: Phrases<Wants>, wants: Wants, figures: Figures): string[] =>
  (Object.keys(table) as (keyof Wants)[]).flatMap((key) => {
    const wanted = wants[key];
    return wanted === undefined ? [] : [(table[key] as (wanted: unknown, figures: Figures) => string)(wanted, figures)];
  });
