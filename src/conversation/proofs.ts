import type { Book } from '../ledger/book.ts';
import type { MemberChange } from '../members/keeper.ts';
import { type Proof, phoneOf, smsAddress } from '../members/member.ts';
import { memberAt } from '../members/proving.ts';
import { type ProvedTold, proveTold } from '../members/told.ts';
import { claimAll } from '../purchases/claiming.ts';
import { claimNotice } from '../purchases/notices.ts';
import { type Message, points, say } from '../texts/message.ts';
import { welcomeOf } from './dialogues/enrolling.ts';
import { bookOf, type Reply, type Scene } from './scene.ts';

/**
 * What a proof of a phone brings besides the answer: a phone that was only told at the till becomes its owner's. `reply` decides in the scene as
 * it is after that.
 */
export function withProvedPhone(scene: Scene, phone: string, how: Proof, reply: (scene: Scene) => Reply): Reply {
  const member = memberAt(scene.known.members, smsAddress(phone));
  const proved =
    member &&
    proveTold(scene.known.members, member, bookOf(scene, member), { how, request: scene.incoming.id }, welcomeOf(scene), scene.now);
  if (proved === undefined) return reply(scene);
  const told = reply(sceneAfter(scene, proved));
  const hasBook = told.ledger?.some((book) => book.memberId === proved.member.id);
  const facts = { card: proved.member.card, points: points(proved.welcomePoints) };
  return {
    ...told,
    members: [...proved.changes, ...(told.members ?? [])],
    ledger: hasBook ? (told.ledger ?? []) : [proved.book, ...(told.ledger ?? [])],
    messages: withFirst(told.messages, say(proved.welcomePoints === 0n ? 'phone-proved' : 'phone-proved-bonus', facts)),
  };
}

function sceneAfter(scene: Scene, { member, book }: ProvedTold): Scene {
  const { known } = scene;
  return {
    ...scene,
    ...(scene.member?.id === member.id ? { member } : {}),
    known: {
      ...known,
      members: { ...known.members, member: (id) => (id === member.id ? member : known.members.member(id)) },
      ledger: { ...known.ledger, books: new Map(known.ledger.books).set(member.id, book) },
    },
  };
}

/** What was bought with a phone before anybody had proved it belongs to whoever has proved it now. What the answer itself claims is not claimed again. */
export function withClaims(scene: Scene, reply: Reply): Reply {
  const taken = new Set(reply.purchases?.flatMap((write) => (write.kind === 'changed' ? [write.purchase.id] : [])));
  const claimed = phonesProvedBy(scene, reply).reduce<Claims | undefined>((before, { phone, memberId }) => {
    const purchases = scene.known.purchases.unclaimed(scene.shop.phoneHash(phone)).filter(({ id }) => !taken.has(id));
    const book = before?.book ?? bookAfter(scene, reply, memberId);
    if (purchases.length === 0 || book === undefined) return before;
    return { ...claimAll(scene.shop, purchases, { memberId, book, facts: scene.known.purchases.of(memberId) }, scene.now), memberId };
  }, undefined);
  if (claimed === undefined) return reply;
  const others = (reply.ledger ?? []).filter((book) => book.memberId !== claimed.memberId);
  return {
    ...reply,
    ledger: [...others, claimed.book],
    purchases: [...(reply.purchases ?? []), ...claimed.purchases.map((purchase) => ({ kind: 'changed', purchase }) as const)],
    messages: claimed.points === 0n ? reply.messages : withSecond(reply.messages, claimNotice(claimed.points)),
  };
}

type Claims = ReturnType<typeof claimAll> & { readonly memberId: string };

/** The phone an SMS came from, and phones that became a member's in this very turn. */
function phonesProvedBy(scene: Scene, reply: Reply): readonly { readonly phone: string; readonly memberId: string }[] {
  const gone = reply.members?.some((change) => change.kind === 'identity-gone' && change.address === scene.incoming.address);
  const here = phoneOf(scene.incoming.address);
  const own = here === undefined || scene.member === undefined || gone ? [] : [{ phone: here, memberId: scene.member.id }];
  const fresh = (reply.members ?? []).flatMap((change: MemberChange) => {
    const phone = change.kind === 'identity' ? phoneOf(change.identity.address) : undefined;
    return change.kind !== 'identity' || phone === undefined || phone === here ? [] : [{ phone, memberId: change.identity.memberId }];
  });
  const joined = (reply.members ?? []).flatMap((change) =>
    change.kind === 'identity' && here !== undefined && phoneOf(change.identity.address) === here && scene.member === undefined
      ? [{ phone: here, memberId: change.identity.memberId }]
      : [],
  );
  return [...own, ...fresh, ...joined];
}

const bookAfter = (scene: Scene, reply: Reply, memberId: string): Book | undefined =>
  reply.ledger?.find((book) => book.memberId === memberId) ?? scene.known.ledger.books.get(memberId);

/** Said before the answer, in the same message. */
const withFirst = ([first, ...others]: readonly Message[], before: Message): readonly Message[] =>
  first === undefined ? [before] : [{ ...first, parts: [...before.parts, ...first.parts] }, ...others];

/** Said after what the answer begins with, and before what it may ask. */
function withSecond([first, ...others]: readonly Message[], then: Message): readonly Message[] {
  if (first === undefined) return [then];
  const [head, ...rest] = first.parts;
  return [{ ...first, parts: [...(head === undefined ? [] : [head]), ...then.parts, ...rest] }, ...others];
}
