import { type Config, readConfig, readEnvironment } from '../config.ts';
import { StartRefused } from '../database/refused.ts';

/** The settings that the program itself would start with. Throws StartRefused with all mistakes in them. */
export function settings(): Config {
  const read = readConfig(readEnvironment());
  if (!read.ok) throw new StartRefused(read.mistakes.join('\n'));
  return read.config;
}
