import { type Book, type Draw, type Instant, lotsOf, pastOf } from './book.ts';
import { enter } from './enter.ts';
import { bySoonestExpiry, isExpired, lesser } from './lots.ts';

type Restoring = {
  readonly kind: 'release' | 'give-back';
  readonly source: 'held' | 'shop';
  /** The transfer that drew the points. */
  readonly reverses: number;
  readonly points: bigint;
  readonly restoredUntil: Instant;
  readonly about?: string;
  readonly happenedAt: Instant;
};

/**
 * Puts points back into the lots a transfer drew them from, the ones that last longest first; where the lot has expired meanwhile,
 * into a new lot that lasts until `restoredUntil`.
 */
export function restore(book: Book, { restoredUntil, points, ...move }: Restoring, now: Instant): Book {
  const draws = drawsBack(book, move.reverses, points, now);
  const living = draws.reduce((sum, draw) => sum - draw.points, 0n);
  const restored = living === 0n ? book : enter(book, { ...move, target: 'points', points: living, draws });
  if (living === points) return restored;
  return enter(restored, { ...move, target: 'points', points: points - living, lot: { activeAt: now, expiresAt: restoredUntil } });
}

/** What goes back into lots that are still alive, as negative draws. */
function drawsBack(book: Book, reverses: number, points: bigint, now: Instant): readonly Draw[] {
  const drawn = new Map(pastOf(book, reverses).draws.map((draw) => [draw.lot, draw.points]));
  const lots = lotsOf(book).filter((lot) => drawn.has(lot.number));
  if (lots.length < drawn.size) throw new Error(`the lots that transfer ${reverses} drew on were not loaded`);
  const draws: Draw[] = [];
  let left = points;
  for (const lot of lots.toSorted((a, b) => bySoonestExpiry(b, a))) {
    if (left === 0n || isExpired(lot, now)) continue;
    const back = lesser(drawn.get(lot.number) as bigint, left);
    draws.push({ lot: lot.number, points: -back });
    left -= back;
  }
  return draws;
}
