import type pg from 'pg';
import type { Language, Letter, Message } from '../texts/message.ts';
import { type Policy, type Route, routeOf, type Stop } from './cascade.ts';
import type { Channel, ChannelName, SendOutcome } from './channel.ts';
import { claimDue, giveUpLeases, type Handover, LEASE_MS, renewLeases, stillWaiting, type Waiting } from './outbox.ts';
import { createPauses } from './pauses.ts';
import { createSettler, type Settlement } from './settling.ts';

export type Courier = {
  /** Takes the messages of a committed batch; sending begins at once. */
  readonly hand: Handover;
  /** Sweeps up what is due and what dead processes left; renews the leases of what is being carried. */
  start(): void;
  /** Finishes what is being sent; the rest stays in the outbox for whoever comes next. */
  stop(): Promise<void>;
  /** Resolves when nothing that was handed over is still on its way. */
  idle(): Promise<void>;
  /** Holds everything back, for measuring and tests. */
  hold(held: boolean): void;
};

export type CourierDeps = {
  readonly pool: pg.Pool;
  readonly processId: string;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly render: (message: Message, language: Language, channel: ChannelName) => Letter;
  readonly policy: Policy;
  /** Told when a carrier says that an address cannot be reached until its owner speaks again. */
  readonly onUnreachable: (address: string, outboxId: number) => Promise<void>;
  readonly log: { warn(about: object, text: string): void; error(about: object, text: string): void };
  readonly clock: () => number;
};

const SENDING_MAX = 64;
const SWEEP_EVERY_MS = 1000;
const RENEW_EVERY_MS = 4000;
const BEHIND_POLL_MS = 200;
const ATTEMPTS_MAX = 5;
/** Waits between attempts whose outcome is unknown. */
const AGAIN_AFTER_MS = [1000, 5000, 15_000, 30_000];

type Queue = { readonly rows: Waiting[]; behind: readonly number[] };

/**
 * Carries messages: one at a time to each recipient, in the order of their ids, to many recipients at once. The outbox row is the truth:
 * whatever happens to this process, another takes the row when its lease runs out.
 */
export function createCourier(deps: CourierDeps): Courier {
  const queues = new Map<string, Queue>();
  const ready: string[] = [];
  const carried = new Set<number>();
  const settler = createSettler(deps);
  const pauses = createPauses(deps);
  const timers: NodeJS.Timeout[] = [];
  let sending = 0;
  let stopped = false;
  let held = false;

  function take(rows: readonly Waiting[], behind: ReadonlyMap<string, readonly number[]>): void {
    for (const row of rows) {
      if (carried.has(row.id)) continue;
      carried.add(row.id);
      const queue = queues.get(row.recipient);
      if (queue === undefined) {
        queues.set(row.recipient, { rows: [row], behind: behind.get(row.recipient) ?? [] });
        ready.push(row.recipient);
      } else {
        const place = queue.rows.findLastIndex((other) => other.id < row.id);
        queue.rows.splice(place + 1, 0, row);
        if (behind.has(row.recipient)) queue.behind = [...queue.behind, ...(behind.get(row.recipient) ?? [])];
      }
    }
    pump();
  }

  function pump(): void {
    while (!stopped && !held && sending < SENDING_MAX && ready.length > 0) {
      const recipient = ready.shift() as string;
      sending += 1;
      void drain(recipient).finally(() => {
        sending -= 1;
        pump();
      });
    }
  }

  /** Sends what waits for one recipient. When something breaks, its rows stay in the outbox and their leases run out. */
  async function drain(recipient: string): Promise<void> {
    const queue = queues.get(recipient) as Queue;
    try {
      await letOthersFirst(queue);
      for (let row = queue.rows.shift(); row !== undefined && !stopped; row = queue.rows.shift()) {
        const settlement = await carry(row);
        if (settlement === undefined) break;
        void settler.settle(settlement).then(
          () => carried.delete(settlement.id),
          (error: unknown) => dropOut(settlement.id, error),
        );
      }
    } catch (error) {
      for (const row of queue.rows) carried.delete(row.id);
      deps.log.error({ err: error }, 'a recipient could not be served; their messages stay in the outbox');
    } finally {
      queues.delete(recipient);
    }
  }

  function dropOut(id: number, error: unknown): void {
    carried.delete(id);
    deps.log.error({ err: error, outbox: id }, 'an outcome could not be written down');
  }

  async function letOthersFirst(queue: Queue): Promise<void> {
    while (queue.behind.length > 0 && !stopped) {
      queue.behind = (await stillWaiting(deps.pool, queue.behind)).filter((id) => !carried.has(id));
      if (queue.behind.length > 0) await sleep(BEHIND_POLL_MS);
    }
  }

  /** One message, until its fate is known; nothing when we stop before that. */
  async function carry(row: Waiting): Promise<Settlement | undefined> {
    const settled = { id: row.id, attempts: row.attempts + 1, ...(row.said.secret ? { forget: true } : {}) };
    if (row.notAfter !== undefined && row.notAfter < deps.clock()) return { ...settled, state: 'dropped', reason: 'too-late' };
    const route = await routeOf(deps.pool, row, deps.policy);
    if (route.stops.length === 0) return { ...settled, state: 'dropped', reason: route.reason ?? 'no-address' };
    const fate = await alongRoute(row, route);
    return fate === undefined ? undefined : { ...settled, ...fate };
  }

  async function alongRoute(row: Waiting, route: Route): Promise<Omit<Settlement, 'id'> | undefined> {
    let last: Omit<Settlement, 'id'> = { state: 'dropped', reason: 'no-channel', attempts: row.attempts };
    for (const stop of route.stops) {
      const channel = deps.channels.get(stop.channel);
      if (channel === undefined) continue;
      const letter = letterFor(row, stop.channel);
      if (letter === undefined) return { state: 'refused', reason: 'not-renderable', attempts: row.attempts };
      const known = await sendUntilKnown(row, channel, stop, letter);
      if (known === undefined) return undefined;
      const { outcome, attempts } = known;
      const about = { channel: stop.channel, letter, attempts };
      if (outcome.outcome === 'sent') return { ...about, state: 'sent', reference: outcome.reference };
      if (outcome.outcome === 'unknown') return { ...about, state: 'unknown', reason: outcome.reason };
      if (outcome.outcome === 'unreachable') await deps.onUnreachable(`${stop.channel}:${stop.address}`, row.id);
      last = { ...about, state: 'refused', reason: outcome.outcome === 'wait' ? 'paused' : outcome.reason };
    }
    return last;
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

  /** Obeys pauses, which cost no attempt. What may have been sent is repeated for replies and service, never for marketing. */
  async function sendUntilKnown(row: Waiting, channel: Channel, stop: Stop, letter: Letter): Promise<Known | undefined> {
    if (row.class === 'marketing') await deps.pool.query(`update outbox set state = 'sending' where id = $1`, [row.id]);
    for (let attempts = row.attempts + 1; ; ) {
      await pauseFor(channel.name);
      if (stopped) return undefined;
      const outcome = await channel.send(stop.address, letter, String(row.id));
      if (outcome.outcome === 'wait') {
        deps.log.warn({ channel: channel.name, seconds: outcome.seconds }, 'the carrier asked to wait');
        await pauses.pause(channel.name, outcome.seconds);
        continue;
      }
      const again = outcome.outcome === 'unknown' && row.class !== 'marketing' && attempts < ATTEMPTS_MAX;
      if (!again) return { outcome, attempts };
      await sleep(AGAIN_AFTER_MS[attempts - 1] ?? AGAIN_AFTER_MS.at(-1) ?? 0);
      attempts += 1;
    }
  }

  async function pauseFor(channel: ChannelName): Promise<void> {
    for (let left = pauses.left(channel); left > 0 && !stopped; left = pauses.left(channel)) await sleep(Math.min(left, SWEEP_EVERY_MS));
  }

  async function sweep(): Promise<void> {
    await pauses.refresh();
    if (!held) take(await claimDue(deps.pool, deps.processId, deps.clock()), new Map());
  }

  const renew = (): Promise<void> => (carried.size === 0 ? Promise.resolve() : renewLeases(deps.pool, [...carried], deps.clock()));

  function every(ms: number, name: string, work: () => Promise<void>): void {
    let busy = false;
    timers.push(
      setInterval(() => {
        if (busy) return;
        busy = true;
        work()
          .catch((error: unknown) => deps.log.error({ err: error }, `${name} failed; it is tried again`))
          .finally(() => {
            busy = false;
          });
      }, ms),
    );
  }

  const idle = async (): Promise<void> => {
    while (sending > 0 || (ready.length > 0 && !stopped && !held)) await sleep(5);
    await settler.idle();
  };

  return {
    hand: take,
    start() {
      every(SWEEP_EVERY_MS, 'the sweep of the outbox', sweep);
      every(Math.min(RENEW_EVERY_MS, LEASE_MS / 3), 'renewing leases', renew);
    },
    async stop() {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      await idle();
      await giveUpLeases(deps.pool, [...carried], deps.clock());
    },
    idle,
    hold(on) {
      held = on;
      pump();
    },
  };
}

type Known = { readonly outcome: SendOutcome; readonly attempts: number };

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
