import type { Book } from '../ledger/book.ts';
import { type Welcome, welcomeBonus } from './enrolment.ts';
import type { KnownMembers, MemberChange } from './keeper.ts';
import { type Member, type Proof, phoneOf } from './member.ts';

/** Whether somebody has proved an address of this member. One who was only named at the till has proved none. */
export const isProved = (members: KnownMembers, member: Member): boolean =>
  members.identitiesOf(member.id).some((identity) => identity.provedHow !== 'told');

export type ProvedTold = {
  readonly member: Member;
  readonly changes: readonly MemberChange[];
  readonly book: Book;
  readonly welcomePoints: bigint;
};

/**
 * A phone that was only told at the till has proved itself. Its owner gets the welcome bonus, and a new card: nobody knows who was shown the
 * old one. Nothing when there was nothing to prove.
 */
export function proveTold(
  members: KnownMembers,
  member: Member,
  book: Book,
  by: { readonly how: Proof; readonly request: string },
  welcome: Welcome,
  now: number,
): ProvedTold | undefined {
  const told = members.identitiesOf(member.id).find((identity) => identity.provedHow === 'told');
  if (told === undefined) return undefined;
  const bonus = welcomeBonus(members, book, phoneOf(told.address), welcome, now);
  const renewed = { ...member, card: members.newCard() };
  return {
    member: renewed,
    changes: [
      { kind: 'member', member: renewed },
      { kind: 'identity', identity: { ...told, provedHow: by.how, provedBy: by.request, provedAt: now } },
      ...bonus.changes,
    ],
    book: bonus.book,
    welcomePoints: bonus.points,
  };
}
