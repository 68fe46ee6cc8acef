import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { phoneHash } from '../../members/codes.ts';
import { type Enrolment, enroll } from '../../members/enrolment.ts';
import { type Member, phoneOf, smsAddress } from '../../members/member.ts';
import { clockOf, readEmail, readName } from '../../members/readers.ts';
import { survivorOf } from '../../members/survivor.ts';
import { isProved } from '../../members/told.ts';
import { claimAll } from '../../purchases/claiming.ts';
import { proofNeeded } from '../../purchases/holding.ts';
import { nameOf } from '../../purchases/names.ts';
import { shopTime } from '../../rules/calendar.ts';
import { tierOf } from '../../rules/tiers.ts';
import { worthOf } from '../../rules/worth.ts';
import { say } from '../../texts/message.ts';
import { balancesOf } from '../answers.ts';
import type { Known, TillCall, TillDeps } from '../context.ts';
import { couponsTold } from '../coupons.ts';
import { type Refusal, wrong } from '../problem.ts';
import type { memberBody, memberQuery } from '../shapes.ts';
import { type Answered, take } from '../turn.ts';
import { bookOf, memberOf, namesOf, readWhose, type Whose } from '../whose.ts';

/** Looks a member up, by phone or by card. */
export async function findMember(deps: TillDeps, call: TillCall, query: z.output<typeof memberQuery>): Promise<object | Refusal> {
  const whose = readWhose(query, deps.program.shop.country);
  if (whose === undefined || 'refusal' in whose) return whose ?? { refusal: 'unknown-member' };
  return lookUp(deps, call, whose);
}

/** Looks a member up by an id, which may be that of a record which has become another's. */
export async function memberById(deps: TillDeps, call: TillCall): Promise<object | Refusal> {
  const id = await survivorOf(deps.pool, call.params['id'] ?? '');
  return id === undefined ? { refusal: 'unknown-member' } : lookUp(deps, call, { shown: 'member', value: id });
}

const lookUp = (deps: TillDeps, call: TillCall, whose: Whose): Promise<object | Refusal> =>
  deps.turns.look({
    names: { ...namesOf(whose), coupons: ['unused'] },
    deep: true,
    see(known, now) {
      const member = memberOf(known, whose);
      return member === undefined ? { refusal: 'unknown-member' } : memberTold(deps, known, member, call, now);
    },
  });

function memberTold(deps: TillDeps, known: Known, member: Member, { language }: TillCall, now: number): object {
  const { program } = deps;
  const balances = balancesOf(bookOf(known, member), now);
  const tier = tierOf(program, known.purchases.of(member.id).spentInWindow);
  const phone = known.members
    .identitiesOf(member.id)
    .map(({ address }) => phoneOf(address))
    .find((number) => number !== undefined);
  const proved = isProved(known.members, member);
  return {
    id: member.id,
    name: member.name,
    phone: phone ?? null,
    card: member.card,
    tier: tier.name,
    tierName: nameOf(program.tiers, tier.name, language),
    nextTier:
      tier.next === undefined ? null : { name: nameOf(program.tiers, tier.next.name, language), missing: Number(tier.next.missing) },
    ...balances,
    worth: Number(worthOf(program, BigInt(balances.available))),
    canSpend: proofNeeded(program, 'card', proved) === 'enough' ? 'yes' : proved || deps.smsAvailable ? 'code' : 'no',
    blocked: member.blockedAt !== undefined,
    coupons: member.blockedAt === undefined ? couponsTold(program, known.coupons.openOf(member.id, now), language) : [],
    language: member.language,
    memberSince: shopTime(program, member.joinedAt),
  };
}

/**
 * Enrols at the counter: whoever says their number collects at once. Nobody has proved that it is theirs, so spending waits for a code or a
 * message from it, and so does the welcome bonus. A number that is a member's already: that member, and nothing changes.
 */
export async function enrolAtCounter(deps: TillDeps, call: TillCall, body: z.output<typeof memberBody>): Promise<Answered<object>> {
  const whose = readWhose(body, deps.program.shop.country);
  if (whose === undefined || 'refusal' in whose) return { answer: whose ?? wrong('phone', 'is missing'), repeated: false };
  const name = readName(body.name ?? '');
  if (!name.ok && name.reason !== 'empty') return { answer: wrong('name', 'is no name: letters, spaces, hyphens'), repeated: false };
  const email = body.email === undefined ? undefined : readEmail(body.email);
  if (email?.ok === false) return { answer: wrong('email', 'is no email address'), repeated: false };
  const form = { name: name.ok ? name.value : '', ...(email === undefined ? {} : { email: email.value }) };
  const requestId = `till:${call.till}:${call.idempotencyKey ?? randomUUID()}`;
  let there = false;
  const enrolled = await take<{ readonly member: string }>(deps, {
    requestId,
    content: `enrol ${JSON.stringify([whose, form, body.language ?? null])}`,
    names: { ...namesOf(whose), claim: [phoneHash(deps.key, whose.value)] },
    decide(known, now) {
      const member = memberOf(known, whose);
      there = member !== undefined;
      return member === undefined
        ? enrolNew(deps, known, { whose, requestId, form, language: body.language ?? deps.program.shop.defaultLanguage }, now)
        : { answer: { member: member.id } };
    },
  });
  if ('refusal' in enrolled.answer) return { answer: enrolled.answer, repeated: false };
  const told = await lookUp(deps, call, { shown: 'member', value: enrolled.answer.member });
  const provingUrl = deps.provingUrl();
  return {
    answer: { ...told, ...(there || provingUrl === undefined ? {} : { joinUrl: provingUrl }) },
    repeated: there || enrolled.repeated,
  };
}

type Enrolling = {
  readonly whose: Whose;
  readonly requestId: string;
  readonly form: Pick<Enrolment, 'name' | 'email'>;
  readonly language: Enrolment['language'];
};

/** What was bought with this number before counts too: the same person told it each time. */
function enrolNew(deps: TillDeps, known: Known, { whose, requestId, form, language }: Enrolling, now: number) {
  const enrolled = enroll(
    known,
    {
      ...form,
      address: smsAddress(whose.value),
      phone: { number: whose.value, provedHow: 'told' },
      ...clockOf(whose.value, deps.program.shop),
      language,
      terms: deps.consentWording(language, requestId),
      agreedAt: 'till',
    },
    { points: 0n, activeAt: now },
    now,
  );
  if (!enrolled.ok) throw new Error('a phone that was nobody’s is a member’s');
  const { member, members, ledger } = enrolled;
  const claimant = { memberId: member.id, book: ledger[0]!, facts: known.purchases.of(member.id) };
  const claimed = claimAll(deps, known.purchases.unclaimed(phoneHash(deps.key, whose.value)), claimant, now);
  return {
    answer: { member: member.id },
    writes: {
      members,
      ledger: [claimed.book],
      purchases: claimed.purchases.map((purchase) => ({ kind: 'changed', purchase }) as const),
      outbox: deps.smsAvailable
        ? [
            {
              class: 'reply',
              to: { address: smsAddress(whose.value) },
              language,
              message: say('counter-welcome', { card: member.card, terms: deps.termsUrl }),
            } as const,
          ]
        : [],
    },
  };
}
