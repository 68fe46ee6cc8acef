import { GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import type pg from 'pg';
import { type Hearing, hearUpdate } from './hear.ts';

export const allowedUpdates = ['message', 'callback_query', 'my_chat_member'] as const;

/** Shorter than the client's own patience with an answer. */
const POLL_SECONDS = 15;
const UPDATES_A_POLL = 100;
const LOOK_FOR_THE_TURN_MS = 5000;
const AFTER_TROUBLE_MS = [1000, 2000, 5000, 15_000];
const TRIES_PER_UPDATE = 3;
const LOCK_SPACE = 7_210;

export type Poller = { start(): void; stop(): Promise<void> };
type Log = { warn(about: object, text: string): void; error(about: object, text: string): void; info(about: object, text: string): void };

/**
 * Long polling. Telegram lets one process poll a bot, so the processes of a shop take turns by a lock in their database. An update is
 * confirmed only after all of its batch are kept; what comes again after a crash is recognised by its id.
 */
export function createPoller(deps: Hearing & { pool: pg.Pool; log: Log }): Poller {
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let wake: () => void = () => undefined;

  const pause = (ms: number): Promise<void> =>
    new Promise((done) => {
      const timer = setTimeout(done, ms);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });

  async function poll(): Promise<void> {
    let offset = 0;
    let troubles = 0;
    while (!stopping.signal.aborted) {
      try {
        const updates = await deps.api.getUpdates(
          { offset, timeout: POLL_SECONDS, limit: UPDATES_A_POLL, allowed_updates: allowedUpdates },
          stopping.signal as never,
        );
        await Promise.all(updates.map((update) => hearPatiently(update)));
        offset = Math.max(offset, ...updates.map((update) => update.update_id + 1));
        troubles = 0;
      } catch (error) {
        if (stopping.signal.aborted) return;
        tell(error);
        await pause(AFTER_TROUBLE_MS[Math.min(troubles, AFTER_TROUBLE_MS.length - 1)] as number);
        troubles += 1;
      }
    }
  }

  /** A single update that breaks the program must not hold up all the people behind it. */
  async function hearPatiently(update: Update): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await hearUpdate(deps, update);
      } catch (error) {
        if (tries < TRIES_PER_UPDATE) continue;
        deps.log.error({ err: error, update: update.update_id }, 'an update could not be handled and is passed over');
        return;
      }
    }
  }

  function tell(error: unknown): void {
    if (error instanceof GrammyError && error.error_code === 409)
      deps.log.warn({}, 'another program polls this bot, or a webhook is set: only one can hear it');
    else if (error instanceof GrammyError && error.error_code === 401)
      deps.log.error({}, 'Telegram does not know this bot: check TELEGRAM_BOT_TOKEN');
    else
      deps.log.warn(
        { reason: error instanceof GrammyError ? error.description : 'connection' },
        'Telegram cannot be reached; trying again',
      );
  }

  async function inTurn(): Promise<void> {
    while (!stopping.signal.aborted) {
      const client = await deps.pool.connect();
      try {
        const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1, $2) as mine', [
          LOCK_SPACE,
          Number(deps.botId) | 0,
        ]);
        if (rows[0]?.mine) {
          await poll();
          await client.query('select pg_advisory_unlock_all()');
        }
        client.release();
      } catch (error) {
        client.release(true);
        deps.log.warn({ err: error }, 'the turn for polling was lost');
      }
      if (!stopping.signal.aborted) await pause(LOOK_FOR_THE_TURN_MS);
    }
  }

  return {
    start() {
      running = inTurn().catch((error: unknown) => deps.log.error({ err: error }, 'polling ended'));
    },
    async stop() {
      stopping.abort();
      wake();
      await running;
    },
  };
}
