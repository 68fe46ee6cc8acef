import type pg from 'pg';
import { millisOf } from '../../database/sql.ts';
import { openStream, type Row, type Stream, takeTurns } from '../../database/stream.ts';
import type { AccountName, HoldState, TransferKind } from '../book.ts';
import type { AccountRow, DrawRow, HoldRow, LotRow, TransferRow } from './rows.ts';

/** The ledger's tables, each as a stream in the order of members and their transfers' numbers. Every row begins with both. */
export type Tables = Readonly<Record<keyof typeof queries, Stream>>;

const queries = {
  account: `select member_id, number, points, held, debt, encode(hash, 'hex') from account order by member_id`,
  transfer: `select member_id, number, request, kind, source, target, points, reverses, about, ${millisOf('happened_at')}, ${millisOf('recorded_at')},
    encode(hash, 'hex') from transfer order by member_id, number`,
  lot: `select member_id, number, points, remaining, ${millisOf('active_at')}, ${millisOf('expires_at')} from lot order by member_id, number`,
  draw: `select member_id, number, lot, points from draw order by member_id, number, lot`,
  hold: `select member_id, number, points, state from hold order by member_id, number`,
};

export async function openTables(client: pg.PoolClient): Promise<Tables> {
  const ask = takeTurns(client);
  const streams = Object.entries(queries).map(async ([name, query]) => [name, await openStream(ask, `${name}_in_order`, query)] as const);
  return Object.fromEntries(await Promise.all(streams)) as Tables;
}

export const readAccount = ([, number, points, held, debt, hash]: Row): AccountRow => ({
  number: Number(number),
  points: BigInt(points as string),
  held: BigInt(held as string),
  debt: BigInt(debt as string),
  hash: hash as string,
});

export const readTransfer = (row: Row): TransferRow => ({
  memberId: row[0] as string,
  number: Number(row[1]),
  request: row[2] as string,
  kind: row[3] as TransferKind,
  source: row[4] as AccountName,
  target: row[5] as AccountName,
  points: BigInt(row[6] as string),
  ...(row[7] === null ? {} : { reverses: Number(row[7]) }),
  ...(row[8] === null ? {} : { about: row[8] as string }),
  happenedAt: Number(row[9]),
  recordedAt: Number(row[10]),
  hash: row[11] as string,
});

export const readLot = ([, number, points, remaining, activeAt, expiresAt]: Row): LotRow => ({
  number: Number(number),
  points: BigInt(points as string),
  remaining: BigInt(remaining as string),
  activeAt: Number(activeAt),
  ...(expiresAt === null ? {} : { expiresAt: Number(expiresAt) }),
});

export const readDraw = ([, number, lot, points]: Row): DrawRow => ({
  number: Number(number),
  lot: Number(lot),
  points: BigInt(points as string),
});

export const readHold = ([, number, points, state]: Row): HoldRow => ({
  number: Number(number),
  points: BigInt(points as string),
  state: state as HoldState,
});
