import { factsOf } from '../../coupons/coupon.ts';
import type { Member } from '../../members/member.ts';
import type { Message } from '../../texts/message.ts';
import type { Scene } from '../scene.ts';

const SMS_LINES_MAX = 3;
const CHAT_LINES_MAX = 10;

/** The coupons that can be used now, the first to end first. */
export function couponsMessage({ known, now, incoming, shop, language }: Scene, member: Member): Message {
  const coupons = known.coupons.openOf(member.id, now);
  if (coupons.length === 0) return { parts: [{ key: 'coupons-none' }] };
  const shown = coupons.slice(0, incoming.channel === 'sms' ? SMS_LINES_MAX : CHAT_LINES_MAX);
  return {
    parts: [{ key: 'coupons' }, ...shown.map((coupon) => ({ key: 'coupons-one', facts: factsOf(coupon, shop.program, language) }))],
    dense: true,
  };
}
