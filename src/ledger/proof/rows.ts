import type { AccountName, Draw, HoldState, Lot } from '../book.ts';
import type { Recorded } from '../chain.ts';

/** The first row that is not as it must be; `what` says in a sentence what is wrong with it. */
export type Flaw = {
  readonly table: 'account' | 'transfer' | 'lot' | 'draw' | 'hold';
  readonly memberId: string;
  /** The number of the transfer that the row is or belongs to; an account has none. */
  readonly number?: number;
  readonly what: string;
};

/** A flaw of the member at hand. */
export type Found = Omit<Flaw, 'memberId'>;

export type TransferRow = Recorded & { readonly hash: string };
export type LotRow = Lot;
export type DrawRow = Draw & { readonly number: number };
export type HoldRow = { readonly number: number; readonly points: bigint; readonly state: HoldState };
export type AccountRow = { readonly number: number; readonly hash: string } & Readonly<Record<MemberAccount, bigint>>;
export type MemberAccount = Exclude<AccountName, 'shop' | 'expired'>;

/** What the other tables say under a transfer's number, or under a smaller number that no transfer has. */
export type Attached = { readonly lots: readonly LotRow[]; readonly draws: readonly DrawRow[]; readonly holds: readonly HoldRow[] };
export type Entry = Attached & { readonly transfer: TransferRow };
