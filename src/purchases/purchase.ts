import type { Json } from '../database/turns.ts';
import type { Reason } from '../rules/reasons.ts';

/** A purchase as it is kept. Money in minor units; `paid` is the money part, net of points. */
export type Purchase = {
  readonly id: string;
  /** Absent: nobody's yet. Whoever proves its phone, or brings its invitation, may claim it once. */
  readonly memberId?: string;
  /** The keyed hash of the phone it was told with, while it is nobody's. */
  readonly phoneHash?: string;
  readonly receiptId: string;
  readonly store: string;
  /** The shop's calendar day: a receipt is unique per store, receiptId and day. */
  readonly localDate: string;
  readonly at: number;
  readonly recordedAt: number;
  /** The name of the key that recorded it, and who stood at the till. */
  readonly till: string;
  readonly cashier?: string;
  readonly currency: string;
  readonly total: bigint;
  readonly paid: bigint;
  /** Of `total` and of `paid`: what came back. */
  readonly returned: bigint;
  readonly refunded: bigint;
  readonly lines: readonly PurchaseLine[];
  /** Line by line, what came back so far; empty while nothing did. */
  readonly lineReturns: readonly LineReturn[];
  readonly pointsEarned: bigint;
  readonly pointsSpent: bigint;
  readonly tier: string;
  readonly reasons: readonly Reason[];
  /** What the lines' units are counted in. */
  readonly denominator: bigint;
  readonly transfers?: PurchaseTransfers;
  /** The program's hash: by what terms it was judged. */
  readonly program: string;
  /** A hash of what the till told: the same receipt again, or another one under its number. */
  readonly digest: string;
  readonly invitation: Invitation;
  /** When it was claimed by its invitation. */
  readonly claimedAt?: number;
};

/** A line with what it earned: returns scale what is stored here and never run the rules again. Big numbers are decimal text. */
export type PurchaseLine = {
  readonly sku?: string;
  readonly name?: string;
  readonly category?: string;
  readonly quantityThousandths?: string;
  readonly amount: string;
  readonly units: string;
  readonly fixedPoints: string;
  readonly pointsPaid: string;
  /** The money those points paid, minor units. */
  readonly paidByPoints: string;
};

/** What came back of a line so far: its money (minor units), and how much of it where that was told. Decimal text. */
export type LineReturn = { readonly amount: string; readonly thousandths: string };

/** The numbers, in one member's chain, of the transfers that a return reverses. After a merge the chain is no longer its owner's. */
export type PurchaseTransfers = { readonly member: string; readonly earned: readonly number[]; readonly spent?: number };

/** The right to rate a receipt once, and to claim it. `token` is for links, `code` for what is read out and typed. */
export type Invitation = { readonly token: string; readonly code: string };

export type PurchaseReturn = {
  readonly purchaseId: string;
  /** The till's own number of it. */
  readonly returnId: string;
  readonly at: number;
  readonly recordedAt: number;
  readonly till: string;
  readonly cashier?: string;
  readonly lines: readonly { readonly line: number; readonly amount: string; readonly thousandths: string }[];
  readonly refund: bigint;
  readonly pointsReturned: bigint;
  readonly pointsTaken: bigint;
  readonly pointsForgiven: bigint;
  readonly pointsOwed: bigint;
  readonly digest: string;
};

/** A wish to pay with points. While it waits for its code nothing is set aside; once right, the ledger's hold has the same id. */
export type HoldRequest = {
  readonly id: string;
  readonly memberId: string;
  readonly points: bigint;
  readonly till: string;
  readonly state: 'awaiting-code' | 'open' | 'released';
  readonly digest?: string;
  readonly triesLeft: number;
  readonly at: number;
  readonly expiresAt: number;
};

/** How a receipt is named: unique per store, number and local day. */
export const receiptKey = (store: string, receiptId: string, localDate: string): string => JSON.stringify([store, receiptId, localDate]);

export const returnKey = (purchaseId: string, returnId: string): string => JSON.stringify([purchaseId, returnId]);

/** What was told the till when this was recorded first. */
export type Answered<Kept> = { readonly kept: Kept; readonly answer: Json };
