import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { StartRefused } from '../database/refused.ts';
import { explainProgram } from '../rules/explain.ts';
import { mistakeInWords, readProgram } from '../rules/parse.ts';
import { settings } from './settings.ts';

export const programCommand = new Command('program').description('the shop’s terms').addCommand(
  new Command('check')
    .description('read the terms, and say in plain words what they promise')
    .argument('[file]', 'the file of the terms; without it the one of PROGRAM')
    .action(async (given?: string) => {
      const file = given ?? settings().programFile;
      const read = readProgram(await textOf(file));
      if (!read.ok) throw new StartRefused(read.mistakes.map((mistake) => `${file}: ${mistakeInWords(mistake)}`).join('\n'));
      console.log(explainProgram(read.program));
    }),
);

const textOf = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new StartRefused(`${file} cannot be read (${error.code ?? error.message}).`);
  });
