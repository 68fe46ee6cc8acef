import { z } from 'zod';
import type { Print } from '../print.ts';
import { amount } from './amount.ts';
import { category } from './category.ts';
import type { Circumstances, Condition, Declared, Line, MissFacts } from './condition.ts';
import { dates } from './dates.ts';
import { daysAndHours } from './days-and-hours.ts';
import { firstPurchase } from './first-purchase.ts';
import { nthVisit } from './nth-visit.ts';
import { product } from './product.ts';
import { tier } from './tier.ts';

/** Every condition a rule may have, by the key it has in `when`. A new one is a file and a line here. */
const conditions = { category, product, amount, daysAndHours, tier, dates, firstPurchase, nthVisit } as const;

export type ConditionName = keyof typeof conditions;

/** What a rule lacked: which condition, and by how much. Plain JSON. */
export type Miss =
  | {
      [K in ConditionName]: { readonly condition: K; readonly facts: NonNullable<ReturnType<(typeof conditions)[K]['miss']>> };
    }[ConditionName]
  | { readonly condition: 'nothing-counts'; readonly facts: Readonly<Record<string, never>> };

type WhenShape = { [K in ConditionName]: z.ZodOptional<(typeof conditions)[K]['schema']> };

export const whenSchema = z.strictObject(
  Object.fromEntries(Object.entries(conditions).map(([name, { schema }]) => [name, schema.optional()])) as WhenShape,
);

export type When = z.output<typeof whenSchema>;

/** A rule's conditions with what it wants of each, ready to be asked for every receipt. */
export type Wanted = readonly {
  readonly name: ConditionName;
  readonly condition: Condition<z.ZodAny, MissFacts>;
  readonly wanted: unknown;
}[];

/** The compiler cannot follow that each condition meets its own wish; here is the one place that says so. */
export const wantedBy = (when: When): Wanted =>
  (Object.keys(conditions) as ConditionName[])
    .filter((name) => when[name] !== undefined)
    .map((name) => ({ name, condition: conditions[name] as unknown as Condition<z.ZodAny, MissFacts>, wanted: when[name] }));

export const concerns = (rule: Wanted, line: Line): boolean =>
  rule.every(({ condition, wanted }) => condition.concerns?.(wanted, line) ?? true);

/** Every condition that is not fulfilled, not only the first: a member one step short of a bonus should hear it. */
export function missesOf(rule: Wanted, circumstances: Circumstances): Miss[] {
  const misses = rule.flatMap(({ name, condition, wanted }) => {
    const facts = condition.miss(wanted, circumstances);
    return facts === undefined ? [] : [{ condition: name, facts } as Miss];
  });
  return misses.length === 0 && circumstances.lines.length === 0 ? [{ condition: 'nothing-counts', facts: {} }] : misses;
}

/** Conditions that contradict the rest of the program: name and plain words. */
export const contradictionsOf = (when: When, declared: Declared): { name: ConditionName; message: string }[] =>
  wantedBy(when).flatMap(({ name, condition, wanted }) => {
    const message = condition.contradiction?.(wanted, declared);
    return message === undefined ? [] : [{ name, message }];
  });

/** "it comes to from 500 ₽ and it is the first purchase"; nothing wanted: always. */
export const whenInWords = (when: When, print: Print): string =>
  wantedBy(when)
    .map(({ condition, wanted }) => condition.words(wanted, print))
    .join(' and ');
