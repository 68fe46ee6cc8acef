import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { z } from 'zod';
import { StartRefused } from '../database/refused.ts';
import { type End, endSchema, FORMAT, type Header, headerSchema, LINE_CHARACTERS_MAX, markSchema } from './format.ts';

/** A copy, opened: its header, and then what follows, in its order. */
export type Copy = {
  readonly header: Header;
  /** Throws StartRefused where the file is not as it was written, and where it ends before its last line. */
  parts(): AsyncGenerator<Part>;
  close(): Promise<unknown>;
};

type Part =
  | { readonly kind: 'table'; readonly name: string }
  | { readonly kind: 'row'; readonly row: readonly (string | null)[] }
  | { readonly kind: 'end'; readonly end: End };

/** Opens a copy and reads its header. Throws StartRefused when the file is not a copy, or one of a newer format. */
export async function openCopy(file: string): Promise<Copy> {
  const lines = linesIn(file);
  const first = await lines.next();
  if (first.done) throw new StartRefused(`${file} ends too early: it is not a whole copy.`);
  return { header: readHeader(file, first.value), parts: () => partsIn(file, lines), close: () => lines.return() };
}

function readHeader(file: string, line: string): Header {
  const read = parsed(line);
  const mark = markSchema.safeParse(read);
  if (!mark.success) throw notACopy(file);
  if (mark.data.format > FORMAT)
    throw new StartRefused(`${file} was made by a newer Kopilka (its format is ${mark.data.format}): restore it with that version.`);
  return valid(headerSchema, read) ?? refuse(damaged(file, 1));
}

async function* partsIn(file: string, lines: AsyncGenerator<string, void>): AsyncGenerator<Part> {
  let number = 1;
  let whole = false;
  for await (const line of lines) {
    number += 1;
    const part: Part | undefined = whole ? undefined : partOf(parsed(line));
    if (part === undefined) throw damaged(file, number);
    whole = part.kind === 'end';
    yield part;
  }
  if (!whole) throw new StartRefused(`${file} ends too early: it is not a whole copy.`);
}

function partOf(read: unknown): Part | undefined {
  if (Array.isArray(read))
    return read.every((value) => value === null || typeof value === 'string') ? { kind: 'row', row: read } : undefined;
  if (typeof read !== 'object' || read === null) return undefined;
  if ('table' in read) return typeof read.table === 'string' ? { kind: 'table', name: read.table } : undefined;
  const end = valid(endSchema, read);
  return end && { kind: 'end', end };
}

/** Cut at line feeds and nowhere else: Unicode has more ends of lines, and texts may hold them. */
async function* linesIn(file: string): AsyncGenerator<string, void> {
  const source = createReadStream(file);
  const text = createGunzip();
  source.on('error', (error) => text.destroy(error));
  let begun = '';
  try {
    for await (const chunk of source.pipe(text).setEncoding('utf8') as AsyncIterable<string>) {
      const lines = (begun + chunk).split('\n');
      begun = lines.pop() ?? '';
      if (begun.length > LINE_CHARACTERS_MAX) throw notACopy(file);
      yield* lines;
    }
  } catch (error) {
    throw inWords(file, error);
  } finally {
    source.destroy();
    text.destroy();
  }
  if (begun !== '') throw new StartRefused(`${file} ends too early: it is not a whole copy.`);
}

/** What zlib and the system say, as one sentence; whatever else broke goes on as it is. */
function inWords(file: string, error: unknown): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') return new StartRefused(`${file} ends too early: it is not a whole copy.`);
  if (code === 'Z_DATA_ERROR' && message === 'incorrect header check') return notACopy(file);
  if (code?.startsWith('Z_')) return new StartRefused(`${file} is damaged: it is not as it was written.`);
  if (syscall !== undefined) return new StartRefused(`${file} cannot be read (${code}).`);
  return error;
}

const notACopy = (file: string): StartRefused => new StartRefused(`${file} is not a copy that Kopilka has made.`);
export const damaged = (file: string, line: number | string): StartRefused =>
  new StartRefused(`${file} is damaged: ${typeof line === 'number' ? `its line ${line}` : line} is not as it was written.`);

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const valid = <T>(schema: z.ZodType<T>, read: unknown): T | undefined => schema.safeParse(read).data;

function refuse(refusal: StartRefused): never {
  throw refusal;
}
