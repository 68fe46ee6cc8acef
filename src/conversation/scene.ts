import type { KnownCoupons } from '../coupons/keeper.ts';
import type { Json } from '../database/turns.ts';
import type { Outgoing } from '../delivery/outbox.ts';
import type { Book } from '../ledger/book.ts';
import type { KnownLedger, LedgerWrite } from '../ledger/keeper.ts';
import type { Wording } from '../members/consents.ts';
import type { KnownMembers, MemberChange } from '../members/keeper.ts';
import type { Consent, Member } from '../members/member.ts';
import type { KnownPrivacy, PrivacyWrite } from '../privacy/keeper.ts';
import type { KnownPurchases, PurchaseWrite } from '../purchases/keeper.ts';
import type { Program } from '../rules/program.ts';
import type { KnownSurveys, SurveyWrite } from '../surveys/keeper.ts';
import type { Choice, Facts, Language, Message } from '../texts/message.ts';
import type { Incoming } from './incoming.ts';
import type { KnownSessions, Session } from './session.ts';

/** What the conversation needs to know of the shop, for as long as the process runs. */
export type Shop = {
  readonly program: Program;
  readonly programHash: string;
  /** Whether codes can be sent by SMS. */
  readonly smsAvailable: boolean;
  readonly termsUrl: string;
  /** Facts that any text may use: the shop's name, contact, addresses of its terms. */
  readonly facts: Facts;
  /** The very words of a text, for keeping with a consent. */
  wordingOf(message: Message, language: Language, channel: 'telegram' | 'sms'): string;
  /** A phone as purchases keep it that are nobody's yet. */
  phoneHash(phone: string): string;
  /** A chat or a phone as answers keep it. */
  answererHash(address: string): string;
  /** Where the manager is told of trouble; absent: nobody listens. */
  readonly managerAddress?: string;
  /** Where a member sees all that is kept about them, once; nothing where nobody could open it. */
  dataUrl(token: string): string | undefined;
  /** A member's own page with their card. */
  cardUrl(member: Member): string;
};

export type Known = {
  readonly sessions: KnownSessions;
  readonly members: KnownMembers;
  readonly ledger: KnownLedger;
  readonly purchases: KnownPurchases;
  readonly coupons: KnownCoupons;
  readonly surveys: KnownSurveys;
  readonly privacy: KnownPrivacy;
};

export type Writes = {
  readonly sessions: readonly Session[];
  readonly members: readonly MemberChange[];
  readonly ledger: LedgerWrite;
  readonly purchases: readonly PurchaseWrite[];
  readonly surveys: readonly SurveyWrite[];
  readonly privacy: readonly PrivacyWrite[];
  readonly outbox: readonly Outgoing[];
};

/** All that a step may look at. Nothing here changes while it decides. */
export type Scene = {
  readonly shop: Shop;
  readonly known: Known;
  readonly incoming: Incoming;
  readonly now: number;
  readonly language: Language;
  /** Whom the address belongs to. */
  readonly member?: Member;
  readonly session: Session;
};

/** What is answered and done. `next`: the question that follows; absent: the conversation stays where it is; null: it is over. */
export type Reply = {
  readonly messages: readonly Message[];
  readonly next?: { readonly step: string; readonly data?: { readonly [key: string]: Json } } | null;
  readonly members?: readonly MemberChange[];
  readonly ledger?: readonly Book[];
  readonly purchases?: readonly PurchaseWrite[];
  readonly surveys?: readonly SurveyWrite[];
  readonly privacy?: readonly PrivacyWrite[];
  /** Messages to other addresses: a code to a phone. */
  readonly others?: readonly Outgoing[];
  /** The language from here on, where it changed. */
  readonly language?: Language;
  /** What is said opens a door: neither facts nor letter are kept once it is sent. */
  readonly secret?: boolean;
  /** This was not understood: after three such answers we stop asking. */
  readonly unclear?: boolean;
  /** They brought a receipt that is none: too many of these, and nothing they bring is looked at. */
  readonly missed?: boolean;
};

/** One question: how it is asked, and how its answer is heard. */
export type Step = {
  ask(scene: Scene): Message;
  hear(scene: Scene, answer: Answer): Reply;
  /**
   * It reads numbers itself. `rating`: they are answers, so that "0" and "9" are not the signs for leaving and going back. `several`: they name
   * more than one of its choices.
   */
  readonly numbers?: 'rating' | 'several';
  /** Where "back" leads; absent: there is nothing before. */
  readonly back?: string;
};

/** An answer as a step hears it: its own choices resolved, whether tapped, numbered or typed. */
export type Answer =
  | { readonly kind: 'choice'; readonly value: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'skip' }
  | { readonly kind: 'contact'; readonly phone: string; readonly proved: boolean }
  | { readonly kind: 'picture'; readonly picture: string; readonly words?: string }
  | { readonly kind: 'other' };

export const yesNo: readonly Choice[] = [
  { key: 'choice-yes', value: 'yes' },
  { key: 'choice-no', value: 'no' },
];

export const askAgain = (key: string, facts?: Facts): Reply => ({
  messages: [{ parts: [facts === undefined ? { key } : { key, facts }] }],
  unclear: true,
});

/** Several messages' parts as one: an SMS is paid by the piece. */
export const joined = (first: Message, second: Message): Message => ({ ...first, ...second, parts: [...first.parts, ...second.parts] });

/** The very words of a question, for keeping with the consent its answer gives or refuses. */
export const wordsOf = ({ shop, language, incoming }: Scene, asked: Message): Wording => ({
  wording: shop.wordingOf(asked, language, incoming.channel),
  language,
  request: incoming.id,
});

export const asChanges = (consents: readonly Consent[]): MemberChange[] => consents.map((consent) => ({ kind: 'consent', consent }));

export function bookOf(scene: Scene, member: Member): Book {
  const book = scene.known.ledger.books.get(member.id);
  if (book === undefined) throw new Error(`member ${member.id} has no account`);
  return book;
}
