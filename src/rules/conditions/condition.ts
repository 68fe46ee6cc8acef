import type { z } from 'zod';
import type { LocalTime } from '../calendar.ts';
import type { Print } from '../print.ts';

/** What a condition may look at. `lines` are those that can earn and that the rule's category and product leave. */
export type Circumstances = {
  readonly lines: readonly Line[];
  readonly member: MemberFacts;
  readonly tier: string;
  /** Tiers with the money (minor units) they begin at, ascending. */
  readonly tiers: readonly { readonly name: string; readonly from: bigint }[];
  /** The shop's clock at the moment of the purchase. */
  readonly local: () => LocalTime;
};

/** One line of a receipt. `amount` is its sum in minor units after the shop's discounts and before points. */
export type Line = {
  readonly sku?: string | undefined;
  readonly category?: string | undefined;
  readonly amount: bigint;
  /** Thousandths of a piece or of a kilogram; absent: one. */
  readonly quantityThousandths?: bigint | undefined;
};

/** What the rules know of a member: money paid in the tier's window (minor units, this receipt not counted) and purchases before this one. */
export type MemberFacts = { readonly spentInWindow: bigint; readonly visits: number };

/** What was lacking, as data to be worded elsewhere and stored as JSON; money is decimal text in minor units. */
export type MissFacts = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** The part of a program that a condition may need to find a contradiction. */
export type Declared = { readonly tiers: readonly { readonly name: string }[] };

export type Condition<S extends z.ZodType, F extends MissFacts> = {
  readonly schema: S;
  /** Narrows the rule to some lines of the receipt. */
  readonly concerns?: (wanted: z.output<S>, line: Line) => boolean;
  /** `undefined`: fulfilled. */
  readonly miss: (wanted: z.output<S>, circumstances: Circumstances) => F | undefined;
  /** In plain English, after "when", for the owner. */
  readonly words: (wanted: z.output<S>, print: Print) => string;
  /** A contradiction with the rest of the program, in plain words. */
  readonly contradiction?: (wanted: z.output<S>, declared: Declared) => string | undefined;
};

/** Gives a condition's functions the type of its schema. */
export const condition = <S extends z.ZodType, F extends MissFacts>(parts: Condition<S, F>): Condition<S, F> => parts;
