import type pg from 'pg';

const LOOK_FOR_THE_TURN_MS = 5000;

/** What is done again and again until `stopping`; `pause` ends early then. */
export type Work = (stopping: AbortSignal, pause: (ms: number) => Promise<void>) => Promise<void>;

type Deps = {
  readonly pool: pg.Pool;
  /** Two numbers that name the work in the database. */
  readonly lock: readonly [space: number, key: number];
  readonly log: { warn(about: object, text: string): void; error(about: object, text: string): void };
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
      const client = await pool.connect();
      try {
        const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1, $2) as mine', [...lock]);
        if (rows[0]?.mine) {
          await work(stopping.signal, pause);
          await client.query('select pg_advisory_unlock_all()');
        }
        client.release();
      } catch (error) {
        client.release(true);
        log.warn({ err: error }, 'the turn for polling was lost');
      }
      if (!stopping.signal.aborted) await pause(LOOK_FOR_THE_TURN_MS);
    }
  }

  return {
    start() {
      running = inTurn().catch((error: unknown) => log.error({ err: error }, 'polling ended'));
    },
    async stop() {
      stopping.abort();
      wake();
      await running;
    },
  };
}
