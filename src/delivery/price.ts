import { localDay, segmentPrice } from '../rules/hours.ts';
import type { Program } from '../rules/program.ts';
import type { Letter } from '../texts/message.ts';
import type { Budget } from './budgets.ts';
import type { Route } from './cascade.ts';
import type { Channel } from './channel.ts';
import type { MessageClass, Waiting } from './outbox.ts';

/** What a letter costs, in minor units, and the budgets it is paid from. */
export type Price = { readonly segments: number; readonly cost: bigint; readonly budgets: readonly Budget[] };

/** So many answers are paid for in advance: they must not wait. */
const ANSWERS_AHEAD = 20;

/** Nothing where nothing is paid. */
export function priceOf(
  program: Program,
  channel: Pick<Channel, 'segments'>,
  letter: Letter,
  row: Pick<Waiting, 'class' | 'broadcastId'>,
  { place, broadcast }: Pick<Route, 'place' | 'broadcast'>,
  now: number,
): Price | undefined {
  if (channel.segments === undefined) return undefined;
  const segments = channel.segments(letter);
  const cost = BigInt(segments) * segmentPrice(program, place.country);
  const monthly = monthlyBudget(program, row.class, now);
  return {
    segments,
    cost,
    budgets: [
      ...(monthly === undefined || cost === 0n ? [] : [monthly]),
      ...(row.broadcastId === undefined || broadcast?.budget === undefined
        ? []
        : [{ name: broadcastBudget(row.broadcastId), limit: broadcast.budget }]),
    ],
  };
}

/** The money of a class of SMS for the month of the shop's calendar; nothing where there is no limit. */
export function monthlyBudget(program: Program, kind: MessageClass, now: number): Budget | undefined {
  const limit = program.budgets.smsPerMonth[kind];
  if (limit === undefined) return undefined;
  const name = `sms:${kind}:${localDay(program.shop.timeZone, now).slice(0, 7)}`;
  return { name, limit: BigInt(limit), ...(kind === 'reply' ? { ahead: ANSWERS_AHEAD } : {}) };
}

export const broadcastBudget = (id: number): string => `broadcast:${id}`;
