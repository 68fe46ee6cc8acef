import { createHmac, timingSafeEqual } from 'node:crypto';
import { balanceOf } from '../ledger/balance.ts';
import type { Book } from '../ledger/book.ts';
import { hold } from '../ledger/holding.ts';
import { openHold, release } from '../ledger/releasing.ts';
import { restoredExpiresAt } from '../rules/calendar.ts';
import type { Program } from '../rules/program.ts';
import type { HoldRequest } from './purchase.ts';

const MINUTE_MS = 60 * 1000;
/** How long points stay set aside while the shopper pays, and how long a code can be given back. */
const HOLD_LASTS_MS = 15 * MINUTE_MS;
const CODE_LASTS_MS = 5 * MINUTE_MS;
const CODE_DIGITS = 6;
const CODE_TRIES = 5;
/** Codes to one member: enough for a second try at the till, too few to wear out who gets them. */
const CODES_IN_TEN_MINUTES_MAX = 3;
const CODES_A_DAY_MAX = 10;

/** How the shopper showed who they are: by their card, or by what anybody may know. */
export type Shown = 'card' | 'phone' | 'member';

export type Proof = 'enough' | 'code';

/**
 * What it takes to spend. `provedMember`: somebody has proved an address of this member; of one who was only named at the till nobody knows whose
 * the points are, until a code has reached them.
 */
export function proofNeeded(program: Program, shown: Shown, provedMember: boolean): Proof {
  const { redeemProof } = program.points;
  if (redeemProof === 'none') return 'enough';
  return redeemProof === 'card-or-code' && shown === 'card' && provedMember ? 'enough' : 'code';
}

type Asked = { readonly id: string; readonly memberId: string; readonly points: bigint; readonly till: string; readonly proof: Proof };
type Chance = { readonly key: string; readonly randomDigit: () => number };

export type Held =
  | { readonly ok: true; readonly request: HoldRequest; readonly book?: Book; readonly digits?: string }
  | { readonly ok: false; readonly reason: 'not-enough-points'; readonly available: bigint }
  | { readonly ok: false; readonly reason: 'too-many-codes'; readonly retryAfterSeconds: number };

/** Sets points aside at once, or first asks for the code that `digits` are: they go to the member and are kept only as a keyed hash. */
export function askToHold(book: Book, asked: Asked, codesSent: readonly number[], chance: Chance, now: number): Held {
  const { proof, ...what } = asked;
  const { available } = balanceOf(book, now);
  if (asked.points > available) return { ok: false, reason: 'not-enough-points', available };
  if (proof === 'enough') return open(book, { ...what, state: 'open', triesLeft: 0, at: now, expiresAt: now + HOLD_LASTS_MS }, now);
  const wait = waitForCode(codesSent, now);
  if (wait > 0) return { ok: false, reason: 'too-many-codes', retryAfterSeconds: Math.ceil(wait / 1000) };
  const digits = Array.from({ length: CODE_DIGITS }, chance.randomDigit).join('');
  const digest = digestOf(chance.key, asked.id, digits);
  return {
    ok: true,
    digits,
    request: { ...what, state: 'awaiting-code', digest, triesLeft: CODE_TRIES, at: now, expiresAt: now + CODE_LASTS_MS },
  };
}

function waitForCode(sent: readonly number[], now: number): number {
  const oldestOf = (count: number, withinMs: number): number => {
    const recent = sent.filter((at) => at > now - withinMs).sort((a, b) => b - a);
    return recent.length < count ? 0 : (recent[count - 1] as number) + withinMs - now;
  };
  return Math.max(oldestOf(CODES_IN_TEN_MINUTES_MAX, 10 * MINUTE_MS), oldestOf(CODES_A_DAY_MAX, 24 * 60 * MINUTE_MS));
}

function open(book: Book, request: HoldRequest, now: number): Held {
  const { id, points, expiresAt } = request;
  const held = hold(book, { id, points, expiresAt, happenedAt: now }, now);
  return held.ok ? { ok: true, request, book: held.book } : held;
}

export type Confirmed =
  | { readonly ok: true; readonly request: HoldRequest; readonly book?: Book }
  | { readonly ok: false; readonly reason: 'hold-closed'; readonly request?: HoldRequest }
  | { readonly ok: false; readonly reason: 'wrong-code'; readonly request: HoldRequest; readonly triesLeft: number }
  | { readonly ok: false; readonly reason: 'not-enough-points'; readonly available: bigint };

/** Tries a code. A wrong one is counted, whatever else happens; five end it, and so does its time. */
export function confirmHold(book: Book, request: HoldRequest, digits: string, key: string, now: number): Confirmed {
  if (request.state === 'open' && openHold(book, request.id) !== undefined && request.expiresAt > now) return { ok: true, request };
  if (request.state !== 'awaiting-code' || request.expiresAt <= now || request.triesLeft === 0) return { ok: false, reason: 'hold-closed' };
  const right = timingSafeEqual(Buffer.from(request.digest ?? ''), Buffer.from(digestOf(key, request.id, digits)));
  if (!right) {
    const triesLeft = request.triesLeft - 1;
    return { ok: false, reason: 'wrong-code', triesLeft, request: { ...request, triesLeft } };
  }
  const opened = open(book, { ...request, state: 'open', expiresAt: now + HOLD_LASTS_MS }, now);
  return opened.ok ? opened : (opened as Extract<Confirmed, { reason: 'not-enough-points' }>);
}

export type Released =
  | { readonly ok: true; readonly request: HoldRequest; readonly book?: Book }
  | { readonly ok: false; readonly reason: 'hold-closed' };

/** Lets go of what was set aside, or of the wish. Again: nothing happens. What was captured or has lapsed is closed. */
export function releaseHold(program: Program, book: Book, request: HoldRequest, now: number): Released {
  if (request.state === 'released') return { ok: true, request };
  const released = { ...request, state: 'released' as const };
  if (request.state === 'awaiting-code') return { ok: true, request: released };
  const done = release(book, { id: request.id, restoredUntil: restoredExpiresAt(program, now) }, now);
  return done.ok ? { ok: true, request: released, book: done.book } : { ok: false, reason: 'hold-closed' };
}

const digestOf = (key: string, id: string, digits: string): string =>
  createHmac('sha256', key).update(`hold ${id} ${digits}`).digest('base64url');
