import type { Bench, Finding } from './bench.ts';
import { type Library, libraries, type MountingJob, type MountingResult, type MountingSettings, type Seen, sides } from './mounting/job.ts';
import { freePort } from './ports.ts';
import { type Program, runProgram } from './program.ts';
import { untilAnswers } from './ready.ts';
import type { Place } from './server.ts';
import { inWords, short } from './statistics.ts';

const CONNECTIONS = 64;
const WARM_UP_SECONDS = 1;
const EXTRA_SECONDS = 60;
const GOAL = 0.95;

type Measured = { readonly result: MountingResult; readonly seen: Seen };
type Round = Readonly<Record<Library, Measured>>;

/** How fast updates that are none of ours reach a host's handlers with the shop in its bot, as a share of the same host without it. */
export async function mounting(bench: Bench): Promise<Finding[]> {
  const database = await bench.server.fresh(await bench.server.template('shop'));
  const load = runProgram({ name: 'guests', script: new URL('./mounting/load.ts', import.meta.url), folder: bench.server.folder });
  const rounds: Round[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    const measured: Partial<Record<Library, Measured>> = {};
    for (const library of libraries) measured[library] = await measure(bench, load, library, database.place);
    rounds.push(measured as Round);
    const told = libraries.flatMap((library) =>
      sides.map((side) => `${library} ${side} ${short((measured as Round)[library].result[side].perSecond)}/s`),
    );
    bench.say(`  round ${round}: ${told.join(' · ')}`);
  }
  await load.stop();
  await database.drop();
  return libraries.map((library) => ({
    bench: 'mounting',
    what: `updates that are not ours, to the webhook of a ${library} host with the shop in it, ${CONNECTIONS} connections`,
    against: 'the same host without it',
    goal: { atLeast: GOAL },
    ratios: rounds.map(({ [library]: { result, seen } }) =>
      seen.mounted === result.mounted.given ? result.mounted.perSecond / result.bare.perSecond : 0,
    ),
    behind: sides.map((side) => `${side} ${inWords(rounds.map((round) => round[library].result[side].perSecond))}/s`).join('; '),
    raw: rounds.map((round) => round[library]),
  }));
}

async function measure(bench: Bench, load: Program, library: Library, place: Place): Promise<Measured> {
  const port = await freePort();
  const settings: MountingSettings = { library, place, port };
  const script = new URL('./mounting/host.ts', import.meta.url);
  const program = runProgram({ name: library, script, settings, folder: bench.server.folder, profile: bench.profile });
  await untilAnswers(program, `http://127.0.0.1:${port}/healthz`);
  program.profile();
  const seconds = 2 * bench.seconds; // a difference of a few hundredths is looked for
  const job: MountingJob = { port, connections: CONNECTIONS, warmUpSeconds: WARM_UP_SECONDS, seconds };
  const asked = load.ask<MountingResult>(job, 2 * (WARM_UP_SECONDS + seconds) + EXTRA_SECONDS);
  const result = await Promise.race([asked, program.ended]);
  const seen = await program.ask<Seen>({}, EXTRA_SECONDS);
  await program.stop();
  return { result, seen };
}
