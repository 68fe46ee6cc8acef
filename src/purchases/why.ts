import { weekdays } from '../rules/calendar.ts';
import type { Miss } from '../rules/conditions/table.ts';
import type { Program } from '../rules/program.ts';
import type { Reason } from '../rules/reasons.ts';
import { type Facts, type Language, money, points } from '../texts/message.ts';
import { nameOf } from './names.ts';

type Part = { readonly key: string; readonly facts?: Facts };
type Speaking = { readonly program: Program; readonly language: Language };

const MISSED_SHOWN_MAX = 3;

/** Why a receipt earned what it earned, a line each: which rules matched, which missed, and by how much. */
export function whyInWords(program: Program, reasons: readonly Reason[], language: Language): readonly Part[] {
  const speaking = { program, language };
  const told = reasons.filter((reason) => reason.outcome !== 'missed').map((reason) => partOf(speaking, reason));
  const missed = reasons
    .filter((reason) => reason.outcome === 'missed')
    .filter(({ facts }) => facts.misses.length === 1)
    .slice(0, MISSED_SHOWN_MAX)
    .map((reason) => missedPart(speaking, reason.rule, reason.facts.misses[0] as Miss));
  return [...told, ...missed.filter((part) => part !== undefined)];
}

function partOf(speaking: Speaking, reason: Exclude<Reason, { outcome: 'missed' }>): Part {
  const { currency } = speaking.program.shop;
  switch (reason.outcome) {
    case 'base':
      return {
        key: 'why-base',
        facts: { tier: tierName(speaking, reason.facts.tier), rate: reason.facts.rate, points: points(BigInt(reason.facts.points)) },
      };
    case 'excluded':
      return {
        key: 'why-excluded',
        facts: { amount: money(BigInt(reason.facts.amount), currency), categories: reason.facts.categories.join(', ') },
      };
    case 'matched':
      return reason.facts.limitedTo === undefined
        ? { key: 'why-matched', facts: { rule: ruleName(speaking, reason.rule), points: points(BigInt(reason.facts.points)) } }
        : { key: 'why-limited', facts: { rule: ruleName(speaking, reason.rule), points: points(BigInt(reason.facts.limitedTo)) } };
    case 'outdone':
      return {
        key: 'why-outdone',
        facts: { rule: ruleName(speaking, reason.rule), by: reason.facts.by.map((rule) => ruleName(speaking, rule)).join(', ') },
      };
  }
}

/** Told only where one thing was lacking: a member one step short of a bonus should hear it, a list of far-away rules is noise. */
function missedPart(speaking: Speaking, rule: string, miss: Miss): Part | undefined {
  const { currency } = speaking.program.shop;
  const name = { rule: ruleName(speaking, rule) };
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
            facts: { ...name, tier: tierName(speaking, String(miss.facts.nearest)), missing: money(BigInt(miss.facts.missing), currency) },
          };
    case 'nthVisit':
      return 'visitsLeft' in miss.facts ? { key: 'why-missed-visits', facts: { ...name, left: Number(miss.facts.visitsLeft) } } : undefined;
    case 'daysAndHours':
      return {
        key: 'why-missed-hours',
        facts: { ...name, days: daysIn(speaking.language, miss.facts.days), from: miss.facts.from, to: miss.facts.to },
      };
    default:
      return undefined;
  }
}

/** 2 November 2026 is a Monday. */
const MONDAY = Date.UTC(2026, 10, 2, 12);
const DAY_MS = 24 * 60 * 60 * 1000;

/** "Mon, Tue" in the member's language. */
const daysIn = (language: Language, days: readonly (typeof weekdays)[number][]): string =>
  days.map((day) => weekdayNames[language][weekdays.indexOf(day)]).join(', ');

const weekdayNames = Object.fromEntries(
  (['en', 'pl', 'ru'] as const).map((language) => {
    const { format } = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
    return [language, weekdays.map((_, place) => format(MONDAY + place * DAY_MS))];
  }),
) as Record<Language, string[]>;

const ruleName = ({ program, language }: Speaking, name: string): string => nameOf(program.rules, name, language);
const tierName = ({ program, language }: Speaking, name: string): string => nameOf(program.tiers, name, language);
