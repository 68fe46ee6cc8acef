import type { Turn } from '../../database/turns.ts';
import type { Member } from '../../members/member.ts';
import { memberAt } from '../../members/proving.ts';
import { type ClaimRefusal, claimByInvitation, mayClaim } from '../../purchases/claiming.ts';
import { invitationCode, isInvitedBy } from '../../purchases/invitation.ts';
import type { Purchase } from '../../purchases/purchase.ts';
import { type Message, points, say } from '../../texts/message.ts';
import type { Incoming } from '../incoming.ts';
import { languageOf } from '../languages.ts';
import { askAgain, bookOf, joined, type Known, type Reply, type Scene, type Shop, type Writes } from '../scene.ts';
import { askPhone } from './enrolling.ts';

/** What is said where a receipt can no longer be claimed. */
export const claimRefusals = {
  'already-claimed': 'claim-already',
  'too-late': 'claim-late',
  'too-many-claims': 'claim-too-many',
  'all-returned': 'claim-returned',
} satisfies Record<ClaimRefusal, string>;

/** Somebody brings a receipt: its code by SMS, or its link in the chat. A stranger joins first, and then it is theirs. */
export function bringReceipt(scene: Scene, brought: string): Reply {
  const purchase = invitedBy(scene.known, brought);
  if (purchase === undefined) return askAgain('claim-unknown');
  if (scene.member !== undefined) return claimFor(scene, scene.member, purchase);
  const refusal = mayClaim(purchase, 0, scene.now);
  if (refusal !== undefined) return { messages: [say(claimRefusals[refusal])] };
  const data = { ...scene.session.data, invitation: brought };
  if (scene.incoming.channel === 'telegram')
    return { messages: [joined(say('claim-join'), askPhone(scene))], next: { step: 'join.phone', data } };
  return { messages: [say('claim-join', { terms: scene.shop.termsUrl })], next: { step: 'join.name', data } };
}

function invitedBy(known: Pick<Known, 'purchases'>, brought: string): Purchase | undefined {
  const code = invitationCode(brought);
  const purchase = code === undefined ? undefined : known.purchases.invited(code);
  return purchase !== undefined && isInvitedBy(purchase, brought) ? purchase : undefined;
}

function claimFor(scene: Scene, member: Member, purchase: Purchase): Reply {
  const claimant = { memberId: member.id, book: bookOf(scene, member), facts: scene.known.purchases.of(member.id) };
  const claimed = claimByInvitation(scene.shop, purchase, claimant, scene.known.purchases.claimedToday(member.id), scene.now);
  if (!claimed.ok) return { messages: [{ ...say(claimRefusals[claimed.reason]), keyboard: 'menu' }] };
  const thanks: Message = { ...say('claim-thanks', { points: points(claimed.purchase.pointsEarned) }), keyboard: 'menu' };
  return { messages: [thanks], ledger: [claimed.book], purchases: [{ kind: 'changed', purchase: claimed.purchase }] };
}

/** The receipt somebody brought before they joined, as a turn of its own after the one that made them a member: it names what that one could not. */
export const claimAfterJoining = (shop: Shop, incoming: Incoming, invitation: string): Turn<Known, Writes, null> => ({
  requestId: `${incoming.id}:claim`,
  content: invitation,
  names: { session: [incoming.address], address: [incoming.address], invitation: [invitationCode(invitation) ?? ''] },
  deep: true,
  decide(known, now) {
    const member = memberAt(known.members, incoming.address);
    const purchase = invitedBy(known, invitation);
    if (member === undefined || purchase === undefined) return { answer: null };
    const session = known.sessions.at(incoming.address) ?? { address: incoming.address, data: {}, unclear: 0, heardAt: now };
    const scene: Scene = { shop, known, incoming, now, language: languageOf(shop, incoming, member, session, undefined), session, member };
    const { messages, ledger, purchases } = claimFor(scene, member, purchase);
    return {
      answer: null,
      writes: {
        ...(ledger === undefined ? {} : { ledger }),
        ...(purchases === undefined ? {} : { purchases }),
        outbox: messages.map((message) => ({ class: 'reply', to: { address: incoming.address }, language: scene.language, message })),
      },
    };
  },
});
