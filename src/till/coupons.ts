import { type Coupon, type CouponRefusal, giftOf, readCouponCode, refusalOf } from '../coupons/coupon.ts';
import type { Member } from '../members/member.ts';
import { shopTime } from '../rules/calendar.ts';
import type { Program } from '../rules/program.ts';
import type { Language } from '../texts/message.ts';
import type { Known } from './context.ts';
import { type Refusal, wrong } from './problem.ts';

/** A coupon as it is kept in an answer: what it gives in every language. */
export type CouponKept = Pick<Coupon, 'code' | 'name' | 'gives'> & { readonly until: string };

/** The codes a till sent, as they are kept: for the names of a turn. What is none of ours stays as it was typed, and is refused. */
export const couponNames = (typed: readonly string[] | undefined) =>
  typed === undefined || typed.length === 0 ? {} : { coupon: typed.map((code) => readCouponCode(code) ?? code) };

/** The coupons a till brings, as long as this member may use each of them at that moment: whoever is blocked none. */
export function broughtCoupons(
  known: Known,
  member: Member | undefined,
  typed: readonly string[] | undefined,
  at: number,
): readonly Coupon[] | Refusal {
  if (member?.blockedAt !== undefined && typed !== undefined && typed.length > 0) return { refusal: 'member-blocked' };
  const brought: Coupon[] = [];
  for (const [place, text] of (typed ?? []).entries()) {
    const path = `coupons.${place}`;
    const coupon = known.coupons.coupon(readCouponCode(text) ?? '');
    if (member === undefined) return wrong(path, 'is personal: name the member by phone, card or id');
    const refused = refusalOf(coupon, member.id, at);
    if (refused !== undefined)
      return refused === 'used' ? { refusal: 'coupon-used', facts: { coupon: text } } : wrong(path, mistakes[refused]);
    if (brought.some(({ code }) => code === coupon?.code)) return wrong(path, 'is named twice');
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
