import { kindOf, type Occasion, type OccasionKind } from '../../rules/occasions.ts';
import type { Program } from '../../rules/program.ts';
import { birthday, holiday, joined, nameDay } from './days.ts';
import type { Due, LocalDay } from './kind.ts';
import { pointsActive, pointsExpire } from './points.ts';
import { favouriteProduct, lastVisit, tierAtRisk, tierNear } from './purchases.ts';

const kinds: { readonly [Kind in OccasionKind]: Due<Kind> } = {
  birthday,
  joined,
  holiday,
  nameDay,
  lastVisit,
  pointsExpire,
  tierAtRisk,
  tierNear,
  favouriteProduct,
  pointsActive,
};

/** Whom an occasion comes to on a day, as `Due` says. */
export function dueOn(occasion: Occasion, day: LocalDay, program: Program): string | undefined {
  const kind = kindOf(occasion);
  return (kinds[kind] as Due<OccasionKind>)(occasion.on[kind] as never, day, program);
}
