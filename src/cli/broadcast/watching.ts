import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { findBroadcast } from '../../greetings/broadcasts/keeping.ts';
import { progressOf } from '../../greetings/broadcasts/results.ts';
import { finishBroadcasts } from '../../greetings/broadcasts/steering.ts';

const LOOK_EVERY_MS = 1000;
const BAR_CHARACTERS = 30;

/** Tells how far a broadcast is, once a second, until it is done, paused or cancelled. */
export async function watch(pool: pg.Pool, id: number, out: NodeJS.WriteStream = process.stdout): Promise<void> {
  for (;;) {
    await finishBroadcasts(pool, Date.now());
    const [broadcast, progress] = await Promise.all([findBroadcast(pool, id), progressOf(pool, id)]);
    if (broadcast === undefined) return;
    const { state, reason } = broadcast;
    const { all, waiting, leftOut, cost, ...counts } = progress;
    const dropped = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
    if (out.isTTY) {
      const done = all === 0 ? BAR_CHARACTERS : Math.floor((BAR_CHARACTERS * (all - waiting)) / all);
      const bar = '█'.repeat(done).padEnd(BAR_CHARACTERS, '░');
      out.write(`\r\u001b[K${bar} ${all - waiting} of ${all}, ${counts.sent} sent, ${dropped} left out, ${state}`);
    } else {
      const line = { at: new Date().toISOString(), broadcast: id, state, reason, all, waiting, ...counts, leftOut, cost: String(cost) };
      out.write(`${JSON.stringify(line)}\n`);
    }
    if (state !== 'running') break;
    await sleep(LOOK_EVERY_MS);
  }
  if (out.isTTY) out.write('\n');
}
