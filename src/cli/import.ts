import { Command } from 'commander';
import { importFrom } from '../backup/importing.ts';
import { asOwner, type Place } from './guest.ts';

export const importCommand = (place: () => Place): Command =>
  new Command('import')
    .description('restore a copy into an empty database, while the shop is stopped, and prove the ledger')
    .argument('<file>', 'what export or the nightly backup has written')
    .option('--playground', "the playground's database instead of the shop's")
    .action(async (file: string, { playground = false }: { readonly playground?: boolean }) => {
      const imported = await asOwner({ ...place(), playground }, (where) => importFrom(where, file));
      const [rows, transfers, members] = [imported.rows, imported.transfers, imported.members].map((count) =>
        count.toLocaleString('en-US'),
      );
      console.log(`Restored: ${file}. Rows: ${rows}.`);
      console.log(`The ledger is whole. Transfers: ${transfers}. Members: ${members}. Root: ${imported.root}`);
    });
