import { setTimeout as wait } from 'node:timers/promises';
import { createBudgets } from './budgets.ts';
import { type CarryingDeps, createCarrying } from './carrying.ts';
import {
  claimDue,
  earlierElsewhere,
  giveUpLeases,
  type Handover,
  isUnasked,
  LEASE_MS,
  renewLeases,
  stillWaiting,
  type Waiting,
} from './outbox.ts';
import { createPacing } from './pacing.ts';
import { createPauses } from './pauses.ts';
import { createSettler, type Settlement } from './settling.ts';

export type Courier = {
  /** Takes the messages of a committed batch; sending begins at once. */
  readonly hand: Handover;
  /** Sweeps up what is due and what dead processes left; renews the leases of what is being carried. */
  start(): void;
  /** Takes what is due now; done every second by itself. */
  sweep(): Promise<void>;
  /** Finishes what is being sent; the rest stays in the outbox for whoever comes next. */
  stop(): Promise<void>;
  /** Resolves when nothing that was handed over is still on its way. */
  idle(): Promise<void>;
  /** Holds everything back, for measuring and tests. */
  hold(held: boolean): void;
};

export type CourierDeps = CarryingDeps & { readonly processId: string };

const SENDING_MAX = 64;
/** No more is claimed while so many are on their way or held up by a pause. */
const CARRIED_MAX = 5000;
/** Offers wait for their place in the queue: what this process holds, another cannot send. */
const OFFERS_CARRIED_MAX = 128;
const SWEEP_EVERY_MS = 1000;
const RENEW_EVERY_MS = 4000;
const BEHIND_POLL_MS = 200;
/** What a carrier has not answered by then is left to the next process: the whole program must be down within ten seconds. */
const STOP_WITHIN_MS = 7000;

/** `behind`: earlier messages to the same recipient that another process carries. */
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
  const offers = new Set<number>();
  const pauses = createPauses(deps);
  const budgets = createBudgets(deps);
  const pacing = createPacing(deps);
  const carry = createCarrying(deps, { pauses, pacing, budgets, rest: (ms) => rest(ms), isStopped: () => stopped });
  const timers: NodeJS.Timeout[] = [];
  const returning: (() => void)[] = [];
  const stopping = new AbortController();
  let moreOffers = false;
  let sending = 0;
  let serving = 0;
  let stopped = false;
  let held = false;

  function take(rows: readonly Waiting[], behind: ReadonlyMap<string, readonly number[]>): void {
    if (stopped) {
      passOn(rows);
      return;
    }
    for (const row of rows) {
      if (carried.has(row.id)) continue;
      carried.add(row.id);
      if (row.class === 'marketing') offers.add(row.id);
      const queue = queues.get(row.recipient);
      if (queue === undefined) {
        queues.set(row.recipient, { rows: [row], behind: behind.get(row.recipient) ?? [] });
        ready.push(row.recipient);
      } else {
        const place = queue.rows.findLastIndex((other) => other.id < row.id);
        queue.rows.splice(place + 1, 0, row);
        queue.behind = [...queue.behind, ...(behind.get(row.recipient) ?? [])];
      }
    }
    pump();
  }

  /** What is still decided while we are stopping is for whoever comes next, at once. */
  function passOn(rows: readonly Waiting[]): void {
    const ids = rows.map(({ id }) => id);
    giveUpLeases(deps.pool, ids, deps.clock()).catch((error: unknown) => deps.log.error({ err: error }, 'messages are passed on late'));
  }

  /** Fills the places for sending: first by those who come back from a rest. */
  function pump(): void {
    while (returning.length > 0 && sending < SENDING_MAX) {
      sending += 1;
      returning.shift()?.();
    }
    while (!stopped && !held && sending < SENDING_MAX && ready.length > 0) {
      const recipient = ready.shift() as string;
      sending += 1;
      serving += 1;
      void drain(recipient).finally(() => {
        sending -= 1;
        serving -= 1;
        pump();
      });
    }
  }

  /** Whoever only waits gives up their place meanwhile: a pause of one carrier, or a slow recipient, must not hold up the others. */
  async function rest(ms: number): Promise<void> {
    sending -= 1;
    pump();
    await sleep(ms, stopping.signal);
    if (stopped || sending < SENDING_MAX) sending += 1;
    else await new Promise<void>((back) => returning.push(back));
  }

  /** Sends what waits for one recipient. When something breaks, its rows stay in the outbox and their leases run out. */
  async function drain(recipient: string): Promise<void> {
    const queue = queues.get(recipient) as Queue;
    let row: Waiting | undefined;
    try {
      for (;;) {
        await letOthersFirst(queue);
        row = stopped ? undefined : queue.rows.shift();
        if (row === undefined) break;
        const fate = await carry(row);
        if (fate === undefined) break;
        if (fate === 'postponed') letGo(row.id);
        else {
          const written = writeDown(fate);
          if (isUnasked(row)) await written; // the next one counts what was said
        }
      }
    } catch (error) {
      for (const left of row === undefined ? queue.rows : [row, ...queue.rows]) letGo(left.id);
      deps.log.error({ err: error }, 'a recipient could not be served; their messages stay in the outbox');
    } finally {
      queues.delete(recipient);
    }
  }

  /** Offers are claimed a few at a time; where there are more, the next ones are fetched before the last are gone. */
  function letGo(id: number): void {
    carried.delete(id);
    if (offers.delete(id) && moreOffers && offers.size === OFFERS_CARRIED_MAX / 2) sweepSoon();
  }

  function writeDown(settlement: Settlement): Promise<void> {
    const { id } = settlement;
    return settler.settle(settlement).then(
      () => letGo(id),
      (error: unknown) => {
        letGo(id);
        deps.log.error({ err: error, outbox: id }, 'an outcome could not be written down');
      },
    );
  }

  /** Waits for what is earlier than the first in the queue, and never for what is later: two processes would wait for each other. */
  async function letOthersFirst(queue: Queue): Promise<void> {
    while (!stopped) {
      const first = queue.rows[0]?.id ?? 0;
      const earlier = queue.behind.filter((id) => id < first && !carried.has(id));
      if (earlier.length === 0) return;
      const still = await stillWaiting(deps.pool, earlier);
      queue.behind = queue.behind.filter((id) => !earlier.includes(id) || still.includes(id));
      if (still.length > 0) await rest(BEHIND_POLL_MS);
    }
  }

  async function sweep(): Promise<void> {
    await pauses.refresh();
    if (held || stopped || carried.size >= CARRIED_MAX) return;
    const room = OFFERS_CARRIED_MAX - offers.size;
    const claimed = await claimDue(deps.pool, deps.processId, deps.clock(), room);
    moreOffers = room > 0 && claimed.filter((row) => row.class === 'marketing').length === room;
    take(claimed, await earlierElsewhere(deps.pool, claimed, deps));
  }

  let sweeping = false;
  async function sweepOnce(): Promise<void> {
    if (sweeping) return;
    sweeping = true;
    await sweep().finally(() => {
      sweeping = false;
    });
  }

  function sweepSoon(): void {
    sweepOnce().catch((error: unknown) => deps.log.error({ err: error }, 'the sweep of the outbox failed; it is tried again'));
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
    while (serving > 0 || (ready.length > 0 && !stopped && !held)) await sleep(5);
    await settler.idle();
  };

  return {
    hand: take,
    sweep: sweepOnce,
    start() {
      every(SWEEP_EVERY_MS, 'the sweep of the outbox', sweepOnce);
      every(Math.min(RENEW_EVERY_MS, LEASE_MS / 3), 'renewing leases', renew);
    },
    async stop() {
      stopped = true;
      stopping.abort();
      for (const timer of timers) clearInterval(timer);
      const finished = new AbortController();
      await Promise.race([idle(), sleep(STOP_WITHIN_MS, finished.signal)]);
      finished.abort(); // or the process would live on until the time is over
      await giveUpLeases(deps.pool, [...carried], deps.clock());
      await budgets.close();
    },
    idle,
    hold(on) {
      held = on;
      pump();
    },
  };
}

/** Ends early when the signal does. */
const sleep = (ms: number, signal?: AbortSignal): Promise<void> => wait(ms, undefined, signal && { signal }).catch(() => undefined);
