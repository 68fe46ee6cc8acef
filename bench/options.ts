import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

export type Options = {
  readonly names: readonly string[];
  readonly json: string | undefined;
  readonly rounds: number;
  readonly seconds: number;
  readonly messages: number;
  readonly transfers: number;
  readonly recipients: number;
  readonly profile: string | undefined;
};

const ROUNDS_MAX = 100;
const SECONDS_MAX = 600;
const MESSAGES_MAX = 10_000_000;
/** Twenty gigabytes on the disk. */
const TRANSFERS_MAX = 50_000_000;
const RECIPIENTS_MAX = 100_000;

/** `[NAME…] [--json FILE] [--rounds 5] [--seconds 4] [--messages 100000] [--transfers 1000000] [--recipients 750] [--profile]`. No name means all of them. */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '4' },
      messages: { type: 'string', default: '100000' },
      transfers: { type: 'string', default: '1000000' },
      recipients: { type: 'string', default: '750' },
      profile: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`there is no benchmark "${unknown}"; there is: ${known.join(', ')}.`);
  return {
    names: positionals.length === 0 ? known : positionals,
    json: values.json,
    rounds: whole('--rounds', values.rounds, ROUNDS_MAX),
    seconds: whole('--seconds', values.seconds, SECONDS_MAX),
    messages: whole('--messages', values.messages, MESSAGES_MAX),
    transfers: whole('--transfers', values.transfers, TRANSFERS_MAX),
    recipients: whole('--recipients', values.recipients, RECIPIENTS_MAX),
    profile: values.profile ? mkdtempSync(join(tmpdir(), 'kopilka-profile-')) : undefined,
  };
}

function whole(name: string, written: string, most: number): number {
  const number = Number(written);
  if (!Number.isInteger(number) || number < 1 || number > most) throw new Error(`${name} must be a whole number from 1 to ${most}.`);
  return number;
}
