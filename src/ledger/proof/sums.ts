import type { AccountName, TransferKind } from '../book.ts';
import type { AccountRow, Found, MemberAccount, TransferRow } from './rows.ts';

/** The moves that a kind of transfer may make. */
const movesOf: Readonly<Record<TransferKind, readonly `${AccountName} ${AccountName}`[]>> = {
  earn: ['shop points'],
  welcome: ['shop points'],
  gift: ['shop points'],
  spend: ['points shop'],
  correction: ['points shop'],
  hold: ['points held'],
  capture: ['held shop'],
  release: ['held points'],
  expire: ['points expired'],
  forfeit: ['points expired', 'shop debt'],
  'take-back': ['points shop'],
  'give-back': ['shop points'],
  owe: ['debt shop'],
  remainder: ['points shop', 'debt shop'],
  refund: ['shop points'],
  repay: ['shop debt'],
  'merge-out': ['points shop', 'shop debt'],
  'merge-in': ['shop points', 'debt shop'],
};

/** Every kept sum is the replay of its transfers, and never on the wrong side of zero. What leaves one account enters another. */
export function createSums() {
  const sums: Record<AccountName, bigint> = { shop: 0n, expired: 0n, points: 0n, held: 0n, debt: 0n };
  return {
    begin() {
      sums.shop = sums.expired = sums.points = sums.held = sums.debt = 0n;
    },
    enter({ number, kind, source, target, points }: TransferRow): Found | undefined {
      if (movesOf[kind]?.includes(`${source} ${target}`) !== true)
        return { table: 'transfer', number, what: `its kind is ${kind}, and it moves points from ${source} to ${target}` };
      if (points <= 0n) return { table: 'transfer', number, what: `it moves ${points} points` };
      sums[source] -= points;
      sums[target] += points;
      const wrong = sums.points < 0n ? 'points' : sums.held < 0n ? 'held' : sums.debt > 0n ? 'debt' : undefined;
      return wrong && { table: 'transfer', number, what: `after it the account ${wrong} stands at ${sums[wrong]}` };
    },
    close(account: AccountRow, found: { readonly points: bigint; readonly held: bigint }): Found | undefined {
      for (const name of ['points', 'held', 'debt'] satisfies MemberAccount[])
        if (account[name] !== sums[name])
          return { table: 'account', what: `it keeps ${name} of ${account[name]}, and its transfers give ${sums[name]}` };
      if (sums.shop + sums.expired + account.points + account.held + account.debt !== 0n)
        return { table: 'account', what: 'what it keeps is not what the shop gave less what it took and what expired' };
      if (found.points !== sums.points)
        return { table: 'account', what: `it keeps points of ${sums.points}, and its lots hold ${found.points}` };
      if (found.held !== sums.held)
        return { table: 'account', what: `it keeps held of ${sums.held}, and its open holds add up to ${found.held}` };
      return undefined;
    },
  };
}
