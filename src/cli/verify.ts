import { Command } from 'commander';
import { flawInWords, type Verified, verify } from '../ledger/verify.ts';
import { asGuest, type Place } from './guest.ts';

export const verifyCommand = (place: () => Place): Command =>
  new Command('verify')
    .description('prove that every point is accounted for, and print the root over all members')
    .option('--root <root>', 'also compare with a root that was printed before')
    .option('--playground', "the playground's database instead of the shop's")
    .action(async ({ root, playground = false }: { readonly root?: string; readonly playground?: boolean }) => {
      const verified = await asGuest({ ...place(), playground }, ({ pool }) => verify(pool, root === undefined ? {} : { root }));
      if (verified.ok) console.log(inWords(verified));
      else console.error(inWords(verified));
      process.exitCode = verified.ok ? 0 : 1;
    });

function inWords(verified: Verified): string {
  if (verified.ok) {
    const [transfers, members] = [verified.transfers, verified.members].map((count) => count.toLocaleString('en-US'));
    return `The ledger is whole. Transfers: ${transfers}. Members: ${members}. Root: ${verified.root}`;
  }
  if (verified.reason === 'flaw') return flawInWords(verified.flaw);
  return `The ledger is whole in itself, but it is not the one of that root: transfers were added since, or it was rewritten. Root: ${verified.root}`;
}
