#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { type Config, readConfig, readEnvironment } from '../config.ts';
import { StartRefused } from '../database/refused.ts';
import { createTurns } from '../database/turns.ts';
import { keepersOf } from '../keepers.ts';
import { blockCommand } from './block.ts';
import { broadcastCommand } from './broadcast.ts';
import { clockCommand } from './clock.ts';
import type { ByHand } from './desk.ts';
import { exportCommand } from './export.ts';
import { feedbackCommand } from './feedback.ts';
import { holidaysCommand } from './holidays.ts';
import { importCommand } from './import.ts';
import { linkCommand } from './link.ts';
import { memberCommand } from './member.ts';
import { pointsCommand } from './points.ts';
import { pollCommand } from './poll.ts';
import { posterCommand } from './poster.ts';
import { programCommand } from './program.ts';
import { resendCommand } from './resend.ts';
import { smsCommand } from './sms.ts';
import { readTerms } from './terms.ts';
import { verifyCommand } from './verify.ts';

/** Nobody here sends: what is written to be sent waits for the running shop. */
const byHand: ByHand = {
  settings,
  turnsOver: ({ pool }, about) =>
    createTurns({ pool, clock: Date.now, keepers: keepersOf({ ...about, clock: Date.now, processId: randomUUID(), hand: () => {} }) }),
};

const kopilka = new Command('kopilka')
  .description("The operator's commands.")
  .addCommand(verifyCommand(settings))
  .addCommand(programCommand(() => settings().programFile))
  .addCommand(memberCommand(byHand))
  .addCommand(pointsCommand(byHand))
  .addCommand(blockCommand(byHand))
  .addCommand(linkCommand(byHand))
  .addCommand(clockCommand(byHand))
  .addCommand(resendCommand(byHand))
  .addCommand(posterCommand(settings))
  .addCommand(exportCommand(settings))
  .addCommand(importCommand(settings))
  .addCommand(feedbackCommand(settings))
  .addCommand(pollCommand(settings))
  .addCommand(holidaysCommand(async () => (await readTerms(settings().programFile)).program))
  .addCommand(broadcastCommand(settings))
  .addCommand(smsCommand(settings));

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
