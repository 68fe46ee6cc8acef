import { millisOf } from '../database/sql.ts';
import type { TransferKind } from './book.ts';

/** A move of points as a member's history shows it. */
export type HistoryLine = { readonly kind: TransferKind; readonly points: bigint; readonly happenedAt: number };

const LINES_MAX = 10;

/** What merely prepares or mirrors another move is not told: a merge is told once, by its second half. */
const untold = `('merge-out')`;

/** SQL expression: the last lines of the members whose turns asked for them, the newest first. */
export const loadHistory = `(select coalesce(json_agg(json_build_array(member, kind, points, happened)), '[]') from batch_member,
  lateral (select kind, points, ${millisOf('happened_at')} as happened from transfer
    where member_id = member and kind not in ${untold} order by number desc limit ${LINES_MAX}) as last where deep)`;

export type LoadedHistory = readonly [memberId: string, kind: TransferKind, points: number, happenedAt: number][];

export function readHistory(loaded: LoadedHistory): ReadonlyMap<string, readonly HistoryLine[]> {
  const lines = new Map<string, HistoryLine[]>();
  for (const [memberId, kind, points, happenedAt] of loaded)
    lines.set(memberId, [...(lines.get(memberId) ?? []), { kind, points: BigInt(points), happenedAt }]);
  return lines;
}
