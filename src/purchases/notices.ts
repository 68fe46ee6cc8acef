import { type Coupon, factsOf } from '../coupons/coupon.ts';
import type { Outgoing } from '../delivery/outbox.ts';
import { balanceOf } from '../ledger/balance.ts';
import type { Book } from '../ledger/book.ts';
import type { Member } from '../members/member.ts';
import type { Program } from '../rules/program.ts';
import { worthOf } from '../rules/worth.ts';
import { day, type Message, money, points, say } from '../texts/message.ts';
import type { Purchase, PurchaseReturn } from './purchase.ts';

type Bought = { readonly purchase: Purchase; readonly coupons: readonly Coupon[]; readonly activeFrom: number };

/** One message per receipt: what it earned, what it paid, which coupons it used. */
export function purchaseNotice(
  program: Program,
  member: Member,
  book: Book,
  { purchase, coupons, activeFrom }: Bought,
  now: number,
): Outgoing {
  const { available } = balanceOf(book, now);
  const facts = { points: points(purchase.pointsEarned), balance: points(available), from: day(activeFrom, program.shop.timeZone) };
  const key = purchase.pointsEarned === 0n ? 'purchase-nothing' : activeFrom > now ? 'purchase-earned-later' : 'purchase-earned';
  const paid = purchase.pointsSpent === 0n ? [] : [{ key: 'purchase-spent', facts: { points: points(purchase.pointsSpent) } }];
  const used = coupons.map((coupon) => ({ key: 'purchase-coupon', facts: factsOf(coupon, program, member.language) }));
  return tell(member, { parts: [{ key, facts }, ...paid, ...used], dense: true, keyboard: 'menu' });
}

type CameBack = { readonly returned: PurchaseReturn; readonly coupons: readonly Coupon[] };

/** What a return gave back and took; nothing where neither points moved nor a coupon can be used again. */
export function returnNotice(program: Program, member: Member, book: Book, { returned, coupons }: CameBack, now: number): Outgoing[] {
  const { pointsReturned, pointsTaken, pointsOwed, refund } = returned;
  if (pointsReturned + pointsTaken + pointsOwed === 0n && coupons.length === 0) return [];
  const parts = [
    { key: 'return', facts: { refund: money(refund, program.shop.currency) } },
    ...(pointsReturned === 0n ? [] : [{ key: 'return-back', facts: { points: points(pointsReturned) } }]),
    ...(pointsTaken === 0n ? [] : [{ key: 'return-taken', facts: { points: points(pointsTaken) } }]),
    ...(pointsOwed === 0n ? [] : [{ key: 'return-owed', facts: { points: points(pointsOwed) } }]),
    ...coupons.map((coupon) => ({ key: 'return-coupon', facts: factsOf(coupon, program, member.language) })),
    { key: 'return-balance', facts: { balance: points(balanceOf(book, now).available) } },
  ];
  return [tell(member, { parts, dense: true, keyboard: 'menu' })];
}

/** What was bought before somebody joined, and is theirs now. */
export const claimNotice = (claimed: bigint): Message => say('claimed', { points: points(claimed) });

/** The code to read out at the till: to the member's own channel, at any hour, kept nowhere once it is sent. */
export const codeToSpend = (program: Program, member: Member, wanted: bigint, digits: string, notAfter: number): Outgoing => ({
  class: 'reply',
  to: { memberId: member.id },
  language: member.language,
  message: say('code-spend', { code: digits, points: points(wanted), worth: money(worthOf(program, wanted), program.shop.currency) }),
  notAfter,
  secret: true,
});

const tell = (member: Member, message: Message): Outgoing => ({
  class: 'service',
  to: { memberId: member.id },
  language: member.language,
  message,
});
