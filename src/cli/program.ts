import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { StartRefused } from '../database/refused.ts';
import { explainProgram } from '../rules/explain.ts';
import { mistakeInWords, readProgram } from '../rules/parse.ts';
import type { Program } from '../rules/program.ts';

export const programCommand = (usualFile: () => string): Command =>
  new Command('program').description("the shop's terms").addCommand(
    new Command('check')
      .description('read the terms, and say in plain words what they promise')
      .argument('[file]', 'the file of the terms; without it the one of PROGRAM')
      .action((given?: string) => check(given ?? usualFile())),
  );

async function check(file: string): Promise<void> {
  console.log(explainProgram((await readTerms(file)).program));
}

/** The shop's terms and their hash. Throws StartRefused, naming every mistake by its line. */
export async function readTerms(file: string): Promise<{ readonly program: Program; readonly hash: string }> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new StartRefused(`${file} cannot be read (${error.code ?? error.message}).`);
  });
  const read = readProgram(text);
  if (!read.ok) throw new StartRefused(read.mistakes.map((mistake) => `${file}: ${mistakeInWords(mistake)}`).join('\n'));
  return read;
}
