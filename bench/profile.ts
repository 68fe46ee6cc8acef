import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Frame = { readonly functionName: string; readonly url: string; readonly lineNumber: number };
type Node = { readonly id: number; readonly callFrame: Frame; readonly children?: readonly number[] };
type CpuProfile = { readonly nodes: readonly Node[]; readonly samples: readonly number[]; readonly timeDeltas: readonly number[] };

const LINES_MAX = 25;

/** What the profiled programs spent their time in: by package, by function, and by our functions with all that they call. */
export function profileInWords(folder: string): string[] {
  return readdirSync(folder).flatMap((file) => {
    const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
    const own = ownTimes(profile);
    return [
      '',
      `Profile ${join(folder, file)}`,
      'Own time by package:',
      ...largest(sumBy(profile.nodes, own, ({ url, functionName }) => packageOf(url) || functionName)),
      'Own time by function:',
      ...largest(sumBy(profile.nodes, own, nameOf)),
      'Our functions with all that they call:',
      ...largest(inclusiveTimes(profile.nodes, own)),
    ];
  });
}

/** By node, as a share of the whole. */
function ownTimes({ samples, timeDeltas }: CpuProfile): ReadonlyMap<number, number> {
  const all = timeDeltas.reduce((sum, time) => sum + time, 0);
  const own = new Map<number, number>();
  for (const [place, id] of samples.entries()) own.set(id, (own.get(id) ?? 0) + (timeDeltas[place] ?? 0) / all);
  return own;
}

function sumBy(nodes: readonly Node[], own: ReadonlyMap<number, number>, key: (frame: Frame) => string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { id, callFrame } of nodes) sums.set(key(callFrame), (sums.get(key(callFrame)) ?? 0) + (own.get(id) ?? 0));
  return sums;
}

/** A function that calls itself counts once. */
function inclusiveTimes(nodes: readonly Node[], own: ReadonlyMap<number, number>): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const sums = new Map<string, number>();
  const visit = (node: Node, above: ReadonlySet<string>): number => {
    const name =
      node.callFrame.url.includes('/node_modules/') || !node.callFrame.url.includes('/src/') ? undefined : nameOf(node.callFrame);
    const counted = name === undefined || above.has(name);
    const inside = counted ? above : new Set([...above, name]);
    const below = (node.children ?? []).reduce((sum, id) => sum + visit(byId.get(id) as Node, inside), 0);
    const time = (own.get(node.id) ?? 0) + below;
    if (!counted) sums.set(name, (sums.get(name) ?? 0) + time);
    return time;
  };
  visit(nodes[0] as Node, new Set());
  return sums;
}

const largest = (sums: ReadonlyMap<string, number>): string[] =>
  [...sums]
    .sort(([, a], [, b]) => b - a)
    .slice(0, LINES_MAX)
    .map(([name, share]) => `${(100 * share).toFixed(1).padStart(6)} %  ${name}`);

const nameOf = ({ functionName, url, lineNumber }: Frame): string =>
  `${functionName || '(anonymous)'} ${url.split(/\/node_modules\/|\/(?=src\/|bench\/)/).at(-1)}:${lineNumber + 1}`;

function packageOf(url: string): string {
  const inside = url.split('/node_modules/').at(-1) as string;
  if (inside !== url)
    return inside
      .split('/')
      .slice(0, inside.startsWith('@') ? 2 : 1)
      .join('/');
  return /\/(src\/[^/]+|bench(?!\/src\/))\//.exec(url)?.[1] ?? url.split('/')[0] ?? '';
}
