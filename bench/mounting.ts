import type { Bench, Finding } from './bench.ts';
import { type Library, libraries, type MountingJob, type MountingResult, type MountingSettings } from './mounting/job.ts';
import { runProgram } from './program.ts';
import { inWords, short } from './statistics.ts';

const WARM_UP_SECONDS = 1;
const EXTRA_SECONDS = 60;
const GOAL = 0.95;

const variants = ['mounted', 'bare'] as const;
type Variant = (typeof variants)[number];
type Round = Readonly<Record<Library, Readonly<Record<Variant, MountingResult>>>>;

/** How fast updates that are none of ours reach a host's handlers with the shop in its bot, as a share of the same host without it. */
export async function mounting(bench: Bench): Promise<Finding[]> {
  const template = await bench.server.template('mounting');
  const database = await bench.server.fresh(template);
  const rounds: Round[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    const measured = {} as Record<Library, Record<Variant, MountingResult>>;
    for (const library of libraries) {
      measured[library] = {} as Record<Variant, MountingResult>;
      for (const variant of round % 2 === 1 ? variants : variants.toReversed())
        measured[library][variant] = await measure(bench, { library, mounted: variant === 'mounted', place: database.place });
    }
    rounds.push(measured);
    const told = libraries.flatMap((library) => variants.map((one) => `${library} ${one} ${short(measured[library][one].perSecond)}/s`));
    bench.say(`  round ${round}: ${told.join(' · ')}`);
  }
  await database.drop();
  return libraries.map((library) => ({
    bench: 'mounting',
    what: `updates that are not ours, through a ${library} host with the shop in it`,
    against: 'the same host without it',
    goal: { atLeast: GOAL },
    ratios: rounds.map(({ [library]: { mounted, bare } }) => (isWhole(mounted) ? mounted.perSecond / bare.perSecond : 0)),
    behind: variants.map((one) => `${one} ${inWords(rounds.map((round) => round[library][one].perSecond))}/s`).join('; '),
    raw: rounds.map((round) => round[library]),
  }));
}

/** An update that the host did not see makes the round worth nothing. */
const isWhole = ({ given, seen }: MountingResult): boolean => given === seen;

async function measure(bench: Bench, settings: MountingSettings): Promise<MountingResult> {
  const script = new URL('./mounting/host.ts', import.meta.url);
  const program = runProgram({ name: settings.library, script, settings, folder: bench.server.folder, profile: bench.profile });
  program.profile();
  const job: MountingJob = { warmUpSeconds: WARM_UP_SECONDS, seconds: bench.seconds };
  const result = await program.ask<MountingResult>(job, WARM_UP_SECONDS + bench.seconds + EXTRA_SECONDS);
  await program.stop();
  return result;
}
