/** How many rated 9 or 10, 7 or 8, and 6 or less: the three groups of the Net Promoter Score, whatever the shop calls a detractor for its cases. */
export type Groups = { readonly promoters: number; readonly passives: number; readonly detractors: number };

/** From −100 to 100, with the interval in which it lies with 95 % confidence. Null: nobody answered. */
export type Nps = Groups & {
  readonly answers: number;
  readonly score: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

const Z_95 = 1.96;
/** Added before the interval is computed, so that it is honest for few answers too: three people saying 10 do not prove 100. */
const ADDED = { promoters: 0.75, passives: 1.5, detractors: 0.75 };

/**
 * The score is the share of promoters less that of detractors. The interval is the adjusted Wald one (Sauro and Lewis, 2021): three imaginary
 * answers are added, and the variance of a difference of two shares of one sample is p + d − (p − d)².
 */
export function npsOf(groups: Groups): Nps {
  const { promoters, passives, detractors } = groups;
  const answers = promoters + passives + detractors;
  if (answers === 0) return { ...groups, answers, score: null, low: null, high: null };
  const count = answers + ADDED.promoters + ADDED.passives + ADDED.detractors;
  const p = (promoters + ADDED.promoters) / count;
  const d = (detractors + ADDED.detractors) / count;
  const reach = Z_95 * Math.sqrt((p + d - (p - d) ** 2) / count);
  return {
    ...groups,
    answers,
    score: rounded(((promoters - detractors) / answers) * 100),
    low: rounded(Math.max(-1, p - d - reach) * 100),
    high: rounded(Math.min(1, p - d + reach) * 100),
  };
}

const rounded = (number: number): number => Math.round(number * 10) / 10;
