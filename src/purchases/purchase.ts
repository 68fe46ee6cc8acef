import type { Reason } from '../rules/reasons.ts';

/** A purchase as it is kept. Money in minor units; `paid` is the money part, net of points. */
export type Purchase = {
  readonly id: string;
  readonly memberId: string;
  readonly receiptId: string;
  readonly store: string;
  /** The shop's calendar day: a receipt is unique per store, receiptId and day. */
  readonly localDate: string;
  readonly at: number;
  readonly recordedAt: number;
  readonly currency: string;
  readonly total: bigint;
  readonly paid: bigint;
  readonly lines: readonly PurchaseLine[];
  readonly pointsEarned: bigint;
  readonly tier: string;
  readonly reasons: readonly Reason[];
  /** The program's hash: by what terms it was judged. */
  readonly program: string;
};

/** A line with what it earned: returns scale what is stored here and never run the rules again. Big numbers are decimal text. */
type PurchaseLine = {
  readonly sku?: string;
  readonly name?: string;
  readonly category?: string;
  readonly quantityThousandths?: string;
  readonly amount: string;
  readonly units: string;
  readonly fixedPoints: string;
  readonly pointsPaid: string;
};
