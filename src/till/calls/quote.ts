import type { z } from 'zod';
import { hintInWords } from '../../purchases/hints.ts';
import { nameOf } from '../../purchases/names.ts';
import { quote } from '../../purchases/quoting.ts';
import { shopTime } from '../../rules/calendar.ts';
import { worthOf } from '../../rules/worth.ts';
import { render } from '../../texts/render.ts';
import { balancesOf, pendingOf, spoken } from '../answers.ts';
import type { Known, TillCall, TillDeps } from '../context.ts';
import { broughtCoupons, couponNames, couponsTold } from '../coupons.ts';
import type { Refusal } from '../problem.ts';
import type { quoteBody } from '../shapes.ts';
import { buyerOf, namesOf, readWhose, type Whose } from '../whose.ts';
import { linesOf, redeemed, refusalOf, whoBuys } from './purchase.ts';

type Body = z.output<typeof quoteBody>;

/** What a purchase would earn and may be paid with. Nothing is kept. */
export async function quotePurchase(deps: TillDeps, call: TillCall, body: Body): Promise<object | Refusal> {
  const whose = readWhose(body, deps.program.shop.country);
  if (whose !== undefined && 'refusal' in whose) return whose;
  const names = { ...namesOf(whose), ...(body.hold === undefined ? {} : { hold: [body.hold] }), ...couponNames(body.coupons) };
  return deps.turns.look({ names, deep: true, see: (known, now) => answer(deps, known, { call, body, whose }, now) });
}

type Asking = { readonly call: TillCall; readonly body: Body; readonly whose: Whose | undefined };

function answer(deps: TillDeps, known: Known, { call, body, whose }: Asking, now: number): object | Refusal {
  const { program } = deps;
  const member = whoBuys(known, { call, body, whose });
  if (member !== undefined && 'refusal' in member) return member;
  const buyer = member && buyerOf(known, member);
  const redeemPoints = redeemed(body, known);
  const blocked = member?.blockedAt !== undefined;
  if (blocked && redeemPoints > 0n) return { refusal: 'member-blocked' };
  const asked = {
    total: BigInt(body.total),
    currency: body.currency,
    lines: linesOf(body),
    redeemPoints,
    at: body.at === undefined ? now : Date.parse(body.at),
    ...(body.hold === undefined ? {} : { hold: body.hold }),
  };
  const coupons = broughtCoupons(known, member, body.coupons, asked.at);
  if ('refusal' in coupons) return coupons;
  const quoted = quote(program, buyer, asked, now);
  if (!quoted.ok) return refusalOf(quoted, body, deps);
  const earned = Number(quoted.pointsEarned);
  const payable = blocked ? 0n : quoted.payable;
  return {
    member: member?.id ?? null,
    pointsEarned: earned,
    pointsPending: pendingOf(quoted.pointsEarned, quoted, now),
    activeFrom: earned === 0 ? null : shopTime(program, quoted.activeFrom),
    pointsSpent: Number(redeemPoints),
    toPay: Number(quoted.toPay),
    ...balancesOf(buyer?.book, now),
    tier: quoted.tier,
    tierName: nameOf(program.tiers, quoted.tier, call.language),
    reasons: spoken(program, quoted.reasons, call.language),
    coupons: couponsTold(program, coupons, call.language),
    maxRedeemPoints: Number(payable),
    maxRedeemWorth: Number(worthOf(program, payable)),
    hints: quoted.hints.map((hint) => ({
      ...toNumbers(hint),
      text: render(hintInWords(program, hint, call.language), call.language, 'telegram').text,
    })),
  };
}

/** Big numbers as JSON numbers: none here is beyond 2^53. */
const toNumbers = (facts: object): object =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]));
