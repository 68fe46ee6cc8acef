import { hash } from 'node:crypto';
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { type Contradiction, contradictionsIn } from './contradictions.ts';
import { plainWords } from './plain-words.ts';
import { type Program, programSchema } from './program.ts';

const maxTextLength = 262_144; // characters
const maxMistakes = 50;

/** `path` is dotted and counts from 0: tiers.1.rate. Line and column count from 1. */
export type Mistake = { readonly line: number; readonly column: number; readonly path: string; readonly message: string };

export type ReadProgram =
  | { readonly ok: true; readonly program: Program; readonly hash: string }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

type Path = readonly PropertyKey[];
type Finding = { readonly path: Path; readonly message: string };

/**
 * Reads program.yaml. Every mistake found is told at once, each with its line, in plain words and in order of lines. `more` finds what other rooms
 * know of: a holiday that no calendar has.
 */
export function readProgram(text: string, more: (program: Program) => readonly Contradiction[] = () => []): ReadProgram {
  const read = readYaml(text, programSchema, (program) => [...contradictionsIn(program), ...more(program)]);
  return read.ok ? { ok: true, program: read.value, hash: hashOf(read.value) } : read;
}

/** A file that an owner writes, read and checked: `contradictionsIn` finds what no single field can know. */
export function readYaml<Value>(
  text: string,
  schema: z.ZodType<Value>,
  contradictionsIn: (value: Value) => readonly Finding[],
): { readonly ok: true; readonly value: Value } | Extract<ReadProgram, { readonly ok: false }> {
  if (text.length > maxTextLength) return refuse([{ line: 1, column: 1, path: '', message: `is longer than ${maxTextLength} characters` }]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number) => ({ line: lines.linePos(offset).line, column: lines.linePos(offset).col });
  const unreadable = [
    // Of broken syntax only the first is told: a bracket left open makes nonsense of everything behind it.
    ...document.errors.slice(0, 1).map((error) => ({ ...place(error.pos[0]), path: '', message: `cannot be read: ${error.message}` })),
    ...aliasesIn(document).map((offset) => ({ ...place(offset), path: '', message: 'write the value out; *names are not read' })),
  ];
  if (unreadable.length > 0) return refuse(unreadable);

  const checked = schema.safeParse(document.toJS() ?? {}, { error: plainWords });
  const findings = checked.success ? contradictionsIn(checked.data) : findingsOf(checked.error.issues);
  if (findings.length > 0 || !checked.success) {
    return refuse(findings.map(({ path, message }) => ({ ...place(offsetOf(document, path)), path: path.map(String).join('.'), message })));
  }
  return { ok: true, value: checked.data };
}

/** "line 14, tiers.1.rate: write a share …" */
export const mistakeInWords = ({ line, path, message }: Mistake): string => `line ${line}${path && `, ${path}`}: ${message}`;

/** SHA-256 of the program's JSON with sorted keys, hexadecimal: comments, order and layout of the file do not change it. */
const hashOf = (program: Program): string => hash('sha256', canonical(program), 'hex');

const refuse = (mistakes: Mistake[]): Extract<ReadProgram, { readonly ok: false }> => ({
  ok: false,
  mistakes: mistakes.toSorted((a, b) => a.line - b.line || a.column - b.column).slice(0, maxMistakes),
});

function aliasesIn(document: Document): number[] {
  const offsets: number[] = [];
  visit(document, { Alias: (_key, node) => void offsets.push(node.range?.[0] ?? 0) });
  return offsets;
}

function findingsOf(issues: readonly { code?: string; path: Path; message: string; keys?: readonly string[] }[]): Finding[] {
  return issues.flatMap((issue): Finding[] =>
    issue.code === 'unrecognized_keys'
      ? (issue.keys ?? []).map((key) => ({
          path: [...issue.path, key],
          message: 'is no setting we know: misspelt, or in the wrong place?',
        }))
      : [{ path: issue.path, message: issue.message }],
  );
}

/** Where the value stands; where there is none, its group: the owner looks there for what is missing. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) break;
      node = pair.value;
      offset = startOf(pair.key) ?? offset;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else break;
  }
  return isScalar(node) ? (startOf(node) ?? offset) : offset;
}

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`)
    .join(',')}}`;
}
