import { rescale } from '../rules/settle.ts';
import type { Book, Draw, Hold, HoldState, Lot, Past, TransferKind } from './book.ts';
import type { LoadedHistory } from './history.ts';

/** What `loadLedger` gives. Lots, holds and pasts are there for the members of deep turns. */
export type LoadedLedger = {
  readonly accounts: readonly [
    id: string,
    points: number,
    held: number,
    debt: number,
    carry: number,
    /** What the remainder counts in; absent: what the program has counted in all along. */
    denominator: number | null,
    number: number,
    hash: string,
    deep: boolean,
  ][];
  readonly lots?: readonly [id: string, number: number, points: number, remaining: number, activeAt: number, expiresAt: number | null][];
  readonly holds?: readonly [id: string, holdId: string, number: number, points: number, state: HoldState, expiresAt: number][];
  readonly pasts?: readonly LoadedPast[];
  readonly history?: LoadedHistory;
};

type LoadedPast = readonly [
  id: string,
  number: number,
  kind: TransferKind,
  points: number,
  reversed: number,
  expired: number,
  draws: readonly [lot: number, points: number][],
];

/** The books as they are, their remainders in `ours`. */
export function readBooks(loaded: LoadedLedger, ours: bigint): Map<string, Book> {
  const lots = Map.groupBy(loaded.lots ?? [], ([id]) => id);
  const holds = Map.groupBy(loaded.holds ?? [], ([id]) => id);
  const pasts = Map.groupBy(loaded.pasts ?? [], ([id]) => id);
  const books = loaded.accounts.map(
    ([memberId, points, held, debt, carry, denominator, number, hash, deep]): Book => ({
      memberId,
      account: { points: BigInt(points), held: BigInt(held), debt: BigInt(debt), carry: inOurs(carry, denominator, ours), number, hash },
      ...(deep ? { lots: (lots.get(memberId) ?? []).map(readLot), holds: (holds.get(memberId) ?? []).map(readHold) } : {}),
      pasts: { loaded: new Map((pasts.get(memberId) ?? []).map((past) => [past[1], readPast(past)])) },
      transfers: [],
    }),
  );
  return new Map(books.map((book) => [book.memberId, book]));
}

const inOurs = (carry: number, denominator: number | null, ours: bigint): bigint =>
  denominator === null ? BigInt(carry) : rescale(BigInt(carry), BigInt(denominator), ours);

const readLot = ([, number, points, remaining, activeAt, expiresAt]: NonNullable<LoadedLedger['lots']>[number]): Lot => ({
  number,
  points: BigInt(points),
  remaining: BigInt(remaining),
  activeAt,
  ...(expiresAt === null ? {} : { expiresAt }),
});

const readHold = ([, id, number, points, state, expiresAt]: NonNullable<LoadedLedger['holds']>[number]): Hold => ({
  id,
  number,
  points: BigInt(points),
  state,
  expiresAt,
});

const readPast = ([, number, kind, points, reversed, expired, draws]: LoadedPast): Past => ({
  number,
  kind,
  points: BigInt(points),
  reversed: BigInt(reversed),
  expired: BigInt(expired),
  draws: draws.map(([lot, drawn]): Draw => ({ lot, points: BigInt(drawn) })),
});
