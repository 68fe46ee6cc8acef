import type { Language } from '../texts/message.ts';

/** A person enrolled in the programme. */
export type Member = {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly language: Language;
  /** EAN-13 that starts with 29. */
  readonly card: string;
  /** Where the member came from: a poster, a friend, an advertisement. */
  readonly source?: string;
  readonly joinedAt: number;
  readonly joinedBy: string;
  readonly forgottenAt?: number;
  readonly mergedInto?: string;
  /** Since when points are frozen, by the shop's word: they are earned and not spent. */
  readonly blockedAt?: number;
  readonly birthday?: Birthday;
  /** When the birthday was last asked for. */
  readonly birthdayAskedAt?: number;
  /** Where the clock is not the shop's: an IANA name. */
  readonly timeZone?: string;
};

/** `day`: the month and the day as one number, 229 for 29 February. The year is told by whoever wants to. */
export type Birthday = { readonly day: number; readonly year?: number; readonly toldAt: number };

/**
 * How an address was verified. `chat`: a messenger account that wrote to us. `contact-shared`: a number shared by its owner in the chat.
 * `text-received`: an SMS that came from the number. `one-time-code`: a code sent to the number came back. `cashier`: seen at the counter.
 * `told`: only said at the counter, which proves nothing: such a member earns, and spends once a code or a message has come from the number.
 */
export type Proof = 'chat' | 'contact-shared' | 'text-received' | 'one-time-code' | 'cashier' | 'told';

/** A channel address that belongs to a member: "telegram:42", "sms:+79161234567". Only a proved phone is an identity. */
export type Identity = {
  readonly address: string;
  readonly memberId: string;
  readonly provedHow: Proof;
  /** The request that proved it. */
  readonly provedBy: string;
  readonly provedAt: number;
  readonly unreachableSince?: number;
};

/**
 * What a consent is for. `program`: taking part, with the terms. `marketing`: offers and greetings, on one channel.
 * `notices`: unsolicited service messages by SMS, allowed until withdrawn.
 */
export type Purpose = 'program' | 'marketing' | 'notices';

/** Who agreed to what purpose, on which channel, to which wording, by which message. A withdrawal is a record as well. */
export type Consent = {
  readonly memberId: string;
  readonly purpose: Purpose;
  readonly channel: string;
  readonly given: boolean;
  /** The very words that were shown, in their language. */
  readonly wording: string;
  readonly language: Language;
  /** The message that gave or withdrew it. */
  readonly request: string;
  readonly at: number;
};

/** A one-time code on its way. Its digits are kept only as a keyed hash. */
export type Code = {
  readonly id: string;
  readonly phone: string;
  /** As the list of welcomed phones keeps it. */
  readonly phoneHash: string;
  /** The address that asked for it: the code counts only there. */
  readonly askedBy: string;
  readonly purpose: CodePurpose;
  readonly digest: string;
  readonly triesLeft: number;
  readonly at: number;
  readonly expiresAt: number;
  readonly closedAt?: number;
};

/** Proves a typed phone, or confirms by SMS what discloses or destroys. */
export type CodePurpose = 'prove-phone' | 'forget' | 'my-data';

export const smsAddress = (phone: string): string => `sms:${phone}`;
export const phoneOf = (address: string): string | undefined => (address.startsWith('sms:') ? address.slice('sms:'.length) : undefined);
