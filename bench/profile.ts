import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type CpuProfile = {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

const FUNCTIONS_MAX = 30;

/** What the profiled programs spent their time in, one line per function: its own time as a share of all. */
export function profileInWords(folder: string): string[] {
  return readdirSync(folder).flatMap((file) => {
    const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
    return [`Profile ${join(folder, file)}`, ...topFunctions(profile)];
  });
}

function topFunctions({ nodes, samples, timeDeltas }: CpuProfile): string[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const own = new Map<string, number>();
  for (const [place, id] of samples.entries()) {
    const { functionName, url, lineNumber } = frames.get(id) as CpuProfile['nodes'][number]['callFrame'];
    const name = `${functionName || '(anonymous)'} ${url.split(/node_modules\/|\/(?=src\/|bench\/)/).at(-1)}:${lineNumber + 1}`;
    own.set(name, (own.get(name) ?? 0) + (timeDeltas[place] ?? 0));
  }
  const all = timeDeltas.reduce((sum, time) => sum + time, 0);
  return [...own]
    .sort(([, a], [, b]) => b - a)
    .slice(0, FUNCTIONS_MAX)
    .map(([name, time]) => `${((100 * time) / all).toFixed(1).padStart(5)} %  ${name}`);
}
