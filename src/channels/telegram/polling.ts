import { GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import type pg from 'pg';
import { isAway } from '../../database/away.ts';
import { createOneProcessWork, type Work } from '../one-process.ts';
import { type Hearing, hearUpdate } from './hear.ts';

export const allowedUpdates = ['message', 'callback_query', 'my_chat_member'] as const;

/** Shorter than the client's own patience with an answer. */
const POLL_SECONDS = 15;
const UPDATES_A_POLL = 100;
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
  const poll: Work = async (stopping, pause) => {
    let offset = 0;
    let troubles = 0;
    while (!stopping.aborted) {
      try {
        const updates = await deps.api.getUpdates(
          { offset, timeout: POLL_SECONDS, limit: UPDATES_A_POLL, allowed_updates: allowedUpdates },
          stopping as never,
        );
        await Promise.all(updates.map((update) => hearPatiently(update)));
        offset = Math.max(offset, ...updates.map((update) => update.update_id + 1));
        troubles = 0;
      } catch (error) {
        if (stopping.aborted) return;
        tell(error);
        await pause(AFTER_TROUBLE_MS[Math.min(troubles, AFTER_TROUBLE_MS.length - 1)] as number);
        troubles += 1;
      }
    }
  };

  /** A single update that breaks the program must not hold up all the people behind it. While the database is away, all of them wait. */
  async function hearPatiently(update: Update): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await hearUpdate(deps, update);
      } catch (error) {
        if (await isAway(deps.pool)) throw new DatabaseAway();
        if (tries < TRIES_PER_UPDATE) continue;
        deps.log.error({ err: error, update: update.update_id }, 'an update could not be handled and is passed over');
        return;
      }
    }
  }

  function tell(error: unknown): void {
    if (error instanceof DatabaseAway) deps.log.error({}, 'the database cannot be reached; what was said meanwhile waits at Telegram');
    else if (error instanceof GrammyError && error.error_code === 409)
      deps.log.warn({}, 'another program polls this bot, or a webhook is set: only one can hear it');
    else if (error instanceof GrammyError && error.error_code === 401)
      deps.log.error({}, 'Telegram does not know this bot: check TELEGRAM_BOT_TOKEN');
    else
      deps.log.warn(
        { reason: error instanceof GrammyError ? error.description : 'connection' },
        'Telegram cannot be reached; trying again',
      );
  }

  return createOneProcessWork({ pool: deps.pool, lock: [LOCK_SPACE, Number(deps.botId) | 0], log: deps.log, work: poll });
}

/** Nothing of a batch is confirmed then: what was kept of it is recognised when it comes again. */
class DatabaseAway extends Error {}
