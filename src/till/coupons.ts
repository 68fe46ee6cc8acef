import { type Coupon, type CouponRefusal, giftOf, refusalOf } from '../coupons/coupon.ts';
import type { Member } from '../members/member.ts';
import { shopTime } from '../rules/calendar.ts';
import type { Program } from '../rules/program.ts';
import type { Language } from '../texts/message.ts';
import type { Known } from './context.ts';
import { type Refusal, wrong } from './problem.ts';

/** A coupon as it is kept in an answer: what it gives in every language. */
export type CouponKept = Pick<Coupon, 'code' | 'name' | 'gives'> & { readonly until: string };

/** For the names of a turn. */
export const couponNames = (codes: readonly string[] = []) => (codes.length === 0 ? {} : { coupon: codes });

/** The coupons a till brings, as long as this member may use each of them at that moment: whoever is blocked none. */
export function broughtCoupons(
  known: Known,
  member: Member | undefined,
  codes: readonly string[] = [],
  at: number,
): readonly Coupon[] | Refusal {
  if (codes.length === 0) return [];
  if (member === undefined) return wrong('coupons.0', 'is personal: name the member by phone, card or id');
  if (member.blockedAt !== undefined) return { refusal: 'member-blocked' };
  const brought: Coupon[] = [];
  for (const [place, code] of codes.entries()) {
    const path = `coupons.${place}`;
    const coupon = known.coupons.coupon(code);
    const refused = refusalOf(coupon, member.id, at);
    if (refused === 'used') return { refusal: 'coupon-used', facts: { coupon: code } };
    if (refused !== undefined) return wrong(path, mistakes[refused]);
    if (codes.indexOf(code) < place) return wrong(path, 'is named twice');
    brought.push(coupon as Coupon);
  }
  return brought;
}

const mistakes: Readonly<Record<Exclude<CouponRefusal, 'used'>, string>> = {
  unknown: 'is not known here',
  'of-another': 'is of another member',
  expired: 'is no longer valid: its last day is over',
};

export const couponKept = (program: Program, { code, name, gives, expiresAt }: Coupon): CouponKept => ({
  code,
  name,
  gives,
  until: shopTime(program, expiresAt),
});

/** As it goes out, in the language of whoever asks. */
export const couponTold = (program: Program, coupon: CouponKept, language: Language): object => ({
  code: coupon.code,
  name: coupon.name,
  gives: giftOf(coupon, program, language),
  until: coupon.until,
});

export const couponsTold = (program: Program, coupons: readonly Coupon[], language: Language): readonly object[] =>
  coupons.map((coupon) => couponTold(program, couponKept(program, coupon), language));
