import '../runtime.js'; // first: it ends a Node that is too old

import { Command } from 'commander';
import { StartRefused } from '../database/refused.ts';
import { programCommand } from './program.ts';
import { verifyCommand } from './verify.ts';

const kopilka = new Command('kopilka').description("The operator's commands.").addCommand(verifyCommand).addCommand(programCommand);

try {
  await kopilka.parseAsync();
} catch (error) {
  console.error(error instanceof StartRefused ? error.message : error);
  process.exitCode = 1;
}
