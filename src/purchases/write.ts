import { insertRows, timeOf, writeRows } from '../database/sql.ts';
import type { HoldRequest, Purchase, PurchaseReturn } from './purchase.ts';

const columns = {
  id: 'uuid',
  member_id: 'uuid',
  phone_hash: 'text',
  receipt_id: 'text',
  store: 'text',
  local_date: 'text',
  at: 'timestamptz',
  recorded_at: 'timestamptz',
  till: 'text',
  cashier: 'text',
  currency: 'text',
  total: 'bigint',
  paid: 'bigint',
  returned: 'bigint',
  refunded: 'bigint',
  lines: 'json',
  line_returns: 'json',
  points_earned: 'bigint',
  points_spent: 'bigint',
  tier: 'text',
  reasons: 'json',
  denominator: 'bigint',
  transfers: 'json',
  program: 'text',
  request: 'text',
  digest: 'text',
  token: 'text',
  code: 'text',
  claimed_at: 'timestamptz',
};

/** New purchases, each with the request that recorded it. */
export const writePurchases = (purchases: readonly (readonly [Purchase, string])[]): string[] =>
  purchases.length === 0
    ? []
    : [
        insertRows(
          'purchase',
          purchases.map(([purchase, request]) => ({ ...rowOf(purchase), request })),
          columns,
        ),
      ];

const rowOf = (purchase: Purchase) => ({
  ...changeable(purchase),
  receipt_id: purchase.receiptId,
  store: purchase.store,
  local_date: purchase.localDate,
  at: timeOf(purchase.at),
  recorded_at: timeOf(purchase.recordedAt),
  till: purchase.till,
  cashier: purchase.cashier,
  currency: purchase.currency,
  total: String(purchase.total),
  paid: String(purchase.paid),
  points_spent: String(purchase.pointsSpent),
  digest: purchase.digest,
  token: purchase.invitation.token,
  code: purchase.invitation.code,
});

/** What a return or a claim changes. */
const changeableColumns = {
  id: 'uuid',
  member_id: 'uuid',
  phone_hash: 'text',
  returned: 'bigint',
  refunded: 'bigint',
  lines: 'json',
  line_returns: 'json',
  points_earned: 'bigint',
  tier: 'text',
  reasons: 'json',
  denominator: 'bigint',
  transfers: 'json',
  program: 'text',
  claimed_at: 'timestamptz',
};

const changeable = (purchase: Purchase) => ({
  id: purchase.id,
  member_id: purchase.memberId,
  phone_hash: purchase.phoneHash,
  returned: String(purchase.returned),
  refunded: String(purchase.refunded),
  lines: purchase.lines,
  line_returns: purchase.lineReturns,
  points_earned: String(purchase.pointsEarned),
  tier: purchase.tier,
  reasons: purchase.reasons,
  denominator: String(purchase.denominator),
  transfers: purchase.transfers,
  program: purchase.program,
  claimed_at: purchase.claimedAt === undefined ? undefined : timeOf(purchase.claimedAt),
});

export const writeReturned = (purchases: readonly Purchase[]): string[] =>
  writeRows('purchase', changeableColumns, 'id', purchases.map(changeable), () => true);

const returnColumns = {
  purchase_id: 'uuid',
  return_id: 'text',
  at: 'timestamptz',
  recorded_at: 'timestamptz',
  till: 'text',
  cashier: 'text',
  lines: 'json',
  refund: 'bigint',
  points_returned: 'bigint',
  points_taken: 'bigint',
  points_forgiven: 'bigint',
  points_owed: 'bigint',
  request: 'text',
  digest: 'text',
};

export const writeReturns = (returns: readonly (readonly [PurchaseReturn, string])[]): string[] =>
  returns.length === 0 ? [] : [insertRows('purchase_return', returns.map(returnRow), returnColumns)];

const returnRow = ([returned, request]: readonly [PurchaseReturn, string]) => ({
  purchase_id: returned.purchaseId,
  return_id: returned.returnId,
  at: timeOf(returned.at),
  recorded_at: timeOf(returned.recordedAt),
  till: returned.till,
  cashier: returned.cashier,
  lines: returned.lines,
  refund: String(returned.refund),
  points_returned: String(returned.pointsReturned),
  points_taken: String(returned.pointsTaken),
  points_forgiven: String(returned.pointsForgiven),
  points_owed: String(returned.pointsOwed),
  request,
  digest: returned.digest,
});

const holdColumns = {
  id: 'uuid',
  member_id: 'uuid',
  points: 'bigint',
  till: 'text',
  state: 'text',
  digest: 'text',
  tries_left: 'int',
  at: 'timestamptz',
  expires_at: 'timestamptz',
};

export const writeHoldRequests = (requests: readonly HoldRequest[], kept: ReadonlySet<string>): string[] =>
  writeRows('hold_request', holdColumns, 'id', requests.map(holdRow), (row) => kept.has(row.id));

const holdRow = ({ id, memberId, points, till, state, digest, triesLeft, at, expiresAt }: HoldRequest) => ({
  id,
  member_id: memberId,
  points: String(points),
  till,
  state,
  digest,
  tries_left: triesLeft,
  at: timeOf(at),
  expires_at: timeOf(expiresAt),
});
