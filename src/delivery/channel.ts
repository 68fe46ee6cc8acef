import type { Letter } from '../texts/message.ts';

export type ChannelName = 'telegram' | 'sms';

/**
 * What became of one attempt to send.
 * - `sent`: the carrier took it; `reference` is its id there.
 * - `refused`: it will never take this message (too long, bad number): do not repeat it as it is.
 * - `unreachable`: the person cannot be reached on this address until they speak again (bot blocked, opted out at the carrier).
 * - `wait`: nothing was sent; the whole bot or gateway must pause for `seconds`.
 * - `unknown`: it may have been sent (time-out, 5xx, connection lost).
 */
export type SendOutcome =
  | { readonly outcome: 'sent'; readonly reference: string }
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'unreachable'; readonly reason: string }
  | { readonly outcome: 'wait'; readonly seconds: number }
  | { readonly outcome: 'unknown'; readonly reason: string };

/** Carries one letter to one address ("42", "+79161234567"); decides nothing. `key` is stable over repeats of one message. */
export type Channel = {
  readonly name: ChannelName;
  send(address: string, letter: Letter, key: string): Promise<SendOutcome>;
  /** How many segments a letter takes, where they are paid for. */
  segments?(letter: Letter): number;
};
