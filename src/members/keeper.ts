import type { Keeper, Store } from '../database/turns.ts';
import { newCardNumber } from './card.ts';
import { type KnownCodes, phoneHash } from './codes.ts';
import { type LoadedMembers, loadMembers, lockPhones, membersNamed, type ReadMembers, readMembers } from './load.ts';
import type { Code, Consent, Identity, Member } from './member.ts';
import { writeCodes, writeConsents, writeIdentities, writeMembers, writeWelcomed } from './write.ts';

/** The members, identities and consents a turn is about, and what a decision needs from chance. */
export type KnownMembers = {
  identity(address: string): Identity | undefined;
  member(id: string): Member | undefined;
  memberByCard(card: string): Member | undefined;
  identitiesOf(memberId: string): readonly Identity[];
  consentsOf(memberId: string): readonly Consent[];
  /** Whether this phone has had its welcome bonus, whoever owned it then. */
  welcomed(phone: string): boolean;
  readonly codes: KnownCodes;
  newId(): string;
  newCard(): string;
};

export type MemberChange =
  | { readonly kind: 'member'; readonly member: Member }
  | { readonly kind: 'identity'; readonly identity: Identity }
  | { readonly kind: 'identity-gone'; readonly address: string }
  | { readonly kind: 'consent'; readonly consent: Consent }
  | { readonly kind: 'welcomed'; readonly phone: string; readonly at: number }
  | { readonly kind: 'code'; readonly code: Code };

/** Chance, as an argument: tests and simulations give a seeded one. */
export type Chance = { readonly newId: () => string; readonly randomDigit: () => number };

/** The members' part in every turn. A member's rows are guarded by the lock on their account, which the ledger's keeper takes; a phone that is nobody's by one of its own. */
export function membersKeeper(deps: { key: string; chance: Chance; clock: () => number }): Keeper<KnownMembers, readonly MemberChange[]> {
  return {
    members: membersNamed,
    lock: lockPhones,
    load: (names) => loadMembers(names, deps),
    open: (loaded) => openStore(readMembers(loaded as unknown as LoadedMembers), deps),
  };
}

function openStore(read: ReadMembers, deps: { key: string; chance: Chance }): Store<KnownMembers, readonly MemberChange[]> {
  const { members, identities, consents, codes, welcomed } = read;
  const before = { members: new Set(members.keys()), identities: new Set(identities.keys()), codes: new Set(codes.keys()) };
  const changed = { members: new Set<string>(), identities: new Set<string>(), codes: new Set<string>() };
  const newConsents: Consent[] = [];
  const newlyWelcomed = new Map<string, number>();
  let { sentToday } = read;

  function change(one: MemberChange): void {
    switch (one.kind) {
      case 'member':
        members.set(one.member.id, one.member);
        changed.members.add(one.member.id);
        return;
      case 'identity':
        identities.set(one.identity.address, one.identity);
        changed.identities.add(one.identity.address);
        return;
      case 'identity-gone':
        identities.delete(one.address);
        changed.identities.add(one.address);
        return;
      case 'consent':
        consents.push(one.consent);
        newConsents.push(one.consent);
        return;
      case 'welcomed':
        welcomed.add(phoneHash(deps.key, one.phone));
        newlyWelcomed.set(phoneHash(deps.key, one.phone), one.at);
        return;
      case 'code':
        if (!codes.has(one.code.id)) sentToday += 1;
        codes.set(one.code.id, one.code);
        changed.codes.add(one.code.id);
    }
  }

  return {
    know: () => ({
      identity: (address) => identities.get(address),
      member: (id) => members.get(id),
      memberByCard: (card) => [...members.values()].find((member) => member.card === card),
      identitiesOf: (memberId) => [...identities.values()].filter((identity) => identity.memberId === memberId),
      consentsOf: (memberId) => consents.filter((consent) => consent.memberId === memberId),
      welcomed: (phone) => welcomed.has(phoneHash(deps.key, phone)),
      codes: { recent: [...codes.values()], sentToday, key: deps.key, ...deps.chance },
      newId: deps.chance.newId,
      newCard: () => newCardNumber(deps.chance.randomDigit),
    }),
    apply: (changes) => changes.forEach(change),
    flush: () => [
      ...writeMembers(inOrder(changed.members, members), before.members),
      ...writeIdentities([...changed.identities].sort(), identities, before.identities),
      ...writeConsents(newConsents),
      ...writeCodes(inOrder(changed.codes, codes), before.codes),
      ...writeWelcomed(newlyWelcomed),
    ],
  };
}

/** Sorted, so that two processes touch rows in the same order. */
const inOrder = <T>(keys: ReadonlySet<string>, all: ReadonlyMap<string, T>): T[] => [...keys].sort().map((key) => all.get(key) as T);
