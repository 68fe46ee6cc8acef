import type { KnownMembers } from './keeper.ts';
import { type Member, phoneOf, smsAddress } from './member.ts';

/**
 * What a newly proved phone means for the person who wrote from `address`.
 * - `nobody`: neither is known; they may join.
 * - `same`: the phone is theirs already.
 * - `first-phone`, `new-phone`: a member wrote; the phone is free and becomes theirs, in place of an older one.
 * - `known-by-phone`: the phone's member has come by a new channel: one member, not two.
 * - `two-members`: the address is a member's without a phone, the phone another's: they are one person and become one.
 * - `someone-else`: a member with a phone of their own proves a phone that is another member's. Numbers are handed on to strangers, so points
 *   are never joined without the shop.
 */
export type Proving =
  | { readonly kind: 'nobody' | 'someone-else' }
  | { readonly kind: 'same' | 'first-phone'; readonly member: Member }
  | { readonly kind: 'new-phone'; readonly member: Member; readonly old: string }
  | { readonly kind: 'known-by-phone'; readonly member: Member }
  | { readonly kind: 'two-members'; readonly from: Member; readonly into: Member };

export function whatPhoneProves(members: KnownMembers, address: string, phone: string): Proving {
  const here = memberAt(members, address);
  const there = memberAt(members, smsAddress(phone));
  if (here === undefined) return there === undefined ? { kind: 'nobody' } : { kind: 'known-by-phone', member: there };
  const own = members.identitiesOf(here.id).find((identity) => phoneOf(identity.address) !== undefined);
  if (there === undefined)
    return own === undefined ? { kind: 'first-phone', member: here } : { kind: 'new-phone', member: here, old: own.address };
  if (there.id === here.id) return { kind: 'same', member: here };
  return own === undefined ? { kind: 'two-members', from: here, into: there } : { kind: 'someone-else' };
}

/** The member an address belongs to. */
export function memberAt(members: KnownMembers, address: string): Member | undefined {
  const identity = members.identity(address);
  return identity === undefined ? undefined : members.member(identity.memberId);
}
