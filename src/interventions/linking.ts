import type { Book } from '../ledger/book.ts';
import { phoneHash } from '../members/codes.ts';
import { type Welcome, welcomeBonus } from '../members/enrolment.ts';
import type { MemberChange } from '../members/keeper.ts';
import { type Identity, phoneOf } from '../members/member.ts';
import { memberAt } from '../members/proving.ts';
import { proveTold } from '../members/told.ts';
import { claimAll } from '../purchases/claiming.ts';
import { claimNotice } from '../purchases/notices.ts';
import { expiresAt } from '../rules/calendar.ts';
import type { Program } from '../rules/program.ts';
import { type Message, points, say } from '../texts/message.ts';
import { type Deed, type Desk, type Done, doByHand, type Found, type Refused, tell } from './desk.ts';

/** `replaced`: the member had another phone, which is theirs no more. */
export type Linked = { readonly ok: true; readonly replaced: boolean };
/** `card`: of the member whose it is. */
export type LinkRefused = Refused<'already-theirs' | 'of-another-member'> & { readonly card?: string };

/**
 * Gives a member an address that somebody of the shop has seen the proof of: a phone, in place of an older one, or a Telegram chat. One that is
 * another member's is refused: numbers are handed on to strangers, and points are money.
 */
export function linkAddress(desk: Desk, deed: Deed, address: string): Promise<Linked | LinkRefused> {
  const phone = phoneOf(address);
  const names = { address: [address], ...(phone === undefined ? {} : { claim: [phoneHash(desk.key, phone)] }) };
  const decide = (found: Found, now: number) => decideLink(desk, found, address, deed.requestId, now);
  return doByHand(desk, deed, `link ${address}`, decide, names);
}

function decideLink(desk: Desk, found: Found, address: string, request: string, now: number): Done<Linked> | LinkRefused {
  const { known, member } = found;
  const there = memberAt(known.members, address);
  if (there !== undefined && there.id !== member.id) return { ok: false, reason: 'of-another-member', card: there.card };
  if (there !== undefined) return proveKnown(desk, found, address, request, now) ?? { ok: false, reason: 'already-theirs' };
  const identity: Identity = { address, memberId: member.id, provedHow: 'cashier', provedBy: request, provedAt: now };
  const phone = phoneOf(address);
  return phone === undefined ? linkChat(found, identity, now) : linkPhone(desk, found, identity, phone, now);
}

/** A phone that was only told at the till: now it is proved. */
function proveKnown(desk: Desk, found: Found, address: string, request: string, now: number): Done<Linked> | undefined {
  const { known, member, book } = found;
  if (known.members.identity(address)?.provedHow !== 'told') return undefined;
  const proved = proveTold(known.members, member, book, { how: 'cashier', request }, welcomeOf(desk.program, now), now);
  if (proved === undefined) return undefined;
  const facts = { card: proved.member.card, points: points(proved.welcomePoints) };
  const message = say(proved.welcomePoints === 0n ? 'phone-proved' : 'phone-proved-bonus', facts);
  return linked(found, { changes: proved.changes, book: proved.book, messages: [message], replaced: false }, now);
}

/** Said in the chat itself: whoever was meant reads it there, and a bot that may not write there learns so. */
function linkChat({ member }: Found, identity: Identity, now: number): Done<Linked> {
  return {
    answer: { ok: true, replaced: false },
    kind: 'link',
    facts: { channel: 'telegram' },
    writes: {
      members: [{ kind: 'identity', identity }],
      outbox: [{ ...tell(member, { ...say('linked'), keyboard: 'menu' }, now), to: { address: identity.address } }],
    },
  };
}

/** As if its owner had proved it: with the welcome bonus, where that phone had none, and with what was bought by it before. */
function linkPhone(desk: Desk, found: Found, identity: Identity, phone: string, now: number): Done<Linked> {
  const { known, member } = found;
  const gone = known.members
    .identitiesOf(member.id)
    .filter((other) => phoneOf(other.address) !== undefined)
    .map((other): MemberChange => ({ kind: 'identity-gone', address: other.address }));
  const bonus = welcomeBonus(known.members, found.book, phone, welcomeOf(desk.program, now), now);
  const unclaimed = known.purchases.unclaimed(phoneHash(desk.key, phone));
  const claimed = claimAll(desk, unclaimed, { memberId: member.id, book: bonus.book, facts: known.purchases.of(member.id) }, now);
  const messages = [
    say(bonus.points === 0n ? 'phone-added' : 'phone-added-bonus', { points: points(bonus.points) }),
    ...(claimed.points === 0n ? [] : [claimNotice(claimed.points)]),
  ];
  const done = linked(
    found,
    {
      changes: [...gone, { kind: 'identity', identity }, ...bonus.changes],
      book: claimed.book,
      messages,
      replaced: gone.length > 0,
    },
    now,
  );
  return { ...done, writes: { ...done.writes, purchases: claimed.purchases.map((purchase) => ({ kind: 'changed', purchase }) as const) } };
}

type What = {
  readonly changes: readonly MemberChange[];
  readonly book: Book;
  readonly messages: readonly Message[];
  readonly replaced: boolean;
};

const linked = ({ member }: Found, { changes, book, messages, replaced }: What, now: number): Done<Linked> => ({
  answer: { ok: true, replaced },
  kind: 'link',
  facts: { channel: 'sms', ...(replaced ? { replaced } : {}) },
  writes: { members: changes, ledger: [book], outbox: messages.map((message) => tell(member, message, now)) },
});

function welcomeOf(program: Program, now: number): Welcome {
  const until = expiresAt(program, now);
  return { points: BigInt(program.points.welcome), activeAt: now, ...(until === undefined ? {} : { expiresAt: until }) };
}
