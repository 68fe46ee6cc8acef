import { button, h, icon, say } from './dom.js';
import { change, theSale } from './sale.js';
import { theShop } from './shop.js';
import { dayWord, word } from './words.js';

/** The member's coupons, to press when the shopper wants one: it is used with the receipt. */
export function drawCoupons({ member, coupons }) {
  const all = member.coupons ?? [];
  return (
    all.length > 0 &&
    h(
      'ul',
      { class: 'coupons', 'aria-label': word('coupons') },
      all.map((one) => drawCoupon(one, coupons.includes(one.code))),
    )
  );
}

function drawCoupon({ code, gives, until }, isTaken) {
  const press = () => {
    const others = theSale().coupons.filter((one) => one !== code);
    change({ coupons: isTaken ? others : [...others, code] });
    say(word(isTaken ? 'couponKept' : 'couponTaken', { gives }));
  };
  const last = word('couponUntil', { day: dayWord(Date.parse(until) - 1, theShop().timeZone) });
  const words = h('span', { class: 'grow' }, gives, h('small', {}, last));
  return h(
    'li',
    {},
    button([icon(isTaken ? 'check' : 'ticket'), words], press, {
      class: 'coupon',
      'aria-pressed': String(isTaken),
      'data-focus': `coupon ${code}`,
    }),
  );
}
