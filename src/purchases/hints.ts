import type { Miss } from '../rules/conditions/table.ts';
import type { Judgement, MemberFacts } from '../rules/judge.ts';
import type { Program } from '../rules/program.ts';
import { tierOf } from '../rules/tiers.ts';
import { type Language, type Message, money, say } from '../texts/message.ts';
import { nameOf } from './names.ts';

/** What the cashier may say at the counter: a little more, and it is worth it. `missing` is minor units, `visitsLeft` a count. */
export type Hint =
  | { readonly kind: 'tier-reached'; readonly tier: string }
  | { readonly kind: 'next-tier'; readonly tier: string; readonly missing: bigint }
  | { readonly kind: 'amount'; readonly rule: string; readonly missing: bigint }
  | { readonly kind: 'visits'; readonly rule: string; readonly visitsLeft: number };

const HINTS_MAX = 3;
/** Nobody buys twice as much for a rule: what is further away than the receipt itself is no hint. */
const withinReach = (missing: bigint, paid: bigint): boolean => missing <= paid;
const VISITS_AWAY_MAX = 2;

/** What is within reach of this receipt, the nearest first. */
export function hintsFor(program: Program, { spentInWindow }: MemberFacts, { toPay, reasons }: Judgement): readonly Hint[] {
  return [...tierHints(program, spentInWindow, toPay), ...reasons.flatMap((reason) => ruleHints(reason, toPay))].slice(0, HINTS_MAX);
}

function tierHints(program: Program, spent: bigint, toPay: bigint): Hint[] {
  const now = tierOf(program, spent);
  const then = tierOf(program, spent + toPay);
  if (then.name !== now.name) return [{ kind: 'tier-reached', tier: then.name }];
  if (then.next === undefined || !withinReach(then.next.missing, toPay)) return [];
  return [{ kind: 'next-tier', tier: then.next.name, missing: then.next.missing }];
}

/** Of rules that lack one thing only. */
function ruleHints(reason: Judgement['reasons'][number], toPay: bigint): Hint[] {
  const [miss, ...others] = reason.outcome === 'missed' ? reason.facts.misses : [];
  if (miss === undefined || others.length > 0) return [];
  const hint = hintOf(reason.rule, miss);
  if (hint === undefined || (hint.kind === 'amount' && !withinReach(hint.missing, toPay))) return [];
  return [hint];
}

function hintOf(rule: string, miss: Miss): Hint | undefined {
  if (miss.condition === 'amount' && 'missing' in miss.facts) return { kind: 'amount', rule, missing: BigInt(String(miss.facts.missing)) };
  if (miss.condition === 'nthVisit' && 'visitsLeft' in miss.facts && Number(miss.facts.visitsLeft) <= VISITS_AWAY_MAX)
    return { kind: 'visits', rule, visitsLeft: Number(miss.facts.visitsLeft) };
  return undefined;
}

/** A hint in the cashier's language. */
export function hintInWords(program: Program, hint: Hint, language: Language): Message {
  const { currency } = program.shop;
  switch (hint.kind) {
    case 'tier-reached':
      return say('hint-tier-reached', { tier: nameOf(program.tiers, hint.tier, language) });
    case 'next-tier':
      return say('hint-next-tier', { tier: nameOf(program.tiers, hint.tier, language), missing: money(hint.missing, currency) });
    case 'amount':
      return say('hint-amount', { rule: nameOf(program.rules, hint.rule, language), missing: money(hint.missing, currency) });
    case 'visits':
      return say('hint-visits', { rule: nameOf(program.rules, hint.rule, language), left: hint.visitsLeft });
  }
}
