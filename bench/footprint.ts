import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Finding } from './bench.ts';
import type { LoadJob, LoadResult } from './dialogue/job.ts';
import { canMeasureMemory, type Memory, memoryOf } from './footprint/memory.ts';
import { newDataDir, type Started, start } from './footprint/start.ts';
import { freePort } from './ports.ts';
import { type Program, runProgram } from './program.ts';
import { inWords, short } from './statistics.ts';

const START_GOAL_SECONDS = 3;
const MEMORY_GOAL_MB = 300;
const GROWTH_GOAL = 1.1;
const CHATS = 64;
const MESSAGES_OF_A_STORY = 4;
const QUIET_MS = 3000;
const WATCH_EVERY_MS = 500;
const RUSH_WITHIN_SECONDS = 1800;
const EMPTY_WITHIN_MS = 120_000;

/** A newcomer's start: no settings at all, the playground on. Empty means not set. */
const newcomer = { TELEGRAM_BOT_TOKEN: '', TELEGRAM_API_ROOT: '', TELEGRAM_WEBHOOK_SECRET: '', PLAYGROUND: '' };

/** How long the program takes to start, and how much memory it takes, its database included. */
export async function footprint(bench: Bench): Promise<Finding[]> {
  const starts = await measureStarts(bench);
  bench.say(`  starts: ${inWords(starts)} s`);
  if (!canMeasureMemory()) bench.say('  memory is not measured: this system has no /proc/PID/smaps_rollup');
  return [findingOfStarts(starts), ...(canMeasureMemory() ? await measureMemory(bench) : [])];
}

async function measureStarts(bench: Bench): Promise<number[]> {
  const dataDir = newDataDir(bench);
  await (await start(bench, dataDir, newcomer)).program.stop(); // the first one makes the database
  const times: number[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    const { program, seconds } = await start(bench, dataDir, newcomer);
    times.push(seconds);
    await program.stop();
  }
  return times;
}

const findingOfStarts = (starts: readonly number[]): Finding => ({
  bench: 'footprint',
  what: 'start on an existing embedded database until /healthz answers',
  against: `${START_GOAL_SECONDS} s`,
  goal: { atMost: 1 },
  ratios: starts.map((seconds) => seconds / START_GOAL_SECONDS),
  behind: `${inWords(starts)} s, playground on`,
});

async function measureMemory(bench: Bench): Promise<Finding[]> {
  const port = await freePort();
  const folder = bench.server.folder;
  const load = runProgram({ name: 'shoppers', script: new URL('./dialogue/load.ts', import.meta.url), settings: { port }, folder });
  const shop = await start(bench, newDataDir(bench), { TELEGRAM_API_ROOT: `http://127.0.0.1:${port}` });
  const seen: Memory[] = [];
  const look = async (about: string): Promise<void> => {
    await untilSent(shop);
    seen.push(memoryOf(shop.program.pid));
    bench.say(`  ${about}: ${inMegabytes(seen.at(-1) as Memory)}`);
  };
  shop.program.profile();
  await look('idle');
  let highest = 0;
  const watch = setInterval(() => {
    highest = Math.max(highest, memoryOf(shop.program.pid).total);
  }, WATCH_EVERY_MS);
  for (const half of [1, 2]) {
    await rush(load, shop, Math.ceil(bench.messages / 2 / MESSAGES_OF_A_STORY));
    await look(`after ${(bench.messages * half) / 2} messages`);
  }
  clearInterval(watch);
  bench.say(`  at its highest: ${short(highest)} MB`);
  await Promise.all([shop.program.stop(), load.stop()]);
  return findingsOfMemory(bench.messages, seen as [Memory, Memory, Memory], highest);
}

async function rush(load: Program, { origin, program }: Started, stories: number): Promise<void> {
  const job: LoadJob = { origin, chats: CHATS, replies: [1, 2, 1, 1], copies: 1, warmUpSeconds: 0, seconds: RUSH_WITHIN_SECONDS, stories };
  const { finished } = await Promise.race([load.ask<LoadResult>(job, RUSH_WITHIN_SECONDS + 60), program.ended]);
  if (finished < stories) throw new Error(`only ${finished} of ${stories} shoppers could enrol within ${RUSH_WITHIN_SECONDS} s.`);
}

/** Until nothing waits in the outbox any more, and a little longer, so that what can be given back is. */
async function untilSent({ origin, program }: Started): Promise<void> {
  const until = Date.now() + EMPTY_WITHIN_MS;
  while (Date.now() < until) {
    await sleep(QUIET_MS);
    const metrics = await Promise.race([program.ended, fetch(`${origin}/metrics`).then((answer) => answer.text())]);
    if (/^kopilka_outbox_waiting 0$/m.test(metrics)) return;
  }
  throw new Error(`the outbox was not empty within ${EMPTY_WITHIN_MS / 1000} s.`);
}

function findingsOfMemory(messages: number, [idle, halfway, after]: readonly [Memory, Memory, Memory], highest: number): Finding[] {
  const limit = (what: string, memory: Memory): Finding => ({
    bench: 'footprint',
    what: `memory of program and database, ${what}`,
    against: `${MEMORY_GOAL_MB} MB`,
    goal: { atMost: 1 },
    ratios: [memory.total / MEMORY_GOAL_MB],
    behind: inMegabytes(memory),
  });
  return [
    limit('idle', idle),
    limit(`after ${messages} messages`, after),
    {
      bench: 'footprint',
      what: `memory of program and database at its highest, ${CHATS} chats at once`,
      against: `${MEMORY_GOAL_MB} MB`,
      ratios: [highest / MEMORY_GOAL_MB],
      behind: `${short(highest)} MB`,
    },
    {
      bench: 'footprint',
      what: `memory of the program after ${messages} messages`,
      against: `after ${messages / 2}`,
      goal: { atMost: GROWTH_GOAL },
      ratios: [after.node / halfway.node],
      behind: `${inMegabytes(halfway)}, then ${inMegabytes(after)}; the database's share grows until its buffers are full`,
    },
  ];
}

const inMegabytes = ({ node, postgres, total }: Memory): string =>
  `${short(total)} MB (program ${short(node)}, database ${short(postgres)})`;
