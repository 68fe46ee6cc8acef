import type { Json } from '../database/turns.ts';

/** Whose hand did what, and why. It is never changed; only its words go when the member is forgotten. */
export type Intervention = {
  readonly id: string;
  readonly memberId: string;
  readonly kind: 'points' | 'block' | 'unblock' | 'link' | 'clock' | 'resend';
  readonly who: string;
  readonly why: string;
  /** What it was, without a word about the person: points, a channel, the number of a message. */
  readonly facts: { readonly [name: string]: Json };
};

const WHO_CHARACTERS_MAX = 80;
const WHY_CHARACTERS_MAX = 200;

type Read = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly reason: 'empty' | 'too-long' };

/** Who does it: a name, on one line. */
export const readWho = (text: string): Read => readLine(text, WHO_CHARACTERS_MAX);

/** A reason in the operator's own words, on one line: the member reads it too. */
export const readWhy = (text: string): Read => readLine(text, WHY_CHARACTERS_MAX);

function readLine(text: string, charactersMax: number): Read {
  const value = text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  if (value === '') return { ok: false, reason: 'empty' };
  return value.length > charactersMax ? { ok: false, reason: 'too-long' } : { ok: true, value };
}
