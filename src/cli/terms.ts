import { readFile } from 'node:fs/promises';
import { StartRefused } from '../database/refused.ts';
import { unknownHolidays } from '../greetings/calendar.ts';
import { mistakeInWords, readProgram } from '../rules/parse.ts';
import type { Program } from '../rules/program.ts';

/** The terms of a file and their hash. Throws StartRefused, with every mistake, where they are none. */
export async function readTerms(file: string): Promise<{ readonly program: Program; readonly hash: string }> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new StartRefused(`${file} cannot be read (${error.code ?? error.message}).`);
  });
  const read = readProgram(text, unknownHolidays);
  if (!read.ok) throw new StartRefused(read.mistakes.map((mistake) => `${file}: ${mistakeInWords(mistake)}`).join('\n'));
  return read;
}
