import { type Book, newBook } from '../ledger/book.ts';
import { type Earning, earn } from '../ledger/earning.ts';
import type { KnownLedger } from '../ledger/keeper.ts';
import type { Language } from '../texts/message.ts';
import type { Wording } from './consents.ts';
import type { KnownMembers, MemberChange } from './keeper.ts';
import { type Identity, type Member, type Proof, smsAddress } from './member.ts';

type Known = { readonly members: KnownMembers; readonly ledger: KnownLedger };

/** What a person told us to join, and the words they agreed to. */
export type Enrolment = {
  /** Where they wrote from: a chat proves itself, an SMS proves its number. */
  readonly address: string;
  readonly name: string;
  readonly email?: string;
  /** A phone that is proved, never one that was only typed. */
  readonly phone?: { readonly number: string; readonly provedHow: Proof };
  readonly language: Language;
  readonly source?: string;
  /** Where the clock is not the shop's. */
  readonly timeZone?: string;
  readonly terms: Wording;
  /** Where the consent was given, if not by the channel of the address: at the till. */
  readonly agreedAt?: 'till';
};

/** The welcome bonus as the program has it at this moment: points, and when they are active and expire. */
export type Welcome = Omit<Earning, 'kind' | 'happenedAt'>;

export type Enrolled =
  | {
      readonly ok: true;
      readonly member: Member;
      readonly welcomePoints: bigint;
      readonly members: readonly MemberChange[];
      readonly ledger: readonly Book[];
    }
  | { readonly ok: false; readonly reason: 'already-member' };

/** Makes a member with a card and an account. The welcome bonus comes once per proved phone, ever; without a proved phone it waits. */
export function enroll(known: Known, form: Enrolment, welcome: Welcome, now: number): Enrolled {
  const phoneAddress = form.phone === undefined ? undefined : smsAddress(form.phone.number);
  if (known.members.identity(form.address) !== undefined) return { ok: false, reason: 'already-member' };
  if (phoneAddress !== undefined && known.members.identity(phoneAddress) !== undefined) return { ok: false, reason: 'already-member' };

  const { request } = form.terms;
  const member: Member = {
    id: known.members.newId(),
    name: form.name,
    ...(form.email === undefined ? {} : { email: form.email }),
    language: form.language,
    card: known.members.newCard(),
    ...(form.source === undefined ? {} : { source: form.source }),
    joinedAt: now,
    joinedBy: request,
    ...(form.timeZone === undefined ? {} : { timeZone: form.timeZone }),
  };
  const identities: Identity[] = [];
  const by = { memberId: member.id, provedBy: request, provedAt: now };
  if (form.address !== phoneAddress) identities.push({ address: form.address, provedHow: 'chat', ...by });
  if (form.phone !== undefined) identities.push({ address: smsAddress(form.phone.number), provedHow: form.phone.provedHow, ...by });
  const channel = form.agreedAt ?? (form.address.startsWith('sms:') ? 'sms' : 'telegram');
  const proved = form.phone?.provedHow === 'told' ? undefined : form.phone?.number;
  const bonus = welcomeBonus(known.members, newBook(member.id), proved, welcome, now);
  return {
    ok: true,
    member,
    welcomePoints: bonus.points,
    members: [
      { kind: 'member', member },
      ...identities.map((identity): MemberChange => ({ kind: 'identity', identity })),
      { kind: 'consent', consent: { memberId: member.id, purpose: 'program', channel, given: true, ...form.terms, at: now } },
      ...bonus.changes,
    ],
    ledger: [bonus.book],
  };
}

/** The welcome bonus for a phone that was just proved; nothing when that phone has had it. */
export function welcomeBonus(
  members: KnownMembers,
  book: Book,
  phone: string | undefined,
  welcome: Welcome,
  now: number,
): { readonly book: Book; readonly points: bigint; readonly changes: readonly MemberChange[] } {
  if (phone === undefined || welcome.points === 0n || members.welcomed(phone)) return { book, points: 0n, changes: [] };
  return {
    book: earn(book, { kind: 'welcome', happenedAt: now, ...welcome }).book,
    points: welcome.points,
    changes: [{ kind: 'welcomed', phone, at: now }],
  };
}
