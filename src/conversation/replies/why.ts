import type { Member } from '../../members/member.ts';
import { weekdays } from '../../rules/calendar.ts';
import type { Miss } from '../../rules/conditions/table.ts';
import type { Reason } from '../../rules/reasons.ts';
import { day, type Facts, type Language, type Message, money, points } from '../../texts/message.ts';
import type { Scene } from '../scene.ts';
import { named, tierName } from './balance.ts';

type Part = { readonly key: string; readonly facts?: Facts };

const MISSED_SHOWN_MAX = 3;

/** Why the last receipt earned what it earned: which rules matched, which missed, and by how much. */
export function whyMessage(scene: Scene, member: Member): Message {
  const { last } = scene.known.purchases.of(member.id);
  if (last === undefined) return { parts: [{ key: 'why-nothing-yet' }] };
  const { currency, timeZone } = scene.shop.program.shop;
  const head: Part = {
    key: 'why',
    facts: { points: points(last.pointsEarned), total: money(last.total, currency), on: day(last.at, timeZone) },
  };
  const told = last.reasons.filter((reason) => reason.outcome !== 'missed').map((reason) => partOf(scene, reason));
  const missed = last.reasons
    .filter((reason) => reason.outcome === 'missed')
    .filter(({ facts }) => facts.misses.length === 1)
    .slice(0, MISSED_SHOWN_MAX)
    .map((reason) => missedPart(scene, reason.rule, reason.facts.misses[0] as Miss));
  return { parts: [head, ...told, ...missed.filter((part) => part !== undefined)], dense: true };
}

function partOf(scene: Scene, reason: Exclude<Reason, { outcome: 'missed' }>): Part {
  const { currency } = scene.shop.program.shop;
  switch (reason.outcome) {
    case 'base':
      return {
        key: 'why-base',
        facts: { tier: tierName(scene, reason.facts.tier), rate: reason.facts.rate, points: points(BigInt(reason.facts.points)) },
      };
    case 'excluded':
      return {
        key: 'why-excluded',
        facts: { amount: money(BigInt(reason.facts.amount), currency), categories: reason.facts.categories.join(', ') },
      };
    case 'matched':
      return reason.facts.limitedTo === undefined
        ? { key: 'why-matched', facts: { rule: ruleName(scene, reason.rule), points: points(BigInt(reason.facts.points)) } }
        : { key: 'why-limited', facts: { rule: ruleName(scene, reason.rule), points: points(BigInt(reason.facts.limitedTo)) } };
    case 'outdone':
      return {
        key: 'why-outdone',
        facts: { rule: ruleName(scene, reason.rule), by: reason.facts.by.map((rule) => ruleName(scene, rule)).join(', ') },
      };
  }
}

/** Told only where one thing was lacking: a member one step short of a bonus should hear it, a list of far-away rules is noise. */
function missedPart(scene: Scene, rule: string, miss: Miss): Part | undefined {
  const { currency } = scene.shop.program.shop;
  const name = { rule: ruleName(scene, rule) };
  switch (miss.condition) {
    case 'amount':
      return 'missing' in miss.facts
        ? { key: 'why-missed-amount', facts: { ...name, missing: money(BigInt(String(miss.facts.missing)), currency) } }
        : undefined;
    case 'tier':
      return miss.facts.missing === undefined
        ? undefined
        : {
            key: 'why-missed-tier',
            facts: { ...name, tier: tierName(scene, String(miss.facts.nearest)), missing: money(BigInt(miss.facts.missing), currency) },
          };
    case 'nthVisit':
      return 'visitsLeft' in miss.facts ? { key: 'why-missed-visits', facts: { ...name, left: Number(miss.facts.visitsLeft) } } : undefined;
    case 'daysAndHours':
      return {
        key: 'why-missed-hours',
        facts: { ...name, days: daysIn(scene.language, miss.facts.days), from: miss.facts.from, to: miss.facts.to },
      };
    default:
      return undefined;
  }
}

/** 2 November 2026 is a Monday. */
const MONDAY = Date.UTC(2026, 10, 2, 12);
const DAY_MS = 24 * 60 * 60 * 1000;

/** "Mon, Tue" in the member's language. */
function daysIn(language: Language, days: readonly (typeof weekdays)[number][]): string {
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  return days.map((day) => format.format(MONDAY + weekdays.indexOf(day) * DAY_MS)).join(', ');
}

const ruleName = (scene: Scene, name: string): string =>
  named(scene.shop.program.rules.find((rule) => rule.name === name)?.texts, scene.language) ?? name;
