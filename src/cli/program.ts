import { Command } from 'commander';
import { explainProgram } from '../rules/explain.ts';
import { readTerms } from './terms.ts';

export const programCommand = (usualFile: () => string): Command =>
  new Command('program').description("the shop's terms").addCommand(
    new Command('check')
      .description('read the terms, and say in plain words what they promise')
      .argument('[file]', 'the file of the terms; without it the one of PROGRAM')
      .action(async (given?: string) => console.log(explainProgram((await readTerms(given ?? usualFile())).program))),
  );
