import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from './program.ts';

const READY_WITHIN_MS = 60_000;
const POLL_MS = 5;

/** Resolves at the first 200 of this address; rejects when the program ends before it. */
export async function untilAnswers(program: Program, url: string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    const answered = await Promise.race([program.ended, fetch(url).catch(() => undefined)]);
    await answered?.arrayBuffer();
    if (answered?.status === 200) return;
    await sleep(POLL_MS);
  }
  throw new Error(`${url} did not answer within ${READY_WITHIN_MS / 1000} s.`);
}
