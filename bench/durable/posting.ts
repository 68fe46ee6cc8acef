import { answer } from '../answer.ts';
import { openCaller } from '../caller.ts';
import { percentile } from '../statistics.ts';

export type PostsJob = { readonly port: number; readonly connections: number; readonly warmUpSeconds: number; readonly seconds: number };
export type PostsResult = {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** All that were answered with 200, warming up included. */
  readonly accepted: number;
  readonly refused: number;
};

/** Posts over so many connections at once, each one after another, until the time is over and the last is answered. */
export function answerWithPosts(nextPost: (port: number) => string): void {
  answer((job: PostsJob) => postAll(job, nextPost));
}

async function postAll({ port, connections, warmUpSeconds, seconds }: PostsJob, nextPost: (port: number) => string): Promise<PostsResult> {
  const from = performance.now() + warmUpSeconds * 1000;
  const until = from + seconds * 1000;
  const times: number[] = [];
  const tally = { accepted: 0, refused: 0 };
  async function repeat(): Promise<void> {
    const caller = await openCaller(port);
    await new Promise<void>((done) => {
      const next = (): void => {
        const began = performance.now();
        if (began >= until) done();
        else
          caller.post(nextPost(port), (status) => {
            const now = performance.now();
            if (status === 200) tally.accepted += 1;
            else tally.refused += 1;
            if (now >= from && now <= until) times.push(now - began);
            next();
          });
      };
      next();
    });
    caller.end();
  }
  await Promise.all(Array.from({ length: connections }, repeat));
  return { ...tally, perSecond: times.length / seconds, p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) };
}
