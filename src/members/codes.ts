import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Code, CodePurpose } from './member.ts';
import { remembering } from './remembering.ts';

const CODE_DIGITS = 6;
const CODE_TRIES = 5;
const CODE_LIFE_MS = 10 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
const BETWEEN_CODES_MS = 60 * 1000;

/** Limits against SMS pumping: codes in the last 24 hours to one phone, asked by one chat, and by everybody together. */
const PER_PHONE_A_DAY = 4;
const PER_ASKER_A_DAY = 5;
const ALL_A_DAY = 300;

export type KnownCodes = {
  /** Codes of the last 24 hours to the phones, and asked by the addresses, that the turn names. */
  readonly recent: readonly Code[];
  readonly sentToday: number;
  /** The key of the hashes in which codes and phones are kept. */
  readonly key: string;
  readonly randomDigit: () => number;
  readonly newId: () => string;
};

export type CodeSent =
  | { readonly ok: true; readonly code: Code; readonly digits: string }
  | { readonly ok: false; readonly reason: 'too-many-codes' };

/** A new code for a phone, asked for by an address. An earlier open one for the same purpose stops counting. Refused beyond the limits. */
export function issueCode(known: KnownCodes, asked: { phone: string; askedBy: string; purpose: CodePurpose }, now: number): CodeSent {
  const recent = known.recent.filter((code) => code.at > now - DAY_MS);
  const toPhone = recent.filter((code) => code.phone === asked.phone);
  const byAsker = recent.filter((code) => code.askedBy === asked.askedBy);
  const hurried = [...toPhone, ...byAsker].some((code) => code.at > now - BETWEEN_CODES_MS);
  if (hurried || toPhone.length >= PER_PHONE_A_DAY || byAsker.length >= PER_ASKER_A_DAY || known.sentToday >= ALL_A_DAY)
    return { ok: false, reason: 'too-many-codes' };
  const digits = Array.from({ length: CODE_DIGITS }, known.randomDigit).join('');
  const id = known.newId();
  const hashed = phoneHash(known.key, asked.phone);
  const code = {
    ...asked,
    phoneHash: hashed,
    id,
    digest: digestOf(known.key, id, digits),
    triesLeft: CODE_TRIES,
    at: now,
    expiresAt: now + CODE_LIFE_MS,
  };
  return { ok: true, code, digits };
}

export type CodeTried =
  | { readonly ok: true; readonly code: Code }
  | { readonly ok: false; readonly reason: 'wrong-code'; readonly code: Code }
  | { readonly ok: false; readonly reason: 'no-code' };

/** Tries digits against the newest open code this address asked for. A wrong try is counted and must be written; five end the code. */
export function tryCode(known: KnownCodes, tried: { askedBy: string; purpose: CodePurpose; digits: string }, now: number): CodeTried {
  const open = known.recent
    .filter((code) => code.askedBy === tried.askedBy && code.purpose === tried.purpose && code.closedAt === undefined)
    .filter((code) => code.expiresAt > now && code.triesLeft > 0)
    .toSorted((a, b) => b.at - a.at)[0];
  if (open === undefined) return { ok: false, reason: 'no-code' };
  const right = timingSafeEqual(Buffer.from(open.digest), Buffer.from(digestOf(known.key, open.id, tried.digits)));
  if (right) return { ok: true, code: { ...open, closedAt: now } };
  return { ok: false, reason: 'wrong-code', code: { ...open, triesLeft: open.triesLeft - 1 } };
}

/** A text that is six digits, perhaps with a space or a dash in the middle. */
export function readCode(text: string): string | undefined {
  const digits = text.trim().replaceAll(/[\s-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : undefined;
}

const digestOf = (key: string, id: string, digits: string): string =>
  createHmac('sha256', key).update(`${id} ${digits}`).digest('base64url');

/** A phone as the list of welcomed phones keeps it. */
export const phoneHash = remembering((key: string, phone: string): string =>
  createHmac('sha256', key).update(`phone ${phone}`).digest('base64url'),
);
