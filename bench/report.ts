import type { Finding } from './bench.ts';
import type { Options } from './options.ts';
import { median, short } from './statistics.ts';

export type Facts = Readonly<Record<string, string | number>>;

export function toMarkdown(facts: Facts, findings: readonly Finding[]): string {
  const header = ['| benchmark | ours | against | goal | ratio | spread | |', '|---|---|---|---|---|---|---|'];
  const rows = findings.map((one) => {
    const cells = [one.bench, one.what, one.against, goalOf(one), short(median(one.ratios)), spreadOf(one), verdictOf(one)];
    return `| ${cells.join(' | ')} |`;
  });
  const behind = findings.map((one) => `- ${one.bench}, ${one.what}: ${one.behind}`);
  const machine = Object.entries(facts).map(([name, fact]) => `${name} ${fact}`);
  return [machine.join(' · '), '', ...header, ...rows, '', 'Behind the ratios, on this machine in these minutes:', ...behind].join('\n');
}

export function toJson(facts: Facts, { rounds, seconds, messages, transfers, recipients }: Options, findings: readonly Finding[]): string {
  const judged = findings.map((one) => ({ ...one, median: median(one.ratios), verdict: verdictOf(one) }));
  return `${JSON.stringify({ facts, rounds, seconds, messages, transfers, recipients, findings: judged }, undefined, 2)}\n`;
}

function goalOf({ goal }: Finding): string {
  if (goal === undefined) return '–';
  return 'atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`;
}

const spreadOf = ({ ratios }: Finding): string => (ratios.length < 2 ? '–' : `${short(Math.min(...ratios))}–${short(Math.max(...ratios))}`);

function verdictOf({ goal, ratios }: Finding): 'pass' | 'miss' | '' {
  if (goal === undefined) return '';
  const ratio = median(ratios);
  return ('atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost) ? 'pass' : 'miss';
}
