import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Welcome } from '../../members/enrolment.ts';
import { isProved, proveTold } from '../../members/told.ts';
import { askToHold, confirmHold, proofNeeded, releaseHold } from '../../purchases/holding.ts';
import { codeToSpend } from '../../purchases/notices.ts';
import type { HoldRequest } from '../../purchases/purchase.ts';
import { expiresAt } from '../../rules/calendar.ts';
import type { Program } from '../../rules/program.ts';
import { points, say } from '../../texts/message.ts';
import { type HoldTold, holdTold } from '../answers.ts';
import type { Known, TillCall, TillDeps, Writes } from '../context.ts';
import { type Refusal, wrong } from '../problem.ts';
import type { confirmBody, holdBody } from '../shapes.ts';
import { type Answered, type Decided as DecidedTo, take } from '../turn.ts';
import { bookOf, memberOf, namesOf, readWhose, type Whose } from '../whose.ts';

type Decided = DecidedTo<HoldTold>;

/** Sets points aside, at once for who shows the card, else once the code comes back that goes to the member now. */
export async function askForHold(deps: TillDeps, call: TillCall, body: z.output<typeof holdBody>): Promise<Answered<HoldTold>> {
  const whose = readWhose(body, deps.program.shop.country);
  if (whose === undefined || 'refusal' in whose) return { answer: whose ?? wrong('member', 'is missing'), repeated: false };
  return take<HoldTold>(deps, {
    requestId: `till:${call.till}:${call.idempotencyKey ?? randomUUID()}`,
    content: `hold ${JSON.stringify([whose, body.points])}`,
    names: { ...namesOf(whose), redeem: ['codes'] },
    decide: (known, now) => setAside(deps, known, { call, whose, wanted: BigInt(body.points) }, now),
  });
}

function setAside(
  deps: TillDeps,
  known: Known,
  { call, whose, wanted }: { readonly call: TillCall; readonly whose: Whose; readonly wanted: bigint },
  now: number,
): Decided {
  const member = memberOf(known, whose);
  if (member === undefined) return { answer: wrong(whose.shown, 'is not of a member') };
  if (member.blockedAt !== undefined) return { answer: { refusal: 'member-blocked' } };
  const proof = proofNeeded(deps.program, whose.shown, isProved(known.members, member));
  const asked = { id: known.members.newId(), memberId: member.id, points: wanted, till: call.till, proof };
  const chance = { key: deps.key, randomDigit: known.members.codes.randomDigit };
  const held = askToHold(bookOf(known, member), asked, known.purchases.codesSent(member.id), chance, now);
  if (!held.ok)
    return {
      answer:
        held.reason === 'not-enough-points'
          ? { refusal: 'not-enough-points', facts: { available: Number(held.available) }, words: { points: points(held.available) } }
          : { refusal: 'too-many-codes', facts: { retryAfterSeconds: held.retryAfterSeconds } },
    };
  const { request, book, digits } = held;
  return {
    answer: holdTold(deps.program, request),
    writes: {
      purchases: [{ kind: 'hold-request', request }],
      ...(book === undefined ? {} : { ledger: [book] }),
      ...(digits === undefined ? {} : { outbox: [codeToSpend(deps.program, member, wanted, digits, request.expiresAt)] }),
    },
  };
}

/** Each try counts, so each is a request of its own. */
export async function confirm(deps: TillDeps, call: TillCall, { code }: z.output<typeof confirmBody>): Promise<Answered<HoldTold>> {
  const id = call.params['id'] ?? '';
  return take<HoldTold>(deps, {
    requestId: `till:${call.till}:confirm:${randomUUID()}`,
    content: id,
    names: { hold: [id], ...(await phonesBehind(deps, id)) },
    decide: (known, now) => tryCode(deps, known, call, code, now),
  });
}

/** The member's phones, by which it is known whether they had their welcome. */
const phonesBehind = (deps: TillDeps, id: string): Promise<{ readonly address: readonly string[] }> =>
  deps.turns.look({
    names: { hold: [id] },
    see: ({ members, purchases }) => ({
      address: members.identitiesOf(purchases.holdRequest(id)?.memberId ?? '').map((identity) => identity.address),
    }),
  });

function tryCode(deps: TillDeps, known: Known, call: TillCall, code: string, now: number): Decided {
  const found = heldBy(known, call);
  if (found === undefined) return { answer: { refusal: 'unknown-hold' } };
  if (found.member.blockedAt !== undefined) return { answer: { refusal: 'member-blocked' } };
  const confirmed = confirmHold(found.book, found.request, code, deps.key, now);
  if (!confirmed.ok) {
    if (confirmed.reason === 'wrong-code') {
      const { triesLeft } = confirmed;
      const answer: Refusal =
        triesLeft === 0 ? { refusal: 'hold-closed' } : { refusal: 'wrong-code', facts: { triesLeft }, words: { left: triesLeft } };
      return { answer, writes: { purchases: [{ kind: 'hold-request', request: confirmed.request }] } };
    }
    if (confirmed.reason === 'hold-closed') return { answer: { refusal: 'hold-closed' } };
    const { available } = confirmed;
    return { answer: { refusal: 'not-enough-points', facts: { available: Number(available) }, words: { points: points(available) } } };
  }
  return { answer: holdTold(deps.program, confirmed.request), writes: confirmedWrites(deps, known, found, confirmed, now) };
}

type Found = NonNullable<ReturnType<typeof heldBy>>;

/** A code that came back from a phone which was only told at the till proves that phone. A hold that was open already proves nothing. */
function confirmedWrites(
  deps: TillDeps,
  known: Known,
  { member, book }: Found,
  { request, book: held = book }: Extract<ReturnType<typeof confirmHold>, { ok: true }>,
  now: number,
): Partial<Writes> {
  if (held === book) return {};
  const writes = { purchases: [{ kind: 'hold-request', request } as const], ledger: [held] };
  if (isProved(known.members, member)) return writes;
  const by = { how: 'one-time-code', request: request.id } as const;
  const proved = proveTold(known.members, member, held, by, welcomeOf(deps.program, now), now);
  if (proved === undefined) return writes;
  const facts = { card: proved.member.card, points: points(proved.welcomePoints) };
  const key = proved.welcomePoints === 0n ? 'phone-proved' : 'phone-proved-bonus';
  return {
    ...writes,
    ledger: [proved.book],
    members: proved.changes,
    outbox: [{ class: 'reply', to: { memberId: member.id }, language: member.language, message: say(key, facts) }],
  };
}

function welcomeOf(program: Program, now: number): Welcome {
  const until = expiresAt(program, now);
  return { points: BigInt(program.points.welcome), activeAt: now, ...(until === undefined ? {} : { expiresAt: until }) };
}

export function release(deps: TillDeps, call: TillCall): Promise<Answered<HoldTold>> {
  const id = call.params['id'] ?? '';
  return take<HoldTold>(deps, {
    requestId: `till:${call.till}:release:${randomUUID()}`,
    content: id,
    names: { hold: [id] },
    decide: (known, now) => {
      const found = heldBy(known, call);
      if (found === undefined) return { answer: { refusal: 'unknown-hold' } };
      const released = releaseHold(deps.program, found.book, found.request, now);
      if (!released.ok) return { answer: { refusal: 'hold-closed' } };
      const { request, book } = released;
      return {
        answer: holdTold(deps.program, request),
        writes: { purchases: [{ kind: 'hold-request', request }], ...(book === undefined ? {} : { ledger: [book] }) },
      };
    },
  });
}

/** A hold of this till: another's is none. */
function heldBy(known: Known, { till, params }: TillCall) {
  const request: HoldRequest | undefined = known.purchases.holdRequest(params['id'] ?? '');
  const member = request === undefined ? undefined : known.members.member(request.memberId);
  if (request === undefined || member === undefined || request.till !== till) return undefined;
  return { request, member, book: bookOf(known, member) };
}
