import { readShortCode, shortCode } from '../database/short-code.ts';
import { restoredExpiresAt } from '../rules/calendar.ts';
import { midnightAfter } from '../rules/hours.ts';
import type { Program } from '../rules/program.ts';
import { day, type Facts, type Language } from '../texts/message.ts';

/** A promise of the shop to one member, for once. `gives` is what was promised on the day it was given, whatever the program says today. */
export type Coupon = {
  readonly code: string;
  readonly memberId: string;
  readonly name: string;
  readonly gives: Gives;
  /** Why it was given: "case 5", "greeting:birthday:2027". */
  readonly about: string;
  readonly givenAt: number;
  /** The local midnight that ends its last day. */
  readonly expiresAt: number;
  /** By which purchase, and when. */
  readonly used?: { readonly purchaseId: string; readonly at: number };
};

type Gives = { readonly [L in Language]?: string | undefined };

const LETTER = 'C';

export const newCouponCode = (randomBytes: (count: number) => Buffer): string => shortCode(LETTER, randomBytes(5));

/** A coupon's code as people type or read it out. Nothing: it is no code of ours. */
export const readCouponCode = (text: string): string | undefined => readShortCode(LETTER, text);

/** As it is shown: "C7K3 M9QX4", without a sign that SMS would charge for. */
const spacedCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;

type Given = {
  readonly name: string;
  readonly memberId: string;
  readonly code: string;
  readonly about: string;
  readonly lastsDays?: number;
};

/** A coupon of this name in the program, which must be there. */
export function newCoupon(program: Program, { name, memberId, code, about, lastsDays }: Given, now: number): Coupon {
  const terms = program.coupons.find((one) => one.name === name);
  if (terms === undefined) throw new Error(`there is no coupon "${name}" in the program`);
  const expiresAt = midnightAfter(program.shop.timeZone, now, lastsDays ?? terms.lastsDays);
  return { code, memberId, name, gives: terms.gives, about, givenAt: now, expiresAt };
}

/** Why a till may not take it. */
export type CouponRefusal = 'unknown' | 'of-another' | 'used' | 'expired';

/** Whether this member may use it at that moment: the moment of the sale, which a till may tell later. */
export function refusalOf(coupon: Coupon | undefined, memberId: string, at: number): CouponRefusal | undefined {
  if (coupon === undefined) return 'unknown';
  if (coupon.memberId !== memberId) return 'of-another';
  if (coupon.used !== undefined) return 'used';
  return coupon.expiresAt > at ? undefined : 'expired';
}

/** What was used by a purchase that has come back wholly can be used again, for as long as points would be that came back late. */
export function givenBack(program: Program, coupon: Coupon, now: number): Coupon {
  const { used: _, ...rest } = coupon;
  return { ...rest, expiresAt: Math.max(coupon.expiresAt, restoredExpiresAt(program, now)) };
}

/** What it gives, in a language; else in the shop's, else in any. */
export const giftOf = ({ gives }: Pick<Coupon, 'gives'>, { shop }: Pick<Program, 'shop'>, language: Language): string =>
  gives[language] ?? gives[shop.defaultLanguage] ?? Object.values(gives)[0] ?? '';

/** What texts say of it: `coupon`, its code; `gives`; `until`, its last day. */
export const factsOf = (coupon: Coupon, program: Program, language: Language): Facts => ({
  coupon: spacedCode(coupon.code),
  gives: giftOf(coupon, program, language),
  until: day(coupon.expiresAt - 1, program.shop.timeZone),
});
