import type { Book } from '../ledger/book.ts';
import { merge } from '../ledger/merging.ts';
import type { KnownMembers, MemberChange } from '../members/keeper.ts';
import type { Consent, Member } from '../members/member.ts';
import type { PurchaseWrite } from '../purchases/keeper.ts';
import type { PrivacyWrite } from './keeper.ts';

export type Merged = {
  readonly members: readonly MemberChange[];
  readonly ledger: readonly [from: Book, into: Book];
  readonly purchases: readonly PurchaseWrite[];
  readonly privacy: readonly PrivacyWrite[];
};

/**
 * Makes one member of two records of one person: name, addresses, points with their dates, and purchases move; the emptied record points to the
 * other, and tells no more who it was: nobody would forget it there.
 */
export function mergeMembers(members: KnownMembers, from: Member, into: Member, books: { from: Book; into: Book }, now: number): Merged {
  const merged = merge(books.from, books.into, now);
  const { email: fromEmail, source: fromSource, birthday: fromBirthday, timeZone: fromZone, birthdayAskedAt: _, ...emptied } = from;
  const email = into.email ?? fromEmail;
  const source = into.source ?? fromSource;
  const birthday = into.birthday ?? fromBirthday;
  const timeZone = into.timeZone ?? fromZone;
  const blockedAt = into.blockedAt ?? from.blockedAt; // nobody gets out of it by a second card
  return {
    members: [
      ...members
        .identitiesOf(from.id)
        .map((identity): MemberChange => ({ kind: 'identity', identity: { ...identity, memberId: into.id } })),
      { kind: 'member', member: { ...emptied, name: '', card: `merged ${from.id}`, mergedInto: into.id } },
      ...lastWords(members, from.id, into.id),
      {
        kind: 'member',
        member: {
          ...into,
          name: into.name === '' ? from.name : into.name,
          ...(email === undefined ? {} : { email }),
          ...(source === undefined ? {} : { source }),
          ...(birthday === undefined ? {} : { birthday }),
          ...(timeZone === undefined ? {} : { timeZone }),
          ...(blockedAt === undefined ? {} : { blockedAt }),
        },
      },
    ],
    ledger: [merged.from, merged.into],
    purchases: [{ kind: 'moved', from: from.id, into: into.id }],
    privacy: [{ kind: 'merge', from: from.id, into: into.id }],
  };
}

/** What the person agreed to or withdrew last, to whichever record: a STOP that was said to one holds for both. */
const lastWords = (members: KnownMembers, from: string, into: string): MemberChange[] =>
  members
    .consentsOf(from)
    .filter((said) => said.purpose !== 'program')
    .filter((said) => !members.consentsOf(into).some((other) => isSame(other, said) && other.at > said.at))
    .map((said) => ({ kind: 'consent', consent: { ...said, memberId: into } }));

const isSame = (one: Consent, other: Consent): boolean => one.purpose === other.purpose && one.channel === other.channel;
