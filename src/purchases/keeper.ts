import { literal } from '../database/sql.ts';
import type { Json, Keeper, Store } from '../database/turns.ts';
import type { Program } from '../rules/program.ts';
import { type LoadedPurchases, loadPurchases, lockPurchases, membersBehind } from './load.ts';
import { type Answered, type HoldRequest, type Invitation, type Purchase, type PurchaseReturn, receiptKey, returnKey } from './purchase.ts';
import { type MemberPurchases, nothingBought, readPurchases, withPurchase, withReturn } from './read.ts';
import { writeHoldRequests, writePurchases, writeReturned, writeReturns } from './write.ts';

/** What a decision knows of purchases: of members (for deep turns), and of what it named. */
export type KnownPurchases = {
  of(memberId: string): MemberPurchases;
  /** By `receiptKey`, where the turn named `receipt`; with what the till was answered when it was recorded. */
  receipt(key: string): Answered<Purchase> | undefined;
  /** Where the turn named `purchase`. */
  purchase(id: string): Purchase | undefined;
  /** A return under the till's number, with what was answered then. */
  returned(purchaseId: string, returnId: string): Answered<PurchaseReturn> | undefined;
  /** Where the turn named `invitation`. */
  invited(code: string): Purchase | undefined;
  /** Nobody's purchases that were told with a phone of this keyed hash, where the turn named `claim`; the oldest first. */
  unclaimed(phoneHash: string): readonly Purchase[];
  /** Where the turn named `hold`. */
  holdRequest(id: string): HoldRequest | undefined;
  /** When this member was sent codes to pay with, in the last day; where the turn named `redeem`. */
  codesSent(memberId: string): readonly number[];
  /** How many purchases this member claimed by their invitations today. */
  claimedToday(memberId: string): number;
  newInvitation(): Invitation;
};

export type PurchaseWrite =
  | { readonly kind: 'recorded'; readonly purchase: Purchase; readonly answer: Json }
  /** It has another owner, or something of it came back. */
  | { readonly kind: 'changed'; readonly purchase: Purchase }
  | { readonly kind: 'returned'; readonly purchase: Purchase; readonly returned: PurchaseReturn; readonly answer: Json }
  | { readonly kind: 'hold-request'; readonly request: HoldRequest }
  /** Purchases of one member become another's: two records of one person were joined. */
  | { readonly kind: 'moved'; readonly from: string; readonly into: string };

type Deps = { readonly program: Program; readonly clock: () => number; readonly newInvitation: () => Invitation };

/** The purchases' part in every turn. What is named is locked by its own rows, because it may be nobody's yet. */
export function purchasesKeeper(deps: Deps): Keeper<KnownPurchases, readonly PurchaseWrite[]> {
  return {
    members: membersBehind,
    lock: (names) => lockPurchases(names),
    load: (names, deep) => loadPurchases(names, deep, deps),
    open: (loaded, locked) =>
      openStore(loaded as unknown as LoadedPurchases, deps, locked && new Set(locked.map((row) => row['id'] as string))),
  };
}

function openStore(
  loaded: LoadedPurchases,
  deps: Deps,
  locked: ReadonlySet<string> | undefined,
): Store<KnownPurchases, readonly PurchaseWrite[]> {
  const { sums, purchases, answers, returns, holdRequests, codesSent, claims } = readPurchases(loaded);
  const byReceipt = new Map([...purchases.values()].map((one) => [receiptKey(one.store, one.receiptId, one.localDate), one.id]));
  const byCode = new Map([...purchases.values()].map((one) => [one.invitation.code, one.id]));
  const written = { new: new Map<string, string>(), changed: new Set<string>(), returns: [] as [PurchaseReturn, string][] };
  const keptHolds = new Set(holdRequests.keys());
  const changedHolds = new Set<string>();
  const moved: { from: string; into: string }[] = [];

  const purchaseOf = (id: string | undefined): Purchase | undefined => (id === undefined ? undefined : purchases.get(id));
  /** One that another process recorded between lock and load is anybody's still. */
  const isOurs = (id: string): boolean => locked === undefined || locked.has(id) || written.new.has(id);
  const sumOf = (memberId: string): MemberPurchases => sums.get(memberId) ?? nothingBought;

  function apply(write: PurchaseWrite, turn: { requestId: string; now: number }): void {
    switch (write.kind) {
      case 'recorded': {
        const { purchase } = write;
        put(purchase);
        byReceipt.set(receiptKey(purchase.store, purchase.receiptId, purchase.localDate), purchase.id);
        byCode.set(purchase.invitation.code, purchase.id);
        answers.set(purchase.id, write.answer);
        written.new.set(purchase.id, turn.requestId);
        count(purchase, turn.now);
        return;
      }
      case 'changed': {
        const before = purchases.get(write.purchase.id);
        put(write.purchase);
        if (before?.memberId === undefined) count(write.purchase, turn.now);
        return;
      }
      case 'returned': {
        const before = purchases.get(write.purchase.id) as Purchase;
        put(write.purchase);
        returns.set(returnKey(write.returned.purchaseId, write.returned.returnId), { kept: write.returned, answer: write.answer });
        written.returns.push([write.returned, turn.requestId]);
        const { memberId } = write.purchase;
        if (memberId !== undefined) sums.set(memberId, withReturn(sumOf(memberId), before, write.purchase, turn.now, deps.program));
        return;
      }
      case 'hold-request':
        holdRequests.set(write.request.id, write.request);
        changedHolds.add(write.request.id);
        return;
      case 'moved':
        move(write.from, write.into);
        moved.push(write);
    }
  }

  /** Later turns of the batch see whose the purchases are now. */
  function move(from: string, into: string): void {
    for (const purchase of purchases.values()) if (purchase.memberId === from) put({ ...purchase, memberId: into });
    const [theirs, own] = [sumOf(from), sumOf(into)];
    sums.set(into, { ...own, spentInWindow: own.spentInWindow + theirs.spentInWindow, visits: own.visits + theirs.visits });
    sums.delete(from);
  }

  function put(purchase: Purchase): void {
    if (!written.new.has(purchase.id) && purchases.has(purchase.id)) written.changed.add(purchase.id);
    purchases.set(purchase.id, purchase);
  }

  function count(purchase: Purchase, now: number): void {
    if (purchase.memberId === undefined) return;
    sums.set(purchase.memberId, withPurchase(sumOf(purchase.memberId), purchase, now, deps.program));
    if (purchase.claimedAt !== undefined) claims.set(purchase.memberId, (claims.get(purchase.memberId) ?? 0) + 1);
  }

  return {
    know: () => ({
      of: sumOf,
      receipt(key) {
        const kept = purchaseOf(byReceipt.get(key));
        return kept && { kept, answer: answers.get(kept.id) ?? null };
      },
      purchase: purchaseOf,
      returned: (purchaseId, returnId) => returns.get(returnKey(purchaseId, returnId)),
      invited: (code) => purchaseOf(byCode.get(code)),
      unclaimed: (phoneHash) =>
        [...purchases.values()].filter((one) => one.memberId === undefined && one.phoneHash === phoneHash && isOurs(one.id)).sort(byTime),
      holdRequest: (id) => holdRequests.get(id),
      codesSent: (memberId) => [
        ...(codesSent.get(memberId) ?? []),
        ...[...changedHolds].flatMap((id) => {
          const request = holdRequests.get(id);
          return !keptHolds.has(id) && request?.memberId === memberId && request.digest !== undefined ? [request.at] : [];
        }),
      ],
      claimedToday: (memberId) => claims.get(memberId) ?? 0,
      newInvitation: deps.newInvitation,
    }),
    apply: (writes, turn) => {
      for (const write of writes) apply(write, turn);
    },
    flush: () => [
      ...writePurchases([...written.new].map(([id, request]) => [purchases.get(id) as Purchase, request])),
      ...writeReturned([...written.changed].sort().map((id) => purchases.get(id) as Purchase)),
      ...writeReturns(written.returns),
      ...writeHoldRequests(
        [...changedHolds].sort().map((id) => holdRequests.get(id) as HoldRequest),
        keptHolds,
      ),
      ...moved.map(({ from, into }) => `update purchase set member_id = ${literal(into)}::uuid where member_id = ${literal(from)}::uuid`),
    ],
  };
}

const byTime = (a: Purchase, b: Purchase): number => a.at - b.at;
