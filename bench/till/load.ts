import { answer } from '../answer.ts';
import { type Caller, openCaller } from '../caller.ts';
import { percentile } from '../statistics.ts';
import type { TillJob, TillResult } from './job.ts';
import { nextPurchase } from './receipt.ts';

const TICK_MS = 1;

/** The tills. */
answer(async (job: TillJob): Promise<TillResult> => {
  const callers = await Promise.all(Array.from({ length: job.connections }, () => openCaller(job.port)));
  const from = performance.now() + job.warmUpSeconds * 1000;
  const until = from + job.seconds * 1000;
  const tally = { accepted: 0, refused: 0 };
  const times: number[] = [];
  const sell = (caller: Caller, due: number, then: () => void): void =>
    caller.post(nextPurchase(), (status) => {
      const now = performance.now();
      if (status === 201) tally.accepted += 1;
      else tally.refused += 1;
      if (now >= from && now <= until) times.push(now - due);
      then();
    });
  if (job.steadyPerSecond === undefined) await sellAsFastAsAnswered(callers, until, sell);
  else await sellSteadily(callers, until, 1000 / job.steadyPerSecond, sell);
  for (const caller of callers) caller.end();
  const at = (share: number): number => percentile(times, share);
  return { ...tally, perSecond: times.length / job.seconds, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
});

type Sell = (caller: Caller, due: number, then: () => void) => void;

const sellAsFastAsAnswered = (callers: readonly Caller[], until: number, sell: Sell): Promise<unknown> =>
  Promise.all(
    callers.map(
      (caller) =>
        new Promise<void>((done) => {
          const next = (): void => (performance.now() >= until ? done() : sell(caller, performance.now(), next));
          next();
        }),
    ),
  );

/** Shoppers come when they come: whoever finds every till busy waits, and the waiting counts. */
function sellSteadily(callers: readonly Caller[], until: number, everyMs: number, sell: Sell): Promise<void> {
  const idle = [...callers];
  const waiting: number[] = [];
  let due = performance.now();
  return new Promise((done) => {
    const serve = (): void => {
      while (idle.length > 0 && waiting.length > 0) {
        const caller = idle.pop() as Caller;
        sell(caller, waiting.shift() as number, () => {
          idle.push(caller);
          serve();
        });
      }
    };
    const clock = setInterval(() => {
      for (; due <= performance.now() && due < until; due += everyMs) waiting.push(due);
      serve();
      if (due < until || waiting.length > 0 || idle.length < callers.length) return;
      clearInterval(clock);
      done();
    }, TICK_MS);
  });
}
