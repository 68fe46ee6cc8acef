import type pg from 'pg';
import type { Program } from '../rules/program.ts';
import type { Language, Letter, Message } from '../texts/message.ts';
import type { Budget, Budgets } from './budgets.ts';
import { createReaching, type Route, routeOf, type Stop } from './cascade.ts';
import type { Channel, ChannelName, SendOutcome } from './channel.ts';
import { isUnasked, markSending, postpone, type Waiting } from './outbox.ts';
import type { Pacing } from './pacing.ts';
import type { Pauses } from './pauses.ts';
import { LOOK_AGAIN_MS, type Permit, permitOf } from './permits.ts';
import { broadcastBudget, type Price, priceOf } from './price.ts';
import type { Settlement } from './settling.ts';

export type CarryingDeps = {
  readonly pool: pg.Pool;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly render: (message: Message, language: Language, channel: ChannelName) => Letter;
  readonly program: Program;
  /** Told when a carrier says that an address cannot be reached until its owner speaks again; `triedAt`: when it was handed what it says that of. */
  readonly onUnreachable: (address: string, outboxId: number, triedAt: number) => Promise<void>;
  /** Told when a budget does not hold a message any more. */
  readonly onBudgetEnded: (budget: Budget) => Promise<void>;
  readonly log: { warn(about: object, text: string): void; error(about: object, text: string): void };
  readonly clock: () => number;
};

/** The courier's side of it: `rest` waits and gives up the place for sending meanwhile. */
type Way = {
  readonly pauses: Pauses;
  readonly pacing: Pacing;
  readonly budgets: Budgets;
  rest(ms: number): Promise<void>;
  isStopped(): boolean;
};

const ATTEMPTS_MAX = 5;
/** Waits between attempts whose outcome is unknown. */
const AGAIN_AFTER_MS = [1000, 5000, 15_000, 30_000];
const PAUSE_LOOK_MS = 1000;

/** What became of a row: its fate; `postponed`: it waits in the outbox again; nothing: we stop. */
export type Carried = Settlement | 'postponed' | undefined;

/** Carries one message until its fate is known: along its route, in words, as often as its class allows. */
export function createCarrying(deps: CarryingDeps, { pauses, pacing, budgets, rest, isStopped }: Way): (row: Waiting) => Promise<Carried> {
  const reachesOf = createReaching(deps.pool);

  /** One attempt to get rid of it, at one stop of its route. */
  async function at(row: Waiting, route: Route, stop: Stop): Promise<Met> {
    const channel = deps.channels.get(stop.channel) as Channel;
    const letter = letterFor(row, stop.channel);
    if (letter === undefined) return { end: { state: 'refused', reason: 'not-renderable', attempts: row.attempts } };
    const price = priceOf(deps.program, channel, letter, row, route, deps.clock());
    const ended = await budgetEndedBy(price);
    // Its broadcast is paused by now: it goes out when there is more money, or is cancelled.
    if (ended !== undefined && row.broadcastId !== undefined && ended === broadcastBudget(row.broadcastId)) return 'later';
    if (ended !== undefined) return { next: { state: 'dropped', reason: 'budget', attempts: row.attempts } };
    const known = await sendUntilKnown(row, channel, stop, letter);
    if (known === undefined || known === 'again') {
      await paidBack(price);
      return known;
    }
    const { outcome, attempts, triedAt } = known;
    const about = { channel: stop.channel, letter, attempts };
    const paid = price === undefined ? {} : { segments: price.segments, cost: price.cost };
    if (outcome.outcome === 'sent') return { end: { ...about, ...paid, state: 'sent', reference: outcome.reference } };
    if (outcome.outcome === 'unknown') return { end: { ...about, ...paid, state: 'unknown', reason: outcome.reason } };
    await paidBack(price);
    if (outcome.outcome === 'unreachable') await deps.onUnreachable(`${stop.channel}:${stop.address}`, row.id, triedAt);
    return { next: { ...about, state: 'refused', reason: outcome.outcome === 'wait' ? 'paused' : outcome.reason } };
  }

  /** Every budget that a message falls under must hold its price. Gives the one that does not. */
  async function budgetEndedBy(price: Price | undefined): Promise<string | undefined> {
    for (const [place, budget] of (price?.budgets ?? []).entries()) {
      if (await budgets.take(budget, (price as Price).cost)) continue;
      await deps.onBudgetEnded(budget);
      for (const taken of (price as Price).budgets.slice(0, place)) await budgets.giveBack(taken, (price as Price).cost);
      return budget.name;
    }
    return undefined;
  }

  async function paidBack(price: Price | undefined): Promise<void> {
    for (const budget of price?.budgets ?? []) await budgets.giveBack(budget, (price as Price).cost);
  }

  /** A message whose text is broken must not hold up the ones behind it for ever. */
  function letterFor(row: Waiting, channel: ChannelName): Letter | undefined {
    try {
      return deps.render(row.said.message, row.said.language, channel);
    } catch (error) {
      deps.log.error({ err: error, outbox: row.id }, 'a message could not be put into words');
      return undefined;
    }
  }

  /**
   * Obeys pauses, which cost no attempt; after one, what nobody asked for is planned again: its recipient may have said STOP meanwhile. What may
   * have been sent is repeated for replies and service, never for marketing.
   */
  async function sendUntilKnown(row: Waiting, channel: Channel, stop: Stop, letter: Letter): Promise<Known | 'again' | undefined> {
    for (let attempts = row.attempts + 1; ; ) {
      if (isUnasked(row) && pauses.left(channel.name) > 0) return 'again';
      await pauseFor(channel.name);
      if (isStopped()) return undefined;
      if (row.class === 'marketing') await markSending(deps.pool, row.id, true);
      const triedAt = deps.clock();
      const outcome = await attempt(row, channel, stop, letter);
      if (outcome.outcome === 'wait') {
        deps.log.warn({ channel: channel.name, seconds: outcome.seconds }, 'the carrier asked to wait');
        if (row.class === 'marketing') await markSending(deps.pool, row.id, false);
        await pauses.pause(channel.name, outcome.seconds);
        continue;
      }
      const again = outcome.outcome === 'unknown' && row.class !== 'marketing' && attempts < ATTEMPTS_MAX;
      if (!again) return { outcome, attempts, triedAt };
      await rest(AGAIN_AFTER_MS[attempts - 1] ?? AGAIN_AFTER_MS.at(-1) ?? 0);
      attempts += 1;
    }
  }

  /** A channel that breaks is a defect, and may have sent: the message is tried as often as any other, and then no longer stands in the way. */
  async function attempt(row: Waiting, channel: Channel, stop: Stop, letter: Letter): Promise<SendOutcome> {
    try {
      return await channel.send(stop.address, letter, String(row.id));
    } catch (error) {
      deps.log.error({ err: error, outbox: row.id }, 'a channel broke while sending');
      return { outcome: 'unknown', reason: 'channel-broke' };
    }
  }

  /** Whether there was a pause to wait for. */
  async function pauseFor(channel: ChannelName): Promise<boolean> {
    const paused = pauses.left(channel) > 0;
    for (let left = pauses.left(channel); left > 0 && !isStopped(); left = pauses.left(channel)) await rest(Math.min(left, PAUSE_LOOK_MS));
    return paused;
  }

  /** What nobody asked for waits for its place in the queue; what may have changed meanwhile is looked at again. */
  async function planned(row: Waiting, tried: ReadonlySet<Stop['address']>): Promise<Planned> {
    for (let queued = !isUnasked(row); ; ) {
      const route = await routeOf(reachesOf, row, deps.program);
      const permit = await permitOf(deps.pool, row, route, deps.program, deps.clock());
      const stop = route.stops.find(({ channel, address }) => deps.channels.has(channel) && !tried.has(address));
      const plan = { route, permit, ...(stop === undefined ? {} : { stop }) };
      if (queued || !permit.go || stop === undefined) return plan;
      if (!(await pauseFor(stop.channel))) {
        queued = true;
        const waitMs = await pacing.placeFor(stop);
        if (waitMs === 0) return plan;
        await rest(waitMs);
      }
      if (isStopped()) return plan;
    }
  }

  return async function carry(row: Waiting): Promise<Carried> {
    const settled = { id: row.id, attempts: row.attempts + 1, ...(row.said.secret ? { forget: true } : {}) };
    const tried = new Set<Stop['address']>();
    let last: Fate = { state: 'dropped', reason: 'no-channel', attempts: row.attempts };
    for (;;) {
      if (row.notAfter !== undefined && row.notAfter < deps.clock()) return { ...settled, state: 'dropped', reason: 'too-late' };
      const { route, permit, stop } = await planned(row, tried);
      if (isStopped()) return undefined;
      if (route.stops.length === 0 && tried.size === 0) return { ...settled, state: 'dropped', reason: route.reason ?? 'no-address' };
      if (stop === undefined) return { ...settled, ...last };
      if (!permit.go && 'never' in permit) return { ...settled, state: 'dropped', reason: permit.never };
      const met = permit.go ? await at(row, route, stop) : 'later';
      if (met === undefined) return undefined;
      if (met === 'later') {
        await postpone(deps.pool, row.id, permit.go ? deps.clock() + LOOK_AGAIN_MS : permit.at);
        return 'postponed';
      }
      if (met === 'again') continue;
      if ('end' in met) return { ...settled, ...met.end };
      last = met.next;
      tried.add(stop.address);
      // It is known not to have been said here: if we die before the next attempt, it is not taken for what may have been.
      if (row.class === 'marketing') await markSending(deps.pool, row.id, false);
    }
  };
}

type Fate = Omit<Settlement, 'id'>;
/** What a stop came to: the end, or the next stop with what is so if there is none; `again`: plan anew; `later`: it waits in the outbox. */
type Met = { readonly end: Fate } | { readonly next: Fate } | 'again' | 'later' | undefined;
type Planned = { readonly route: Route; readonly permit: Permit; readonly stop?: Stop };
type Known = { readonly outcome: SendOutcome; readonly attempts: number; readonly triedAt: number };
