import { insertRows, rowsOf, timeOf } from '../database/sql.ts';
import type { Book, Lot } from './book.ts';
import type { Recorded } from './chain.ts';

export type Entered = Recorded & { readonly hash: string };

/** What a batch did: the books it changed as they are now, all books as they were before it, and what was entered in between. */
type Written = {
  readonly changed: readonly Book[];
  readonly before: ReadonlyMap<string, Book>;
  readonly entered: readonly Entered[];
  /** What the remainders of these books count in. */
  readonly denominator: bigint;
};

/** The statements that write a batch: one per table and purpose, however many turns there were, and none where there is nothing to write. */
export const writeLedger = (written: Written): string[] => [
  ...writeAccounts(written),
  ...insert('transfer', written.entered.map(transferRow), transferColumns),
  ...writeLots(written),
  ...insert('draw', written.entered.flatMap(drawRows), drawColumns),
  ...writeHolds(written),
];

const accountColumns = {
  member_id: 'uuid',
  points: 'bigint',
  held: 'bigint',
  debt: 'bigint',
  carry: 'bigint',
  denominator: 'bigint',
  number: 'int',
  hash: 'bytea',
};

function writeAccounts({ changed, before, denominator }: Written): string[] {
  const row = (book: Book) => accountRow(book, denominator);
  const opened = changed.filter((book) => !before.has(book.memberId)).map(row);
  const kept = changed.filter((book) => before.has(book.memberId)).map(row);
  const set = `points = row.points, held = row.held, debt = row.debt, carry = row.carry, denominator = row.denominator, number = row.number, hash = decode(row.hash, 'hex')`;
  const typed = 'member_id uuid, points bigint, held bigint, debt bigint, carry bigint, denominator bigint, number int, hash text';
  return [...insert('account', opened, accountColumns), ...update('account', set, kept, typed, 'account.member_id = row.member_id')];
}

const accountRow = ({ memberId, account: { points, held, debt, carry, number, hash } }: Book, denominator: bigint): object => ({
  member_id: memberId,
  points: String(points),
  held: String(held),
  debt: String(debt),
  carry: String(carry),
  denominator: String(denominator),
  number,
  hash,
});

const transferColumns = {
  member_id: 'uuid',
  number: 'int',
  request: 'text',
  kind: 'text',
  source: 'text',
  target: 'text',
  points: 'bigint',
  reverses: 'int',
  about: 'text',
  happened_at: 'timestamptz',
  recorded_at: 'timestamptz',
  hash: 'bytea',
};

const transferRow = ({ memberId, points, happenedAt, recordedAt, lot: _lot, draws: _draws, ...rest }: Entered): object => ({
  ...rest,
  member_id: memberId,
  points: String(points),
  happened_at: timeOf(happenedAt),
  recorded_at: timeOf(recordedAt),
});

const lotColumns = {
  member_id: 'uuid',
  number: 'int',
  points: 'bigint',
  remaining: 'bigint',
  active_at: 'timestamptz',
  expires_at: 'timestamptz',
};

/** A lot that was made and drawn on in one batch is written once, with what is left of it. */
function writeLots({ changed, before, entered }: Written): string[] {
  const made = entered.filter((one) => one.lot !== undefined);
  const lots = new Map(changed.map((book) => [book.memberId, new Map((book.lots ?? []).map((lot) => [lot.number, lot]))]));
  const left = ({ memberId, number, points }: Entered) => lots.get(memberId)?.get(number)?.remaining ?? points;
  const drawn = changed.flatMap(({ memberId, lots: now = [] }) => {
    const old = new Map((before.get(memberId)?.lots ?? []).map((lot) => [lot.number, lot]));
    return now
      .filter((lot) => isDrawn(lot, old.get(lot.number)))
      .map((lot) => ({ ...numberOf(memberId, lot.number), remaining: String(lot.remaining) }));
  });
  return [
    ...insert(
      'lot',
      made.map((one) => lotRow(one, left(one))),
      lotColumns,
    ),
    ...update(
      'lot',
      'remaining = row.remaining',
      drawn,
      'member_id uuid, number int, remaining bigint',
      'lot.member_id = row.member_id and lot.number = row.number',
    ),
  ];
}

const isDrawn = (lot: Lot, old: Lot | undefined): boolean => old !== undefined && old.remaining !== lot.remaining;
const numberOf = (memberId: string, number: number): object => ({ member_id: memberId, number });

const lotRow = ({ memberId, number, points, lot }: Entered, remaining: bigint): object => ({
  ...numberOf(memberId, number),
  points: String(points),
  remaining: String(remaining),
  active_at: timeOf(lot?.activeAt as number),
  ...(lot?.expiresAt === undefined ? {} : { expires_at: timeOf(lot.expiresAt) }),
});

const drawColumns = { member_id: 'uuid', number: 'int', lot: 'int', points: 'bigint' };

const drawRows = ({ memberId, number, draws = [] }: Entered): object[] =>
  draws.map(({ lot, points }) => ({ ...numberOf(memberId, number), lot, points: String(points) }));

const holdColumns = { id: 'uuid', member_id: 'uuid', number: 'int', points: 'bigint', state: 'text', expires_at: 'timestamptz' };

function writeHolds({ changed, before }: Written): string[] {
  const made: object[] = [];
  const settled: object[] = [];
  for (const { memberId, holds = [] } of changed) {
    const old = new Map((before.get(memberId)?.holds ?? []).map((hold) => [hold.id, hold]));
    for (const { id, number, points, state, expiresAt } of holds)
      if (!old.has(id)) made.push({ id, ...numberOf(memberId, number), points: String(points), state, expires_at: timeOf(expiresAt) });
      else if (old.get(id)?.state !== state) settled.push({ id, state });
  }
  return [...insert('hold', made, holdColumns), ...update('hold', 'state = row.state', settled, 'id uuid, state text', 'hold.id = row.id')];
}

const insert = (table: string, rows: readonly object[], columns: Readonly<Record<string, string>>): string[] =>
  rows.length === 0 ? [] : [insertRows(table, rows, columns)];

const update = (table: string, set: string, rows: readonly object[], typed: string, where: string): string[] =>
  rows.length === 0 ? [] : [`update ${table} set ${set} from ${rowsOf(rows, typed)} where ${where}`];
