import { chainHash } from '../chain.ts';
import type { AccountRow, Entry, Found, LotRow } from './rows.ts';

/** Numbers without a gap, each hash from the one before it, and a head that is the last of them. */
export function createChain() {
  let number = 0;
  let hash = '';
  return {
    begin() {
      number = 0;
      hash = '';
    },
    follow(next: number): Found | undefined {
      number += 1;
      return next === number ? undefined : { table: 'transfer', number, what: `it is missing, and ${next} comes next` };
    },
    enter({ transfer, lots: [lot], draws }: Entry): Found | undefined {
      const expected = chainHash(hash, lot === undefined ? { ...transfer, draws } : { ...transfer, lot: timesOf(lot), draws });
      hash = transfer.hash;
      if (expected === hash) return undefined;
      return {
        table: 'transfer',
        number,
        what: 'its hash does not follow from the one before it, the transfer itself, its lot and its draws',
      };
    },
    close(account: AccountRow | undefined): Found | undefined {
      if (account === undefined) return { table: 'account', what: `it is missing, and there are ${number} transfers` };
      if (account.number !== number)
        return { table: 'account', what: `it says that the last transfer is number ${account.number}, and that is number ${number}` };
      return account.hash === hash ? undefined : { table: 'account', what: 'its hash is not that of the last transfer' };
    },
  };
}

const timesOf = ({ activeAt, expiresAt }: LotRow) => (expiresAt === undefined ? { activeAt } : { activeAt, expiresAt });
