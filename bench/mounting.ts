import type { Bench, Finding } from './bench.ts';
import { type Library, libraries, type MountingJob, type MountingResult, type MountingSettings, sides } from './mounting/job.ts';
import { runProgram } from './program.ts';
import { inWords, short } from './statistics.ts';

const WARM_UP_SECONDS = 1;
const EXTRA_SECONDS = 60;
const GOAL = 0.95;

type Round = Readonly<Record<Library, MountingResult>>;

/** How fast updates that are none of ours reach a host's handlers with the shop in its bot, as a share of the same host without it. */
export async function mounting(bench: Bench): Promise<Finding[]> {
  const database = await bench.server.fresh(await bench.server.template('shop'));
  const rounds: Round[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    const measured: Partial<Record<Library, MountingResult>> = {};
    for (const library of libraries) measured[library] = await measure(bench, { library, place: database.place });
    rounds.push(measured as Round);
    const told = libraries.flatMap((library) =>
      sides.map((side) => `${library} ${side} ${short((measured as Round)[library][side].perSecond)}/s`),
    );
    bench.say(`  round ${round}: ${told.join(' · ')}`);
  }
  await database.drop();
  return libraries.map((library) => ({
    bench: 'mounting',
    what: `updates that are not ours, through a ${library} host with the shop in it`,
    against: 'the same host without it',
    goal: { atLeast: GOAL },
    ratios: rounds.map(({ [library]: { mounted, bare } }) => (mounted.given === mounted.seen ? mounted.perSecond / bare.perSecond : 0)),
    behind: sides.map((side) => `${side} ${inWords(rounds.map((round) => round[library][side].perSecond))}/s`).join('; '),
    raw: rounds.map((round) => round[library]),
  }));
}

async function measure(bench: Bench, settings: MountingSettings): Promise<MountingResult> {
  const script = new URL('./mounting/host.ts', import.meta.url);
  const program = runProgram({ name: settings.library, script, settings, folder: bench.server.folder, profile: bench.profile });
  program.profile();
  const job: MountingJob = { warmUpSeconds: WARM_UP_SECONDS, seconds: bench.seconds };
  const result = await program.ask<MountingResult>(job, 2 * (WARM_UP_SECONDS + bench.seconds) + EXTRA_SECONDS);
  await program.stop();
  return result;
}
