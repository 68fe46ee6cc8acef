import type { Turn } from '../../database/turns.ts';
import type { Outgoing } from '../../delivery/outbox.ts';
import type { Book } from '../../ledger/book.ts';
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
import { askAbout, deskOf, hashesOf, invitedBy, offerToJoin, written } from './surveys.ts';

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
  const claim = isOwn ? { messages: [] } : claimFor(scene, scene.member, purchase, brought);
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

function claimFor(scene: Scene, member: Member, purchase: Purchase, brought: string): Reply {
  const claimant = { memberId: member.id, book: bookOf(scene, member), facts: scene.known.purchases.of(member.id) };
  const claimed = claimByInvitation(scene.shop, purchase, claimant, scene.known.purchases.claimedToday(member.id), scene.now);
  if (!claimed.ok) return { messages: [{ ...say(claimRefusals[claimed.reason]), keyboard: 'menu' }] };
  const thanks: Message = { ...say('claim-thanks', { points: points(claimed.purchase.pointsEarned) }), keyboard: 'menu' };
  const adopted = answerOf(scene, member, claimed.purchase, claimed.book, brought);
  return {
    ...adopted,
    messages: [[thanks, ...rewardIn(adopted)].reduce(joined)],
    purchases: [{ kind: 'changed', purchase: claimed.purchase }],
  };
}

/** What they said of it before they joined is theirs too. */
function answerOf(scene: Scene, member: Member, purchase: Purchase, book: Book, brought: string): Omit<Reply, 'messages'> {
  const hashes = hashesOf(scene, brought);
  return written(adopt(deskOf(scene.shop), scene.known, purchase, { memberId: member.id, book, hashes }, scene.now));
}

/** Joining has made the purchase theirs; what they had said of it follows. */
function ownNow(scene: Scene, member: Member, purchase: Purchase, brought: string): Reply {
  const adopted = answerOf(scene, member, purchase, bookOf(scene, member), brought);
  return { ...adopted, messages: rewardIn(adopted) };
}

/** What the answer brought, now that it is somebody's. */
const rewardIn = ({ surveys = [] }: Omit<Reply, 'messages'>): Message[] =>
  surveys.flatMap((write) =>
    write.kind === 'answer' && write.answer.rewardPoints > 0n ? [say('survey-reward', { points: points(write.answer.rewardPoints) })] : [],
  );

/**
 * The receipt somebody brought before they joined, as a turn of its own after the one that made them a member: it names what that one could not.
 * Where it was told with their phone, joining has made it theirs already.
 */
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
    const isOwn = purchase.memberId === member.id;
    const reply = isOwn ? ownNow(scene, member, purchase, invitation) : claimFor(scene, member, purchase, invitation);
    const { messages, ledger, purchases, surveys, others = [] }: Reply = reply;
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
