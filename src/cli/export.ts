import { existsSync, statSync } from 'node:fs';
import { Command } from 'commander';
import { exportTo } from '../backup/exporting.ts';
import { StartRefused } from '../database/refused.ts';
import { flawInWords } from '../ledger/verify.ts';
import { asGuest, type Place } from './guest.ts';

export const exportCommand = (place: () => Place): Command =>
  new Command('export')
    .description('write a complete copy of the database to a file, beside the running shop or without it')
    .argument('<file>', 'such as kopilka.jsonl.gz; it will hold personal data')
    .option('--playground', "the playground's database instead of the shop's")
    .action((file: string, { playground = false }: { readonly playground?: boolean }) => write(file, { ...place(), playground }));

async function write(file: string, place: Place): Promise<void> {
  if (existsSync(file)) throw new StartRefused(`${file} is there already: name another file, or remove that one.`);
  const exported = await asGuest(place, ({ pool }) => exportTo(pool, file, { now: Date.now() })).catch((error: NodeJS.ErrnoException) => {
    throw writing.has(error.syscall ?? '') ? new StartRefused(`${file} cannot be written (${error.code}).`) : error;
  });
  if (!exported.ok) throw new StartRefused(`No copy was made. ${flawInWords(exported.flaw)}`);
  const [rows, kilobytes] = [exported.rows, Math.ceil(statSync(file).size / 1024)].map((count) => count.toLocaleString('en-US'));
  console.log(`Written: ${file} (${kilobytes} KB). Rows: ${rows}. Root: ${exported.root}`);
  console.log('It holds personal data and the keys of card links: keep it where only you can read it.');
}

/** What the system was asked for when it refused the file, and not something of the database. */
const writing = new Set(['open', 'write', 'fsync', 'close', 'rename', 'unlink', 'rm']);
