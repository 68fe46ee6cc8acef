import type pg from 'pg';
import type { Incoming } from '../../conversation/incoming.ts';
import { createOneProcessWork, type Work } from '../one-process.ts';
import type { GatewayInbox } from './gateway.ts';

const USUAL_PAUSE_MS = 5000;
/** After trouble the pause is longer, by these. */
const LONGER_AFTER_TROUBLE = [1, 3, 12];
/** A text may be listed later than one that was received after it: what was received so long before is asked for again. */
const OVERLAP_MS = 10 * 60 * 1000;
/** After a longer time closed, what was said is answered no more. */
const CATCH_UP_MS = 2 * 24 * 60 * 60 * 1000;
/** How many texts are remembered as kept; older ones are recognised by the database. */
const REMEMBERED_MAX = 2000;
const LOCK_SPACE = 7_211;
const LOCK_KEY = 1;

type Log = { warn(about: object, text: string): void };

export type InboxPolling = {
  readonly name: string;
  readonly inbox: GatewayInbox;
  /** Resolves when what was said is kept for good. */
  keep(incoming: Incoming): Promise<unknown>;
  readonly pool: pg.Pool;
  readonly log: Log;
  readonly clock: () => number;
  readonly pollEveryMs?: number;
};

/**
 * Asks a gateway that cannot call us for what it received. It begins where the last text was heard; the very first time it begins now, so that
 * nobody is answered what they wrote before there was a shop.
 */
export function createInboxPoller(deps: InboxPolling): { start(): void; stop(): Promise<void> } {
  const { pollEveryMs = USUAL_PAUSE_MS } = deps;
  const kept = new Set<string>();

  const poll: Work = async (stopping, pause) => {
    const stopped = new Promise<'stopped'>((done) => stopping.addEventListener('abort', () => done('stopped')));
    const begin = await beginningOf(deps);
    let since = begin;
    let troubles = 0;
    while (!stopping.aborted) {
      const askedAt = deps.clock();
      const isKept = await ask(Math.max(begin, since - OVERLAP_MS), stopped);
      if (isKept) since = askedAt;
      troubles = isKept ? 0 : Math.min(troubles + 1, LONGER_AFTER_TROUBLE.length);
      if (!stopping.aborted) await pause(pollEveryMs * (LONGER_AFTER_TROUBLE[troubles - 1] ?? 1));
    }
  };

  /** Whether all that there was is kept. What could not be waits at the gateway. */
  async function ask(since: number, stopped: Promise<'stopped'>): Promise<boolean> {
    const read = await Promise.race([deps.inbox(since), stopped]);
    if (read === 'stopped') return false;
    if (!read.ok) {
      deps.log.warn({ gateway: deps.name, reason: read.reason }, 'the inbox cannot be read; trying again');
      return false;
    }
    try {
      await Promise.all(read.items.filter(({ id }) => !kept.has(id)).map(keep));
      return true;
    } catch (error) {
      deps.log.warn({ err: error }, 'what was said cannot be kept now; it waits at the gateway');
      return false;
    }
  }

  async function keep(incoming: Incoming): Promise<void> {
    await deps.keep(incoming);
    kept.add(incoming.id);
    if (kept.size > REMEMBERED_MAX) kept.delete(kept.values().next().value ?? '');
  }

  return createOneProcessWork({ pool: deps.pool, lock: [LOCK_SPACE, LOCK_KEY], log: deps.log, work: poll });
}

/** A little before the gateway's last text was heard, as its requests tell; now, when there was none. */
async function beginningOf({ name, pool, clock }: InboxPolling): Promise<number> {
  const { rows } = await pool.query<{ at: Date | null }>('select max(at) as at from request where id like $1', [`${name}:%`]);
  const last = rows[0]?.at?.getTime();
  return last === undefined ? clock() : Math.max(last - OVERLAP_MS, clock() - CATCH_UP_MS);
}
