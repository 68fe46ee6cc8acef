import { millisOf, timeOf, writeRows } from '../database/sql.ts';
import { batchMembers, inList, type Keeper, type Names, type Store } from '../database/turns.ts';
import type { Coupon } from './coupon.ts';

/** What a decision knows of coupons, as far as its turn named them. */
export type KnownCoupons = {
  /** Where the turn named `coupon`. */
  coupon(code: string): Coupon | undefined;
  /** A member's own that can be used at that moment, the first to end first, where the turn named `coupons`. */
  openOf(memberId: string, now: number): readonly Coupon[];
  /** Where the turn named `purchase`. */
  usedBy(purchaseId: string): readonly Coupon[];
  newCode(): string;
};

/** Coupons as they are from now on. */
export type CouponWrites = readonly Coupon[];

/** The coupons' part in every turn. */
export const couponsKeeper = (deps: { newCode: () => string }): Keeper<KnownCoupons, CouponWrites> => ({
  lock(names) {
    const wanted = meant(named(names));
    return wanted && `select code from coupon where ${wanted} order by code for update`;
  },
  load(names) {
    const wanted = meant([
      ...named(names),
      ...(names['coupons'] === undefined ? [] : [`used_at is null and member_id = any(${batchMembers})`]),
    ]);
    return wanted === undefined ? `select 'null'::json` : `select coalesce(json_agg(${row}), '[]') from coupon where ${wanted}`;
  },
  open: (loaded) => openStore(((loaded ?? []) as unknown as readonly Loaded[]).map(read), deps.newCode),
});

const named = ({ coupon, purchase }: Names): string[] => [
  ...(coupon === undefined ? [] : [`code = any(${inList(coupon)})`]),
  ...(purchase === undefined ? [] : [`purchase_id = any(${inList(purchase, 'uuid')})`]),
];

/** One condition for several, each of which finds its own by its index. */
const meant = (conditions: readonly string[]): string | undefined =>
  conditions.length <= 1
    ? conditions[0]
    : `code = any(array(${conditions.map((one) => `select code from coupon where ${one}`).join(' union ')}))`;

const row = `json_build_array(code, member_id, name, gives, about, ${millisOf('given_at')}, ${millisOf('expires_at')}, purchase_id, ${millisOf('used_at')})`;

type Loaded = readonly [string, string, string, Coupon['gives'], string, number, number, string | null, number | null];

const read = ([code, memberId, name, gives, about, givenAt, expiresAt, purchaseId, usedAt]: Loaded): Coupon => ({
  code,
  memberId,
  name,
  gives,
  about,
  givenAt,
  expiresAt,
  ...(purchaseId === null || usedAt === null ? {} : { used: { purchaseId, at: usedAt } }),
});

function openStore(loaded: readonly Coupon[], newCode: () => string): Store<KnownCoupons, CouponWrites> {
  const coupons = new Map(loaded.map((coupon) => [coupon.code, coupon]));
  const kept = new Set(coupons.keys());
  const changed = new Set<string>();
  return {
    know: () => ({
      coupon: (code) => coupons.get(code),
      openOf: (memberId, now) =>
        [...coupons.values()]
          .filter((one) => one.memberId === memberId && one.used === undefined && one.expiresAt > now)
          .sort((a, b) => a.expiresAt - b.expiresAt || (a.code < b.code ? -1 : 1)),
      usedBy: (purchaseId) => [...coupons.values()].filter(({ used }) => used?.purchaseId === purchaseId),
      newCode,
    }),
    apply(writes) {
      for (const coupon of writes) {
        coupons.set(coupon.code, coupon);
        changed.add(coupon.code);
      }
    },
    flush: () =>
      writeRows(
        'coupon',
        columns,
        'code',
        [...changed].sort().map((code) => rowOf(coupons.get(code) as Coupon)),
        ({ code }) => kept.has(code),
      ),
  };
}

const columns = {
  code: 'text',
  member_id: 'uuid',
  name: 'text',
  gives: 'json',
  about: 'text',
  given_at: 'timestamptz',
  expires_at: 'timestamptz',
  purchase_id: 'uuid',
  used_at: 'timestamptz',
};

const rowOf = ({ code, memberId, name, gives, about, givenAt, expiresAt, used }: Coupon) => ({
  code,
  member_id: memberId,
  name,
  gives,
  about,
  given_at: timeOf(givenAt),
  expires_at: timeOf(expiresAt),
  purchase_id: used?.purchaseId,
  used_at: used === undefined ? undefined : timeOf(used.at),
});
