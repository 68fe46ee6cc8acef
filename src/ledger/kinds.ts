import type { TransferKind } from './book.ts';

/** What a return can take back. `repay` is an earning that went to what was owed. */
export const earnings: readonly TransferKind[] = ['earn', 'welcome', 'gift', 'repay', 'merge-in'];

/** What a return can give back: a hold, as far as it was captured. */
export const payments: readonly TransferKind[] = ['spend', 'hold'];
