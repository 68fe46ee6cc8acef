import type { Outgoing } from '../delivery/outbox.ts';
import { balanceOf } from '../ledger/balance.ts';
import type { Book } from '../ledger/book.ts';
import type { Member } from '../members/member.ts';
import type { Program } from '../rules/program.ts';
import { worthOf } from '../rules/worth.ts';
import { day, type Message, money, points, say } from '../texts/message.ts';
import type { Purchase, PurchaseReturn } from './purchase.ts';

/** One message per receipt: what it earned, what it paid. */
export function purchaseNotice(
  program: Program,
  member: Member,
  book: Book,
  purchase: Purchase,
  activeFrom: number,
  now: number,
): Outgoing {
  const { available } = balanceOf(book, now);
  const facts = { points: points(purchase.pointsEarned), balance: points(available), from: day(activeFrom, program.shop.timeZone) };
  const key = purchase.pointsEarned === 0n ? 'purchase-nothing' : activeFrom > now ? 'purchase-earned-later' : 'purchase-earned';
  const paid = purchase.pointsSpent === 0n ? [] : [{ key: 'purchase-spent', facts: { points: points(purchase.pointsSpent) } }];
  return tell(member, { parts: [{ key, facts }, ...paid], dense: true, keyboard: 'menu' });
}

/** What a return gave back and took; nothing where no points moved. */
export function returnNotice(program: Program, member: Member, book: Book, returned: PurchaseReturn, now: number): Outgoing[] {
  const { pointsReturned, pointsTaken, pointsOwed, refund } = returned;
  if (pointsReturned + pointsTaken + pointsOwed === 0n) return [];
  const parts = [
    { key: 'return', facts: { refund: money(refund, program.shop.currency) } },
    ...(pointsReturned === 0n ? [] : [{ key: 'return-back', facts: { points: points(pointsReturned) } }]),
    ...(pointsTaken === 0n ? [] : [{ key: 'return-taken', facts: { points: points(pointsTaken) } }]),
    ...(pointsOwed === 0n ? [] : [{ key: 'return-owed', facts: { points: points(pointsOwed) } }]),
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
