import type { Broadcast } from '../../greetings/broadcasts/keeping.ts';
import type { LeftOut, Preview, Previewed } from '../../greetings/broadcasts/preview.ts';
import type { Bought, Progress, Results } from '../../greetings/broadcasts/results.ts';
import { localClock, localDay } from '../../rules/hours.ts';
import type { Program } from '../../rules/program.ts';

/** By the shop's clock: 2026-12-01 10:00. */
export const momentInWords = (at: number, { shop }: Pick<Program, 'shop'>): string =>
  `${localDay(shop.timeZone, at)} ${localClock(shop.timeZone, at)}`;

export function listInWords(broadcasts: readonly Broadcast[], { shop }: Program): string {
  if (broadcasts.length === 0) return 'No broadcast yet: see kopilka broadcast example.';
  return broadcasts
    .map(({ id, name, state, reason, startAt }) =>
      [
        String(id).padStart(4),
        (reason === undefined ? state : `${state} (${reason})`).padEnd(16),
        (startAt === undefined ? '' : momentInWords(startAt, { shop })).padEnd(16),
        name,
      ].join('  '),
    )
    .join('\n');
}

export function previewInWords({ id, plan, startAt }: Previewed, preview: Preview, { shop }: Program): string {
  const { meant, recipients, heldOut, byChannel, leftOut, forgotten, monthsMoney, samples } = preview;
  const money = (amount: bigint): string => inMoney(amount, shop.currency);
  const total = byChannel.telegram.cost + byChannel.sms.cost;
  const budget = plan.budget === undefined ? undefined : BigInt(plan.budget);
  return [
    `Broadcast ${id}: ${plan.name}, from ${momentInWords(startAt, { shop })}`,
    ...samples.flatMap(({ language, channel, text }) => ['', `${channel}, ${language}:`, ...text.split('\n').map((line) => `  | ${line}`)]),
    '',
    `${meant} members are meant, ${recipients} are written to${heldOut === 0 ? '' : `, ${heldOut} are held out`}.`,
    ...(byChannel.telegram.recipients === 0 ? [] : [`  telegram  ${byChannel.telegram.recipients}`]),
    ...(byChannel.sms.recipients === 0
      ? []
      : [`  sms       ${byChannel.sms.recipients}: ${byChannel.sms.segments} segments, ${money(byChannel.sms.cost)}`]),
    ...(budget === undefined ? [] : [`Its budget is ${money(budget)}${total > budget ? ': it will be paused when that has ended' : ''}.`]),
    ...(monthsMoney === undefined || byChannel.sms.cost <= monthsMoney
      ? []
      : [
          `Of the month's money for offers by SMS only ${money(monthsMoney)} is left: what it does not hold is left out (budgets in program.yaml).`,
        ]),
    ...Object.entries(leftOut).flatMap(([reason, count]) => (count === 0 ? [] : [`Left out: ${count} ${leftOutWords[reason as LeftOut]}`])),
    ...(forgotten === 0 ? [] : [`Forgotten members, of whom nothing is known: ${forgotten}`]),
    '',
    `Try it:   kopilka broadcast test ${id} --to PHONE`,
    `Start it: kopilka broadcast start ${id}`,
  ].join('\n');
}

const leftOutWords = {
  'no-consent': 'without a yes to offers',
  'not-allowed': 'with a yes only for a channel that is closed to offers in their country',
  unreachable: 'not to be reached until they write again',
  'no-address': 'without an address on these channels',
  'no-channel': 'to be reached only by a channel that is not set up',
  capped: 'with as many offers lately as they may get',
  'too-late': 'without an hour in its days that is not quiet',
} satisfies Record<LeftOut, string>;

const droppedWords: Readonly<Record<string, string>> = {
  ...leftOutWords,
  'no-consent': 'without a yes when it was sent',
  capped: 'with enough offers by then',
  'too-late': 'too late',
  cancelled: 'cancelled',
  budget: "the month's money for SMS had ended",
  forgotten: 'forgotten meanwhile',
  merged: 'in it twice, and one member by then',
};

export function resultsInWords({ id, name, state, reason }: Broadcast, progress: Progress, results: Results, { shop }: Program): string {
  const { all, waiting, sent, delivered, unknown, failed, unreachable, leftOut, segments, cost } = progress;
  const { stopped, days, told, heldOut, difference } = results;
  const group = (title: string, one: Bought): string =>
    `  ${title.padEnd(10)}${one.buyers} of ${one.members} bought${one.members === 0 ? '' : ` (${percent(one.buyers / one.members)})`}, ${inMoney(perHead(one), shop.currency)} a head`;
  return [
    `Broadcast ${id}: ${name}, ${state}${reason === undefined ? '' : ` (${reason})`}`,
    `${all} messages: ${sent} sent (${delivered} delivered by report), ${waiting} waiting, ${failed} failed, ${unreachable} unreachable, ${unknown} unknown.`,
    ...Object.entries(leftOut).map(([why, count]) => `  left out: ${count}, ${droppedWords[why] ?? why}`),
    `Cost: ${inMoney(cost, shop.currency)}, ${segments} SMS segments. Said STOP within ${days} days: ${stopped}.`,
    `Purchases within ${days} days:`,
    group('told', told),
    ...(heldOut.members === 0 ? [] : [group('held out', heldOut)]),
    ...(difference === undefined
      ? ['Nobody was held out, so what it brought cannot be told: next time write holdOut: 10 %.']
      : [
          `  difference ${signed(difference.difference)} (95 %: ${signed(difference.low)} to ${signed(difference.high)})${
            difference.low <= 0 && difference.high >= 0 ? ': may be chance' : ''
          }`,
        ]),
  ].join('\n');
}

const perHead = ({ money, members }: Bought): bigint => (members === 0 ? 0n : money / BigInt(members));
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const signed = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(1)} points`;

function inMoney(amount: bigint, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  return format.format(Number(amount) / 10 ** digits);
}
