import type pg from 'pg';
import { momentIn, rowsOf } from '../database/sql.ts';
import { byKeys } from '../database/trip.ts';
import type { Letter } from '../texts/message.ts';
import type { ChannelName } from './channel.ts';

/** What became of a message, for good. */
export type Settlement = {
  readonly id: number;
  readonly state: 'sent' | 'refused' | 'unknown' | 'dropped';
  readonly reason?: string;
  readonly channel?: ChannelName;
  readonly reference?: string;
  readonly letter?: Letter;
  /** What an SMS took, and cost in minor units. */
  readonly segments?: number;
  readonly cost?: bigint;
  /** Take the facts out of the row: it held a code. */
  readonly forget?: boolean;
  readonly attempts: number;
};

const GATHER_MS = 20;
/** What was sent and not written down is sent again once its lease runs out, so a database that is away for a moment is waited for. */
const TRIES_MAX = 5;
const AGAIN_AFTER_MS = 1000;

type SettlingDeps = {
  readonly pool: pg.Pool;
  readonly log: { warn(about: object, text: string): void };
  readonly clock: () => number;
};

export type Settler = { settle(one: Settlement): Promise<void>; idle(): Promise<void> };

/** Writes outcomes down in small batches, so that a burst of messages costs few commits. Resolves when it is written. */
export function createSettler(deps: SettlingDeps): Settler {
  let gathering: { one: Settlement; done: () => void; fail: (error: unknown) => void }[] = [];
  let writing: Promise<void> = Promise.resolve();
  let planned = false;

  async function write(): Promise<void> {
    planned = false;
    const batch = gathering;
    gathering = [];
    const outcomes = batch.map(({ one }) => one);
    const error = await writtenAtLast(() => byKeys(deps.pool, [settleAll(outcomes, deps.clock())]), deps.log);
    for (const { done, fail } of batch) error === undefined ? done() : fail(error);
  }

  return {
    settle(one) {
      return new Promise((done, fail) => {
        gathering.push({ one, done, fail });
        if (planned) return;
        planned = true;
        setTimeout(() => {
          writing = writing.then(write);
        }, GATHER_MS);
      });
    },
    idle: async () => {
      while (planned || gathering.length > 0) await new Promise((later) => setTimeout(later, GATHER_MS));
      await writing;
    },
  };
}

/** The error of the last try, if that failed too. */
async function writtenAtLast(write: () => Promise<unknown>, log: SettlingDeps['log']): Promise<unknown> {
  for (let tries = 1; ; tries += 1) {
    try {
      await write();
      return undefined;
    } catch (error) {
      if (tries === TRIES_MAX) return error;
      log.warn({ err: error }, 'what became of messages could not be written down; it is tried again');
      await new Promise((later) => setTimeout(later, AGAIN_AFTER_MS));
    }
  }
}

/** What was said, for whoever looks into it later: the markup follows from the text. */
const kept = ({ language, text, choices }: Letter): object => ({ language, text, choices });

/** One whose member was forgotten while it was on its way stays as it is: empty. */
function settleAll(batch: readonly Settlement[], now: number): string {
  const rows = batch.map(({ id, state, reason, channel, reference, letter, segments, cost, forget, attempts }) => ({
    id,
    state,
    reason,
    channel,
    reference,
    letter: forget || letter === undefined ? undefined : kept(letter),
    segments,
    cost: cost === undefined ? undefined : String(cost),
    forget: forget ?? false,
    attempts,
  }));
  return `update outbox set state = row.state, reason = row.reason, channel = row.channel, reference = row.reference, letter = row.letter, segments = row.segments, cost = row.cost,
      message = case when row.forget then '{}' else message end, attempts = row.attempts, settled_at = ${momentIn(now)}
    from ${rowsOf(rows, 'id bigint, state text, reason text, channel text, reference text, letter json, segments int, cost bigint, forget boolean, attempts int')}
    where outbox.id = row.id and outbox.reason is distinct from 'forgotten'`;
}
