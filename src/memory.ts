import { performance } from 'node:perf_hooks';

const LOOK_EVERY_MS = 1000;
/** The share of a second in which the program works. */
const QUIET_BELOW = 0.03;
const WORTH_BYTES = 48 * 1024 * 1024;

/**
 * Once a rush is over, what it took of the machine's memory is given back: V8 itself keeps most of it for the next one. The program stands still for
 * a tenth of a second meanwhile, at a moment when nobody is being served. Needs Node's `--expose-gc`, which `npm start` tells it.
 */
export function giveBackAfterRush(): void {
  const { gc } = globalThis;
  if (gc === undefined) return;
  let takenWhenGivenBack = 0;
  let before = performance.eventLoopUtilization();
  setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    if (utilization >= QUIET_BELOW || process.memoryUsage.rss() < takenWhenGivenBack + WORTH_BYTES) return;
    gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    takenWhenGivenBack = process.memoryUsage.rss();
  }, LOOK_EVERY_MS).unref();
}
