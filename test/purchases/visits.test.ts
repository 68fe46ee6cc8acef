import { expect, test } from 'vitest';
import { newBook } from '../../src/ledger/book.ts';
import { nothingBought, withPurchase } from '../../src/purchases/read.ts';
import { record } from '../../src/purchases/recording.ts';
import { newcomer } from '../../src/rules/judge.ts';
import { programWith } from '../rules/sample.ts';

const now = Date.UTC(2026, 2, 1, 12);
const program = programWith();

test.each([
  ['of nothing is no visit: whoever takes a sample home has bought nothing yet', 0n, 0],
  ['of something is one', 1n, 1],
])('a receipt %s', (_, total, visits) => {
  const what = {
    id: 'purchase',
    receiptId: 'R-1',
    store: 'store',
    till: 'till',
    at: now,
    currency: 'PLN',
    total,
    lines: [],
    redeemPoints: 0n,
    digest: '',
    invitation: { token: '', code: '' },
  };
  const recorded = record({ program, programHash: '' }, { memberId: 'member', book: newBook('member'), facts: newcomer }, what, now);
  if (!recorded.ok) throw new Error(recorded.reason);
  expect(withPurchase(nothingBought, recorded.purchase, now, program).visits).toBe(visits);
});
