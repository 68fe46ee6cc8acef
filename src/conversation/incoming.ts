import type { Language } from '../texts/message.ts';

/** Something a person said to us, whatever the channel. `id` is the request id: the same id again is the same message again. */
export type Incoming = {
  readonly id: string;
  readonly channel: 'telegram' | 'sms';
  /** Where it came from and where the answer goes: "telegram:42", "sms:+79161234567". */
  readonly address: string;
  readonly said: Said;
  /** The name a messenger's profile shows. */
  readonly profileName?: string;
  /** A guess from the messenger or the phone's country: the member's own choice wins. */
  readonly languageHint?: Language;
};

export type Said =
  | { readonly kind: 'text'; readonly text: string }
  /** A button: which question it stood under ("join.consent") and the value behind it. */
  | { readonly kind: 'choice'; readonly step: string; readonly value: string }
  /** `proved`: shared by the phone's own owner, not forwarded, not a card from the address book. */
  | { readonly kind: 'contact'; readonly phone: string; readonly proved: boolean }
  | { readonly kind: 'start'; readonly payload: string }
  /** A picture, by the messenger's id of it ("photo:ID", "document:ID"), with the words under it. It is never downloaded. */
  | { readonly kind: 'picture'; readonly picture: string; readonly words?: string }
  /** A voice message, a sticker… */
  | { readonly kind: 'other' }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'unblocked' }
  /** A group or channel wrote: answered once, never enrolled. */
  | { readonly kind: 'group' }
  /** The carrier has already answered this stop or start word itself. */
  | { readonly kind: 'opt-out'; readonly stopped: boolean };
