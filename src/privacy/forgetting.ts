import type { Book } from '../ledger/book.ts';
import { forfeit } from '../ledger/earning.ts';
import type { KnownMembers, MemberChange } from '../members/keeper.ts';
import type { Member } from '../members/member.ts';
import type { PrivacyWrite } from './keeper.ts';

export type Forgotten = {
  readonly members: readonly MemberChange[];
  readonly ledger: readonly Book[];
  readonly privacy: readonly PrivacyWrite[];
};

/**
 * Forgets a member: name, email, source, birthday and addresses go; the points are forfeited; the card stops working. What stays holds no personal
 * data: transfers, consents as proof of what was agreed, and the keyed hash of the phone that had its welcome bonus.
 */
export function forget(members: KnownMembers, member: Member, book: Book, now: number): Forgotten {
  const addresses = members.identitiesOf(member.id).map((identity) => identity.address);
  const { email: _email, source: _source, birthday: _birthday, birthdayAskedAt: _asked, timeZone: _zone, ...kept } = member;
  return {
    members: [
      { kind: 'member', member: { ...kept, name: '', card: `forgotten ${member.id}`, forgottenAt: now } },
      ...addresses.map((address): MemberChange => ({ kind: 'identity-gone', address })),
    ],
    ledger: [forfeit(book, now)],
    privacy: [{ kind: 'forget', memberId: member.id, addresses }],
  };
}
