import { readFile } from 'node:fs/promises';
import { StartRefused } from '../database/refused.ts';
import { mistakeInWords, readProgram } from '../rules/parse.ts';
import type { Program } from '../rules/program.ts';

/** The terms of a file. Throws StartRefused, with every mistake, where they are none. */
export async function programAt(file: string): Promise<Program> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new StartRefused(`${file} cannot be read (${error.code ?? error.message}).`);
  });
  const read = readProgram(text);
  if (!read.ok) throw new StartRefused(read.mistakes.map((mistake) => `${file}: ${mistakeInWords(mistake)}`).join('\n'));
  return read.program;
}
