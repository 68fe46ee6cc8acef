import type pg from 'pg';
import { ifAlone, type Lock } from '../database/alone.ts';

const LOOK_FOR_THE_TURN_MS = 5000;

/** What is done again and again until `stopping`: the program stops, or the turn is lost. `pause` ends early when the program stops. */
export type Work = (stopping: AbortSignal, pause: (ms: number) => Promise<void>) => Promise<void>;

type Deps = {
  readonly pool: pg.Pool;
  readonly lock: Lock;
  readonly log: { warn(about: object, text: string): void };
  readonly work: Work;
};

/** Work that only one process of a shop may do at a time: they take turns by a lock in their database. */
export function createOneProcessWork({ pool, lock, log, work }: Deps): { start(): void; stop(): Promise<void> } {
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

  async function inTurn(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await ifAlone(pool, lock, (_, lost) => work(AbortSignal.any([stopping.signal, lost]), pause));
      } catch (error) {
        log.warn({ err: error }, 'the turn for polling was lost; it is taken again');
      }
      if (!stopping.signal.aborted) await pause(LOOK_FOR_THE_TURN_MS);
    }
  }

  return {
    start() {
      running = inTurn();
    },
    async stop() {
      stopping.abort();
      wake();
      await running;
    },
  };
}
