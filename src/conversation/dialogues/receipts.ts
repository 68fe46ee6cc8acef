import type { Turn } from '../../database/turns.ts';
import type { Outgoing } from '../../delivery/outbox.ts';
import type { Member } from '../../members/member.ts';
import { memberAt } from '../../members/proving.ts';
import { type ClaimRefusal, claimByInvitation, mayClaim } from '../../purchases/claiming.ts';
import { invitationCode } from '../../purchases/invitation.ts';
import type { Purchase } from '../../purchases/purchase.ts';
import { adopt } from '../../surveys/answering.ts';
import { type Message, points, say } from '../../texts/message.ts';
import type { Incoming } from '../incoming.ts';
import { languageOf } from '../languages.ts';
import { askAgain, bookOf, joined, type Known, type Reply, type Scene, type Shop, type Writes } from '../scene.ts';
import { askAbout, deskOf, invitedBy, offerToJoin, written } from './surveys.ts';

/** What is said where a receipt can no longer be claimed. */
export const claimRefusals = {
  'already-claimed': 'claim-already',
  'too-late': 'claim-late',
  'too-many-claims': 'claim-too-many',
  'all-returned': 'claim-returned',
} satisfies Record<ClaimRefusal, string>;

/**
 * Somebody brings a receipt: its code by SMS, or its link in the chat. It asks how it went. A member who brings nobody's receipt claims it; a
 * stranger is asked first, and then may join to have its points.
 */
export function bringReceipt(scene: Scene, brought: string): Reply {
  const purchase = invitedBy(scene.known, brought);
  if (purchase === undefined) return { ...askAgain('claim-unknown'), missed: true };
  const survey = askAbout(scene, purchase, brought);
  if (scene.member === undefined) return strangersReply(scene, purchase, brought, survey);
  const isOwn = purchase.memberId === scene.member.id;
  const claim = isOwn ? { messages: [] } : claimFor(scene, scene.member, purchase);
  const messages = [...claim.messages, ...(survey?.messages ?? [])];
  if (messages.length === 0) return { messages: [{ ...say('survey-late'), keyboard: 'menu' }], next: null };
  return {
    ...claim,
    messages: scene.incoming.channel === 'sms' ? [messages.reduce(joined)] : messages,
    next: survey?.next ?? null,
  };
}

function strangersReply(scene: Scene, purchase: Purchase, brought: string, survey: ReturnType<typeof askAbout>): Reply {
  if (survey?.next) return survey;
  const joining = offerToJoin(scene, purchase, brought);
  if (joining === undefined) {
    const refusal = mayClaim(purchase, 0, scene.now);
    return survey ?? { messages: [say(refusal === undefined ? 'survey-late' : claimRefusals[refusal])] };
  }
  return { messages: [[...(survey?.messages ?? []), ...joining.messages].reduce(joined)], next: joining.next };
}

function claimFor(scene: Scene, member: Member, purchase: Purchase): Reply {
  const claimant = { memberId: member.id, book: bookOf(scene, member), facts: scene.known.purchases.of(member.id) };
  const claimed = claimByInvitation(scene.shop, purchase, claimant, scene.known.purchases.claimedToday(member.id), scene.now);
  if (!claimed.ok) return { messages: [{ ...say(claimRefusals[claimed.reason]), keyboard: 'menu' }] };
  const thanks: Message = { ...say('claim-thanks', { points: points(claimed.purchase.pointsEarned) }), keyboard: 'menu' };
  const hash = scene.shop.answererHash(scene.incoming.address);
  const adopted = adopt(deskOf(scene.shop), scene.known, claimed.purchase, { memberId: member.id, book: claimed.book, hash }, scene.now);
  return { ...written(adopted), messages: [thanks], purchases: [{ kind: 'changed', purchase: claimed.purchase }] };
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
    const { messages, ledger, purchases, surveys, others = [] } = claimFor(scene, member, purchase);
    return {
      answer: null,
      writes: {
        ...(ledger === undefined ? {} : { ledger }),
        ...(purchases === undefined ? {} : { purchases }),
        ...(surveys === undefined ? {} : { surveys }),
        outbox: [
          ...messages.map(
            (message): Outgoing => ({ class: 'reply', to: { address: incoming.address }, language: scene.language, message }),
          ),
          ...others,
        ],
      },
    };
  },
});
