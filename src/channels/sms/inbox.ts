import { setTimeout as wait } from 'node:timers/promises';
import DataLoader from 'dataloader';
import type pg from 'pg';
import type { Incoming } from '../../conversation/incoming.ts';
import { insertRows, momentIn, part, timeOf } from '../../database/sql.ts';
import { inTransaction } from '../../database/transaction.ts';
import { onePlan, trip } from '../../database/trip.ts';

type Deps = {
  readonly pool: pg.Pool;
  /** Has the conversation hear a text, once however often it is called with the same. */
  hear(incoming: Incoming): Promise<unknown>;
  readonly clock: () => number;
  readonly log: { error(about: object, text: string): void };
};

export type Inbox = {
  /** Resolves when the text is on the disk. One that waits already is not kept twice. It is heard soon after. */
  keep(incoming: Incoming): Promise<void>;
  /** Begins to look for what another process left behind, and for what is to be tried again. */
  start(): void;
  /** Finishes what is being heard; the rest waits for whoever comes next. */
  stop(): Promise<void>;
  /** Resolves when nothing is being heard. */
  idle(): Promise<void>;
};

/** PostgreSQL's `deadlock_detected`: nothing was written. */
const DEADLOCK = '40P01';
const KEPT_AT_ONCE_MAX = 512;
const HEARD_AT_ONCE_MAX = 256;
const SWEEP_EVERY_MS = 5000;
/** After each failure a text waits longer; after the last it is given up. */
const PAUSES_MS = [1000, 5000, 30_000, 120_000];
/** So many texts kept by one statement are a rush. */
const RUSH_TEXTS = 64;
const RUSH_IS_OVER_MS = 50;
const RUSH_WAIT_MAX_MS = 2000;

/**
 * What is said by SMS is kept first, and heard then: a gateway gives up within seconds and seldom calls again, and what is kept outlives our
 * own troubles. A text stays until the conversation has heard it; being heard twice changes nothing, for its id is that of its turn.
 */
export function createInbox(deps: Deps): Inbox {
  const { loader, rush } = createKeeping(deps);
  const idlers: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isMore = false;
  let hearing = false;
  let stopped = false;

  async function hearAll(): Promise<void> {
    isMore = true;
    if (hearing) return;
    hearing = true;
    while (isMore && !stopped) {
      isMore = false;
      await rush();
      try {
        if (await hearSome(deps)) isMore = true;
      } catch (error) {
        deps.log.error({ err: error }, 'what was said by SMS waits in the inbox');
      }
    }
    hearing = false;
    for (const done of idlers.splice(0)) done();
  }

  const idle = (): Promise<void> => (hearing ? new Promise((done) => idlers.push(done)) : Promise.resolve());
  return {
    async keep(incoming) {
      await loader.load(incoming);
      void hearAll();
    },
    start() {
      void hearAll();
      timer = setInterval(() => void hearAll(), SWEEP_EVERY_MS);
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await idle();
    },
    idle,
  };
}

/** Texts that arrive while others are written down are written down together after them. */
function createKeeping({ pool, clock }: Deps) {
  let writing: Promise<unknown> = Promise.resolve();
  let last = { texts: 0, at: 0 };

  /** Phone by phone: two processes to which the same texts are brought seldom wait for each other both, and then one of them tries again. */
  async function keepAll(texts: readonly Incoming[]): Promise<true[]> {
    const due_at = timeOf(clock());
    const rows = texts
      .map((incoming) => ({ address: incoming.address, id: incoming.id, due_at, incoming }))
      .sort((one, other) => (one.address < other.address ? -1 : Number(one.address > other.address)));
    const { text, values } = part(
      `${insertRows('inbox', rows, { address: 'text', id: 'text', due_at: 'timestamptz', incoming: 'json' })} on conflict (address, id) do nothing`,
    );
    const keep = () => pool.query({ name: 'inbox-keep', text, values: [...values] });
    await keep().catch((error: { code?: unknown }) => (error.code === DEADLOCK ? keep() : Promise.reject(error)));
    last = { texts: texts.length, at: performance.now() };
    return texts.map(() => true);
  }

  const loader = new DataLoader<Incoming, true>(
    (texts) => {
      const kept = writing.then(() => keepAll(texts));
      writing = kept.catch(() => undefined);
      return kept;
    },
    { cache: false, maxBatchSize: KEPT_AT_ONCE_MAX, batchScheduleFn: (keep) => void writing.then(() => setImmediate(keep)) },
  );

  /** While many people write at once, keeping what they say comes first: answers are late then by two seconds, and nothing is lost. */
  async function rush(): Promise<void> {
    const until = performance.now() + RUSH_WAIT_MAX_MS;
    while (last.texts >= RUSH_TEXTS && performance.now() < Math.min(until, last.at + RUSH_IS_OVER_MS)) await wait(RUSH_IS_OVER_MS / 2);
  }
  return { loader, rush };
}

type Row = { readonly number: string; readonly incoming: Incoming; readonly tries: number };

/**
 * The first of each phone: what it says next is heard after that, whichever process does. One that is tried again holds up none. `offset 0` keeps
 * PostgreSQL from joining the table with itself: each row looks up its own phone.
 */
const take = (now: number): string => `select number, incoming, tries from inbox
  where due_at <= ${momentIn(now)} and not exists (select from inbox earlier
    where earlier.address = inbox.address and earlier.number < inbox.number and earlier.tries = 0 offset 0)
  order by number limit ${HEARD_AT_ONCE_MAX} for update skip locked`;

/**
 * Whether there was something to hear. The rows are locked meanwhile, so that another process hears others; where a process dies, PostgreSQL lets go
 * of its rows.
 */
function hearSome({ pool, hear, clock, log }: Deps): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    // What comes back after a crash was heard, and is heard again without effect.
    const [, , taken] = await trip(client, [onePlan, 'set local synchronous_commit = off', take(clock())]);
    const rows = (taken?.rows ?? []) as Row[];
    if (rows.length === 0) return false;
    const heard = await Promise.allSettled(rows.map(({ incoming }) => hear(incoming)));
    const done: string[] = [];
    for (const [place, { number, incoming, tries }] of rows.entries()) {
      const one = heard[place];
      const pause = PAUSES_MS[tries];
      if (one?.status === 'rejected')
        log.error(
          { err: one.reason, id: incoming.id, tries: tries + 1 },
          pause === undefined ? 'a text is given up' : 'a text is heard later',
        );
      if (one?.status === 'rejected' && pause !== undefined)
        await client.query('update inbox set tries = tries + 1, due_at = $2 where number = $1', [number, new Date(clock() + pause)]);
      else done.push(number);
    }
    await client.query({ name: 'inbox-heard', text: 'delete from inbox where number = any($1::bigint[])', values: [done] });
    return true;
  });
}
