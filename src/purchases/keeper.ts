import { insertRows, literal, millisOf, timeOf } from '../database/sql.ts';
import type { Keeper } from '../database/turns.ts';
import { windowStart } from '../rules/calendar.ts';
import type { Program } from '../rules/program.ts';
import type { Purchase } from './purchase.ts';

/** What a decision knows of a member's purchases. */
export type MemberPurchases = {
  /** Money paid since the tier's window began, minor units. */
  readonly spentInWindow: bigint;
  readonly visits: number;
  readonly last?: Pick<Purchase, 'at' | 'store' | 'total' | 'paid' | 'currency' | 'pointsEarned' | 'reasons'>;
};

/** Loaded for deep turns only. */
export type KnownPurchases = { of(memberId: string): MemberPurchases };

export type PurchaseWrite =
  | { readonly kind: 'recorded'; readonly purchase: Purchase }
  /** Purchases of one member become another's: two records of one person were joined. */
  | { readonly kind: 'moved'; readonly from: string; readonly into: string };

const nothingBought: MemberPurchases = { spentInWindow: 0n, visits: 0 };

type Loaded = readonly [
  string,
  number,
  number,
  { at: number; store: string; total: number; paid: number; currency: string; points: number; reasons: [] },
][];

/** The purchases' part in every turn. */
export function purchasesKeeper(deps: { program: Program; clock: () => number }): Keeper<KnownPurchases, readonly PurchaseWrite[]> {
  return {
    load: (_names, deep) => (deep ? loadSums(timeOf(windowStart(deps.program, deps.clock()))) : `select '[]'::json`),
    open(loaded) {
      const sums = new Map((loaded as unknown as Loaded).map(([id, spent, visits, last]) => [id, readSums(spent, visits, last)]));
      const recorded: Purchase[] = [];
      const moved: { from: string; into: string }[] = [];
      return {
        know: () => ({ of: (memberId) => sums.get(memberId) ?? nothingBought }),
        apply(writes, turn) {
          for (const write of writes) {
            if (write.kind === 'moved') {
              moved.push(write);
              continue;
            }
            recorded.push(write.purchase);
            sums.set(
              write.purchase.memberId,
              withPurchase(sums.get(write.purchase.memberId) ?? nothingBought, write.purchase, turn.now, deps.program),
            );
          }
        },
        flush: () => [
          ...(recorded.length === 0 ? [] : [insertRows('purchase', recorded.map(rowOf), columns)]),
          ...moved.map(
            ({ from, into }) => `update purchase set member_id = ${literal(into)}::uuid where member_id = ${literal(from)}::uuid`,
          ),
        ],
      };
    },
  };
}

function readSums(spent: number, visits: number, last: Loaded[number][3] | null): MemberPurchases {
  if (last === null) return { spentInWindow: BigInt(spent), visits };
  const { at, store, total, paid, currency, points, reasons } = last;
  return {
    spentInWindow: BigInt(spent),
    visits,
    last: { at, store, total: BigInt(total), paid: BigInt(paid), currency, pointsEarned: BigInt(points), reasons },
  };
}

const withPurchase = (before: MemberPurchases, purchase: Purchase, now: number, program: Program): MemberPurchases => ({
  spentInWindow: before.spentInWindow + (purchase.at >= windowStart(program, now) ? purchase.paid : 0n),
  visits: before.visits + 1,
  last: purchase,
});

const loadSums = (since: string): string => `select coalesce(json_agg(json_build_array(member,
    (select coalesce(sum(paid), 0) from purchase where member_id = member and at >= ${literal(since)}::timestamptz),
    (select count(*) from purchase where member_id = member),
    (select json_build_object('at', ${millisOf('at')}, 'store', store, 'total', total, 'paid', paid, 'currency', currency, 'points', points_earned,
      'reasons', reasons) from purchase where member_id = member order by at desc, recorded_at desc limit 1))), '[]')
  from batch_member where deep`;

const columns = {
  id: 'uuid',
  member_id: 'uuid',
  receipt_id: 'text',
  store: 'text',
  local_date: 'text',
  at: 'timestamptz',
  recorded_at: 'timestamptz',
  currency: 'text',
  total: 'bigint',
  paid: 'bigint',
  lines: 'json',
  points_earned: 'bigint',
  tier: 'text',
  reasons: 'json',
  program: 'text',
  request: 'text',
};

const rowOf = (purchase: Purchase) => ({
  id: purchase.id,
  member_id: purchase.memberId,
  receipt_id: purchase.receiptId,
  store: purchase.store,
  local_date: purchase.localDate,
  at: timeOf(purchase.at),
  recorded_at: timeOf(purchase.recordedAt),
  currency: purchase.currency,
  total: String(purchase.total),
  paid: String(purchase.paid),
  lines: purchase.lines,
  points_earned: String(purchase.pointsEarned),
  tier: purchase.tier,
  reasons: purchase.reasons,
  program: purchase.program,
  request: purchase.id,
});
