import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { createTelegramApi } from '../channels/telegram/client.ts';
import { botAddress } from '../channels/telegram/introduce.ts';
import { MOUNTED_PREFIX } from '../channels/telegram/prefix.ts';
import { type PosterDoors, posterOf } from '../channels/web/poster.ts';
import { StartRefused } from '../database/refused.ts';
import type { Program } from '../rules/program.ts';
import { sourceOf } from '../rules/sources.ts';
import { readTerms } from './terms.ts';

type Settings = {
  readonly programFile: string;
  readonly telegram?: { readonly token: string; readonly apiRoot: string };
  readonly sms?: { readonly from: string };
};

export const posterCommand = (settings: () => Settings): Command =>
  new Command('poster')
    .description('make a page to print: QR codes and the word by which one joins from there')
    .argument('<source>', 'one of the sources in program.yaml')
    .option('--mounted', 'the bot is one of your own that the programme is mounted in')
    .option('--out <file>', 'where to write it; without it poster-SOURCE.html')
    .action(async (word: string, { out, mounted = false }: { readonly out?: string; readonly mounted?: boolean }) => {
      const { programFile, telegram, sms } = settings();
      const { program } = await readTerms(programFile);
      const source = knownSource(program, word);
      const file = out ?? `poster-${source.name}.html`;
      const poster = await posterOf(program, source, { ...(await doorsOf(telegram, sms)), startPrefix: mounted ? MOUNTED_PREFIX : '' });
      await writeFile(file, poster).catch((error: NodeJS.ErrnoException) => {
        throw new StartRefused(`${file} cannot be written (${error.code}).`);
      });
      console.log(`Written: ${file}. Open it in a browser and print it.`);
    });

function knownSource(program: Program, word: string): Program['sources'][number] {
  const name = sourceOf(program, word);
  const source = program.sources.find((one) => one.name === name);
  if (source !== undefined) return source;
  const known = program.sources.map((one) => one.name).join(', ');
  throw new StartRefused(
    `program.yaml has no source "${word}"; ${known === '' ? 'it has none yet: write them under sources' : `there is: ${known}`}.`,
  );
}

/** A sender's name takes no SMS, so nobody could join by it. */
async function doorsOf(telegram: Settings['telegram'], sms: Settings['sms']): Promise<PosterDoors> {
  const telegramUrl = telegram === undefined ? undefined : await botAddress(createTelegramApi(telegram));
  if (telegram !== undefined && telegramUrl === undefined)
    throw new StartRefused("Telegram did not tell the bot's name: is TELEGRAM_BOT_TOKEN right, and this machine on the network?");
  const smsNumber = sms !== undefined && /^\+?\d+$/.test(sms.from) ? sms.from : undefined;
  if (telegramUrl === undefined && smsNumber === undefined)
    throw new StartRefused('There is nowhere to join yet: set up Telegram, or SMS with a number that takes answers.');
  return { ...(telegramUrl === undefined ? {} : { telegramUrl }), ...(smsNumber === undefined ? {} : { smsNumber }) };
}
