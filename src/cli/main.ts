import { Command } from 'commander';
import { type Config, readConfig, readEnvironment } from '../config.ts';
import { StartRefused } from '../database/refused.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { programCommand } from './program.ts';
import { verifyCommand } from './verify.ts';

const kopilka = new Command('kopilka')
  .description("The operator's commands.")
  .addCommand(verifyCommand(settings))
  .addCommand(programCommand(() => settings().programFile))
  .addCommand(exportCommand(settings))
  .addCommand(importCommand(settings));

try {
  await kopilka.parseAsync();
} catch (error) {
  console.error(error instanceof StartRefused ? error.message : error);
  process.exitCode = 1;
}

/** The settings that the program itself would start with, read when a command needs them. */
function settings(): Config {
  const read = readConfig(readEnvironment());
  if (!read.ok) throw new StartRefused(read.mistakes.join('\n'));
  return read.config;
}
