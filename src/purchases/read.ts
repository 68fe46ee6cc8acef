import type { Json } from '../database/turns.ts';
import { windowStart } from '../rules/calendar.ts';
import type { Program } from '../rules/program.ts';
import type { Reason } from '../rules/reasons.ts';
import type { LoadedPurchase, LoadedPurchases } from './load.ts';
import {
  type Answered,
  type HoldRequest,
  type Purchase,
  type PurchaseLine,
  type PurchaseReturn,
  type PurchaseTransfers,
  returnKey,
} from './purchase.ts';

/** What a decision knows of a member's purchases. */
export type MemberPurchases = {
  /** Money paid since the tier's window began, net of points and returns; minor units. */
  readonly spentInWindow: bigint;
  /** Purchases before this one; what came back wholly was none, and a receipt of nothing is none. */
  readonly visits: number;
  /** Where the turn named `last`. */
  readonly last?: Purchase;
};

export const nothingBought: MemberPurchases = { spentInWindow: 0n, visits: 0 };

/** What was loaded, by the keys it is asked for. */
export function readPurchases(loaded: LoadedPurchases) {
  const rows = (loaded.purchases ?? []).map((row): [Purchase, Json] => [readPurchase(row), row['answer'] ?? null]);
  const returned = (loaded.returns ?? []).map((row): [string, Answered<PurchaseReturn>] => {
    const kept = readReturn(row);
    return [returnKey(kept.purchaseId, kept.returnId), { kept, answer: row['answer'] ?? null }];
  });
  return {
    sums: new Map(
      (loaded.sums ?? []).map(([member, spent, visits, last]): [string, MemberPurchases] => [
        member,
        { spentInWindow: BigInt(spent), visits, ...(last === null ? {} : { last: readPurchase(last) }) },
      ]),
    ),
    purchases: new Map(rows.map(([purchase]) => [purchase.id, purchase])),
    answers: new Map(rows.map(([purchase, answer]) => [purchase.id, answer])),
    returns: new Map(returned),
    holdRequests: new Map(
      (loaded.holds ?? []).map(([id, memberId, points, till, state, digest, triesLeft, at, expiresAt]): [string, HoldRequest] => [
        id,
        { id, memberId, points: BigInt(points), till, state, ...(digest === null ? {} : { digest }), triesLeft, at, expiresAt },
      ]),
    ),
    codesSent: new Map(
      [...Map.groupBy(loaded.codes ?? [], ([member]) => member)].map(([member, sent]) => [member, sent.map(([, at]) => at)]),
    ),
    claims: new Map(loaded.claims ?? []),
  };
}

export function readPurchase(row: LoadedPurchase): Purchase {
  const text = (column: string) => row[column] as string;
  const number = (column: string) => row[column] as number;
  const big = (column: string) => BigInt(row[column] as number);
  return {
    id: text('id'),
    ...present('memberId', row['memberId'] as string | null),
    ...present('phoneHash', row['phoneHash'] as string | null),
    receiptId: text('receiptId'),
    store: text('store'),
    localDate: text('localDate'),
    at: number('at'),
    recordedAt: number('recordedAt'),
    till: text('till'),
    ...present('cashier', row['cashier'] as string | null),
    currency: text('currency'),
    total: big('total'),
    paid: big('paid'),
    returned: big('returned'),
    refunded: big('refunded'),
    lines: row['lines'] as unknown as readonly PurchaseLine[],
    lineReturns: row['lineReturns'] as unknown as Purchase['lineReturns'],
    pointsEarned: big('pointsEarned'),
    pointsSpent: big('pointsSpent'),
    tier: text('tier'),
    reasons: row['reasons'] as unknown as readonly Reason[],
    denominator: big('denominator'),
    ...present('transfers', row['transfers'] as unknown as PurchaseTransfers | null),
    program: text('program'),
    digest: text('digest'),
    invitation: { token: text('token'), code: text('code') },
    ...present('claimedAt', row['claimedAt'] as number | null),
  };
}

function readReturn(row: { readonly [column: string]: Json }): PurchaseReturn {
  const big = (column: string) => BigInt(row[column] as number);
  return {
    purchaseId: row['purchaseId'] as string,
    returnId: row['returnId'] as string,
    at: row['at'] as number,
    recordedAt: row['recordedAt'] as number,
    till: row['till'] as string,
    ...present('cashier', row['cashier'] as string | null),
    lines: row['lines'] as unknown as PurchaseReturn['lines'],
    refund: big('refund'),
    pointsReturned: big('pointsReturned'),
    pointsTaken: big('pointsTaken'),
    pointsForgiven: big('pointsForgiven'),
    pointsOwed: big('pointsOwed'),
    digest: row['digest'] as string,
  };
}

const present = <K extends string, V>(key: K, value: V | null): { readonly [P in K]?: V } =>
  value === null ? {} : ({ [key]: value } as { [P in K]: V });

/** The sums after another purchase. */
export const withPurchase = (before: MemberPurchases, purchase: Purchase, now: number, program: Program): MemberPurchases => ({
  spentInWindow: before.spentInWindow + (isInWindow(purchase, now, program) ? purchase.paid - purchase.refunded : 0n),
  visits: before.visits + (isVisit(purchase) ? 1 : 0),
  last: before.last !== undefined && before.last.at > purchase.at ? before.last : purchase,
});

/** The sums after something of a purchase came back. */
export const withReturn = (before: MemberPurchases, was: Purchase, is: Purchase, now: number, program: Program): MemberPurchases => ({
  ...before,
  spentInWindow: before.spentInWindow - (isInWindow(is, now, program) ? is.refunded - was.refunded : 0n),
  visits: before.visits - (isVisit(was) && !isVisit(is) ? 1 : 0),
  ...(before.last?.id === is.id ? { last: is } : {}),
});

/** A receipt of nothing is no visit, as no rule counts it; nor is what came back wholly. */
const isVisit = ({ returned, total }: Purchase): boolean => returned < total;
const isInWindow = ({ at }: Purchase, now: number, program: Program): boolean => at >= windowStart(program, now);
