import type { z } from 'zod';
import { interventionsOf } from '../../interventions/looking.ts';
import { survivorOf } from '../../members/survivor.ts';
import { findPurchase, type Listed, listPurchases, memberHistory } from '../../purchases/listing.ts';
import type { Purchase } from '../../purchases/purchase.ts';
import { localDate, shopTime } from '../../rules/calendar.ts';
import { points } from '../../texts/message.ts';
import { textOf } from '../../texts/render.ts';
import type { TillCall, TillDeps } from '../context.ts';
import type { Refusal } from '../problem.ts';
import type { listQuery } from '../shapes.ts';

/** A day's purchases with their sums: today's where no day is named. */
export async function listOfDay(deps: TillDeps, { now }: TillCall, { date, store }: z.output<typeof listQuery>): Promise<object> {
  const day = date ?? localDate(deps.program, now);
  const { purchases, sums } = await listPurchases(deps.pool, { date: day, ...(store === undefined ? {} : { store }) });
  const { count, ...summed } = sums;
  return {
    date: day,
    purchases: purchases.map((listed) => rowTold(deps, listed)),
    count,
    sum: Object.fromEntries(Object.entries(summed).map(([name, sum]) => [name, Number(sum)])),
  };
}

/** One purchase with its lines, and what of them came back. */
export async function purchaseById(deps: TillDeps, { params }: TillCall): Promise<object | Refusal> {
  const found = await findPurchase(deps.pool, params['id'] ?? '');
  if (found === undefined) return { refusal: 'unknown-purchase' };
  return { ...rowTold(deps, found), lines: linesTold(found.purchase) };
}

export const rowTold = ({ program, receiptUrl, publicUrl, prefix }: TillDeps, { purchase, memberName }: Listed): object => ({
  id: purchase.id,
  receiptId: purchase.receiptId,
  at: shopTime(program, purchase.at),
  store: purchase.store,
  till: purchase.till,
  cashier: purchase.cashier ?? null,
  member: purchase.memberId ?? null,
  memberName: memberName ?? null,
  total: Number(purchase.total),
  toPay: Number(purchase.paid),
  pointsEarned: Number(purchase.pointsEarned),
  pointsSpent: Number(purchase.pointsSpent),
  returned: Number(purchase.returned),
  receiptUrl: receiptUrl(purchase.invitation),
  qrUrl: `${publicUrl}${prefix}/r/${purchase.invitation.token}/qr.svg`,
});

const linesTold = ({ lines, lineReturns }: Purchase): object[] =>
  lines.map(({ sku, name, category, quantityThousandths, amount }, line) => ({
    line,
    ...(sku === undefined ? {} : { sku }),
    ...(name === undefined ? {} : { name }),
    ...(category === undefined ? {} : { category }),
    quantity: Number(quantityThousandths ?? 1000) / 1000,
    amount: Number(amount),
    returnedQuantity: Number(lineReturns[line]?.thousandths ?? 0) / 1000,
    returnedAmount: Number(lineReturns[line]?.amount ?? 0),
  }));

/** The last moves of a member's points, with the till, the cashier and the receipt of each. */
export async function historyOf(deps: TillDeps, call: TillCall): Promise<object | Refusal> {
  const id = await survivorOf(deps.pool, call.params['id'] ?? '');
  if (id === undefined) return { refusal: 'unknown-member' };
  const [moves, byHand] = await Promise.all([memberHistory(deps.pool, id), interventionsOf(deps.pool, id)]);
  const hands = new Map(byHand.map((one) => [one.id, one]));
  const moved = moves.map(({ about, at, kind, points: amount, ...rest }) => {
    const hand = hands.get(about ?? '');
    const who = hand === undefined ? {} : { who: hand.who, why: hand.why };
    return { at, kind, points: Number(amount), text: wordsFor(kind, amount, at, deps, call), ...rest, ...who };
  });
  const told = new Set(moves.map(({ about }) => about));
  const others = byHand
    .filter((one) => !told.has(one.id))
    .map(({ at, kind, who, why }) => ({ at: at.getTime(), kind, points: 0, text: '', who, why }));
  const entries = [...moved, ...others].toSorted((a, b) => b.at - a.at);
  return { entries: entries.map((entry) => ({ ...entry, at: shopTime(deps.program, entry.at) })) };
}

/** The line a member would read in their own history. A merge's other half has none. */
function wordsFor(kind: string, moved: bigint, at: number, { program }: TillDeps, { language }: TillCall): string {
  const facts = { points: points(moved < 0n ? -moved : moved), on: { kind: 'day', at, timeZone: program.shop.timeZone } } as const;
  return kind === 'merge-out' ? '' : textOf(`history-${kind}`, language, facts);
}
