import type pg from 'pg';
import { rowsOf, timeOf } from '../database/sql.ts';
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
  /** Take the facts out of the row: it held a code. */
  readonly forget?: boolean;
  readonly attempts: number;
};

const GATHER_MS = 20;

export type Settler = { settle(one: Settlement): Promise<void>; idle(): Promise<void> };

/** Writes outcomes down in small batches, so that a burst of messages costs few commits. Resolves when it is written. */
export function createSettler(deps: { pool: pg.Pool; clock: () => number }): Settler {
  let gathering: { one: Settlement; done: () => void; fail: (error: unknown) => void }[] = [];
  let writing: Promise<void> = Promise.resolve();
  let planned = false;

  async function write(): Promise<void> {
    planned = false;
    const batch = gathering;
    gathering = [];
    try {
      await deps.pool.query(
        settleAll(
          batch.map(({ one }) => one),
          deps.clock(),
        ),
      );
      for (const { done } of batch) done();
    } catch (error) {
      for (const { fail } of batch) fail(error);
    }
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

function settleAll(batch: readonly Settlement[], now: number): string {
  const rows = batch.map(({ id, state, reason, channel, reference, letter, forget, attempts }) => ({
    id,
    state,
    reason,
    channel,
    reference,
    letter: forget ? undefined : letter,
    forget: forget ?? false,
    attempts,
  }));
  return `update outbox set state = row.state, reason = row.reason, channel = row.channel, reference = row.reference, letter = row.letter,
      message = case when row.forget then '{}' else message end, attempts = row.attempts, settled_at = '${timeOf(now)}'
    from ${rowsOf(rows, 'id bigint, state text, reason text, channel text, reference text, letter jsonb, forget boolean, attempts int')}
    where outbox.id = row.id`;
}
