import { literal, millisOf, timeOf } from '../database/sql.ts';
import { batchMembers, inList, type Json, type Names } from '../database/turns.ts';
import { openCodes } from '../members/load.ts';
import { dayStart, windowStart } from '../rules/calendar.ts';
import type { Program } from '../rules/program.ts';
import type { HoldRequest } from './purchase.ts';

/** A regular's half a year of every day: what is beyond it is nobody's until the next message from that phone. */
const UNCLAIMED_A_PHONE_MAX = 200;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The purchases a batch names, as a condition on `purchase`; nothing when it names none. Of several ways to name them each finds its own: an
 * "or" over them would read every purchase there is.
 */
function named(names: Names): string | undefined {
  const { purchase, receipt, invitation, claim } = names;
  const conditions = [
    ...(purchase === undefined ? [] : [`id = any(${inList(purchase, 'uuid')})`]),
    ...(receipt === undefined ? [] : [`id = any(array(${ofReceipts(receipt)}))`]),
    ...(invitation === undefined ? [] : [`code = any(${inList(invitation)})`]),
    ...(claim === undefined ? [] : [`id = any(array(${unclaimed(names)}))`]),
  ];
  if (conditions.length < 2) return conditions[0];
  return `id = any(array(${conditions.map((condition) => `select id from purchase where ${condition}`).join(' union ')}))`;
}

const ofReceipts = (keys: readonly string[]): string => {
  const parts = keys.map((key) => JSON.parse(key) as [string, string, string]);
  const column = (place: 0 | 1 | 2) => inList(parts.map((one) => one[place]));
  return `select found.id from unnest(${column(0)}, ${column(1)}, ${column(2)}) as wanted(store, receipt, day),
    lateral (select id from purchase where store = wanted.store and receipt_id = wanted.receipt and local_date = wanted.day offset 0) as found`;
};

/** Nobody's purchases by the hashes named, and by the phones that open codes of these addresses would prove. */
const unclaimed = ({ claim = [], code, address }: Names): string => {
  const proving = code === undefined ? '' : ` union select phone_hash ${openCodes(address)}`;
  return `select found.id from (select unnest(${inList(claim)}) as hash${proving}) as hashes,
    lateral (select id from purchase where member_id is null and phone_hash = hashes.hash order by at limit ${UNCLAIMED_A_PHONE_MAX}) as found`;
};

/** A receipt is kept apart by its unique number; what is changed is locked. */
export function lockPurchases({ receipt: _, ...names }: Names): string | undefined {
  const wanted = named(names);
  return wanted && `select id from purchase where ${wanted} order by id for update`;
}

/** The members whose points a named purchase or hold moves. */
export function membersBehind({ purchase, invitation, hold }: Names): string | undefined {
  const queries = [
    ...(purchase === undefined
      ? []
      : [`select member_id as member from purchase where id = any(${inList(purchase, 'uuid')}) and member_id is not null`]),
    ...(invitation === undefined
      ? []
      : [`select member_id as member from purchase where code = any(${inList(invitation)}) and member_id is not null`]),
    ...(hold === undefined ? [] : [`select member_id as member from hold_request where id = any(${inList(hold, 'uuid')})`]),
  ];
  return queries.length === 0 ? undefined : queries.join(' union ');
}

/** The expression that reads this room's part of a batch. */
export function loadPurchases(names: Names, deep: boolean, { program, clock }: { program: Program; clock: () => number }): string {
  const now = clock();
  const wanted = named(names);
  const parts = [
    ...(deep ? [`'sums', ${loadSums(timeOf(windowStart(program, now)), names['last'] !== undefined)}`] : []),
    ...(wanted === undefined ? [] : [`'purchases', ${loadNamed(wanted)}`]),
    ...(names['purchase'] === undefined ? [] : [`'returns', ${loadReturns(names['purchase'])}`]),
    ...(names['hold'] === undefined ? [] : [`'holds', ${loadHolds(names['hold'])}`]),
    ...(names['redeem'] === undefined ? [] : [`'codes', ${loadCodesSent(timeOf(now - DAY_MS))}`]),
    ...(names['invitation'] === undefined ? [] : [`'claims', ${loadClaims(timeOf(dayStart(program, now)))}`]),
  ];
  return `select json_build_object(${parts.join(', ')})`;
}

export type LoadedPurchases = {
  readonly sums?: readonly [member: string, spent: number, visits: number, last: LoadedPurchase | null][];
  readonly purchases?: readonly LoadedPurchase[];
  readonly returns?: readonly { readonly [column: string]: Json }[];
  readonly holds?: readonly [string, string, number, string, HoldRequest['state'], string | null, number, number, number][];
  readonly codes?: readonly [member: string, at: number][];
  readonly claims?: readonly [member: string, count: number][];
};

/** A row of `purchase` as JSON; its moments are milliseconds. */
export type LoadedPurchase = { readonly [column: string]: Json };

/** Columns of `purchase p` as JSON, left open: the caller adds what else it wants and closes the bracket. */
export const loadedRow = `json_build_object('id', p.id, 'memberId', p.member_id, 'phoneHash', p.phone_hash, 'receiptId', p.receipt_id, 'store', p.store,
  'localDate', p.local_date, 'at', ${millisOf('p.at')}, 'recordedAt', ${millisOf('p.recorded_at')}, 'till', p.till, 'cashier', p.cashier,
  'currency', p.currency, 'total', p.total, 'paid', p.paid, 'returned', p.returned, 'refunded', p.refunded, 'lines', p.lines,
  'lineReturns', p.line_returns, 'pointsEarned', p.points_earned, 'pointsSpent', p.points_spent, 'tier', p.tier, 'reasons', p.reasons,
  'denominator', p.denominator, 'transfers', p.transfers, 'program', p.program, 'digest', p.digest, 'token', p.token, 'code', p.code,
  'claimedAt', ${millisOf('p.claimed_at')}`;

/** What came back wholly was no visit, and what came back in part is not money paid. The last receipt, with its reasons, where it is asked for. */
const loadSums = (since: string, last: boolean): string => `(select coalesce(json_agg(json_build_array(member, spent, visits,
    ${last ? `(select ${loadedRow}) from purchase p where member_id = member order by at desc, recorded_at desc limit 1)` : 'null'})), '[]')
  from batch_member, lateral (select coalesce(sum(paid - refunded) filter (where at >= ${literal(since)}::timestamptz), 0) as spent,
    count(*) filter (where returned < total) as visits from purchase where member_id = member) as sums where deep)`;

const loadNamed = (wanted: string): string => `(select coalesce(json_agg(${loadedRow}, 'answer',
    (select answer from request where id = p.request))), '[]') from purchase p where ${wanted})`;

const loadReturns = (
  ids: readonly string[],
): string => `(select coalesce(json_agg(json_build_object('purchaseId', purchase_id, 'returnId', return_id,
    'at', ${millisOf('at')}, 'recordedAt', ${millisOf('recorded_at')}, 'till', till, 'cashier', cashier, 'lines', lines, 'refund', refund,
    'pointsReturned', points_returned, 'pointsTaken', points_taken, 'pointsForgiven', points_forgiven, 'pointsOwed', points_owed, 'digest', digest,
    'answer', (select answer from request where id = r.request))), '[]') from purchase_return r where purchase_id = any(${inList(ids, 'uuid')}))`;

const loadHolds = (
  ids: readonly string[],
): string => `(select coalesce(json_agg(json_build_array(id, member_id, points, till, state, digest, tries_left,
    ${millisOf('at')}, ${millisOf('expires_at')})), '[]') from hold_request where id = any(${inList(ids, 'uuid')}))`;

const loadCodesSent = (since: string): string => `(select coalesce(json_agg(json_build_array(member_id, ${millisOf('at')})), '[]')
    from hold_request where member_id = any(${batchMembers}) and digest is not null and at > ${literal(since)}::timestamptz)`;

const loadClaims = (since: string): string => `(select coalesce(json_agg(json_build_array(member, (select count(*) from purchase
    where member_id = member and claimed_at >= ${literal(since)}::timestamptz))), '[]') from batch_member)`;
