import { insertRows, rowsOf, timeOf } from '../database/sql.ts';
import { inList, type Keeper, StaleLock, type Store } from '../database/turns.ts';
import type { Book, Draw, Hold, HoldState, Lot, Past, TransferKind } from './book.ts';
import { chainHash, requestInLedger } from './chain.ts';
import { type HistoryLine, type LoadedHistory, readHistory } from './history.ts';
import { loadLedger } from './load.ts';

/** The books of the members a turn is about. A member without transfers yet has an account all the same; nobody else has a book. */
export type KnownLedger = {
  readonly books: ReadonlyMap<string, Book>;
  /** The last moves, where the turn asked for them by naming `history`. */
  readonly history: ReadonlyMap<string, readonly HistoryLine[]>;
};

/** Books that a turn has entered transfers in, or opened. */
export type LedgerWrite = readonly Book[];

/** The ledger's part in every turn: the only writer of points. Locks accounts in the order of their members' ids. */
export const ledgerKeeper: Keeper<KnownLedger, LedgerWrite> = {
  lock: (_names, memberIds) => `select member_id from account where member_id in (${memberIds}) order by member_id for update`,
  load: (names, deep) => loadLedger({ reverses: inList(names['reverses']), deep, history: names['history'] !== undefined }),
  open(loaded, locked) {
    const ids = new Set(locked.map((row) => row['member_id']));
    const books = readBooks(loaded as unknown as LoadedLedger);
    for (const id of books.keys()) if (!ids.has(id)) throw new StaleLock(`member ${id} was not locked`);
    return openStore(books, readHistory((loaded as unknown as LoadedLedger).history ?? []));
  },
};

type LoadedLedger = {
  readonly accounts: readonly [
    id: string,
    points: number,
    held: number,
    debt: number,
    carry: number,
    number: number,
    hash: string,
    deep: boolean,
  ][];
  readonly lots?: readonly [id: string, number: number, points: number, remaining: number, activeAt: number, expiresAt: number | null][];
  readonly history?: LoadedHistory;
  readonly holds?: readonly [id: string, holdId: string, number: number, points: number, state: HoldState, expiresAt: number][];
  readonly pasts?: readonly [
    id: string,
    number: number,
    kind: TransferKind,
    points: number,
    reversed: number,
    captured: number,
    isLot: boolean,
    draws: readonly [number, number][],
  ][];
};

function readBooks(loaded: LoadedLedger): Map<string, Book> {
  const lots = groupByMember(
    loaded.lots ?? [],
    ([, number, points, remaining, activeAt, expiresAt]): Lot => ({
      number,
      points: BigInt(points),
      remaining: BigInt(remaining),
      activeAt,
      ...(expiresAt === null ? {} : { expiresAt }),
    }),
  );
  const holds = groupByMember(
    loaded.holds ?? [],
    ([, id, number, points, state, expiresAt]): Hold => ({
      id,
      number,
      points: BigInt(points),
      state,
      expiresAt,
    }),
  );
  const pasts = groupByMember(
    loaded.pasts ?? [],
    ([, number, kind, points, reversed, captured, isLot, draws]): Past => ({
      number,
      kind,
      points: BigInt(points),
      reversed: BigInt(reversed),
      captured: BigInt(captured),
      ...(isLot ? { lot: number } : {}),
      draws: draws.map(([lot, drawn]): Draw => ({ lot, points: BigInt(drawn) })),
    }),
  );
  return new Map(
    loaded.accounts.map(([memberId, points, held, debt, carry, number, hash, deep]) => [
      memberId,
      {
        memberId,
        account: { points: BigInt(points), held: BigInt(held), debt: BigInt(debt), carry: BigInt(carry), number, hash },
        ...(deep ? { lots: lots.get(memberId) ?? [], holds: holds.get(memberId) ?? [] } : {}),
        pasts: new Map((pasts.get(memberId) ?? []).map((past) => [past.number, past])),
        transfers: [],
        isNew: false,
      },
    ]),
  );
}

function groupByMember<Row extends readonly [string, ...unknown[]], Thing>(
  rows: readonly Row[],
  read: (row: Row) => Thing,
): Map<string, Thing[]> {
  const groups = new Map<string, Thing[]>();
  for (const row of rows) {
    const group = groups.get(row[0]);
    if (group === undefined) groups.set(row[0], [read(row)]);
    else group.push(read(row));
  }
  return groups;
}

function openStore(books: Map<string, Book>, history: KnownLedger['history']): Store<KnownLedger, LedgerWrite> {
  const before = new Map(books);
  const changed = new Set<string>();
  const transfers: object[] = [];
  const newLots: { memberId: string; number: number; points: string; activeAt: string; expiresAt?: string }[] = [];
  const draws: object[] = [];
  const touchedLots = new Set<string>();

  function record(book: Book, request: string, now: number): string {
    let hash = book.account.hash;
    const member_id = book.memberId;
    const recorded_at = timeOf(now);
    for (const one of book.transfers) {
      hash = chainHash(hash, { ...one, memberId: member_id, request, recordedAt: now });
      transfers.push({
        member_id,
        number: one.number,
        request,
        kind: one.kind,
        source: one.source,
        target: one.target,
        points: String(one.points),
        reverses: one.reverses,
        about: one.about,
        happened_at: timeOf(one.happenedAt),
        recorded_at,
        hash,
      });
      if (one.lot !== undefined) {
        const expires = one.lot.expiresAt === undefined ? {} : { expiresAt: timeOf(one.lot.expiresAt) };
        newLots.push({
          memberId: member_id,
          number: one.number,
          points: String(one.points),
          activeAt: timeOf(one.lot.activeAt),
          ...expires,
        });
      }
      for (const draw of one.draws ?? []) {
        draws.push({ member_id, number: one.number, lot: draw.lot, points: String(draw.points) });
        touchedLots.add(`${member_id}/${draw.lot}`);
      }
    }
    return hash;
  }

  return {
    know: () => ({ books, history }),
    apply(written, turn) {
      const request = requestInLedger(turn.requestId);
      for (const book of written) {
        const hash = record(book, request, turn.now);
        books.set(book.memberId, { ...book, account: { ...book.account, hash }, transfers: [], isNew: false });
        changed.add(book.memberId);
      }
    },
    flush() {
      const now = [...changed].sort().map((id) => books.get(id) as Book);
      return [
        ...writeAccounts(now, before),
        ...(transfers.length === 0 ? [] : [insertRows('transfer', transfers, transferColumns)]),
        ...writeLots(books, newLots, touchedLots),
        ...(draws.length === 0 ? [] : [insertRows('draw', draws, { member_id: 'uuid', number: 'int', lot: 'int', points: 'bigint' })]),
        ...writeHolds(now, before),
      ];
    },
  };
}

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

const accountColumns = {
  member_id: 'uuid',
  points: 'bigint',
  held: 'bigint',
  debt: 'bigint',
  carry: 'bigint',
  number: 'int',
  hash: 'bytea',
};

function writeAccounts(books: readonly Book[], before: ReadonlyMap<string, Book>): string[] {
  const rows = books.map(({ memberId, account }) => ({
    member_id: memberId,
    points: String(account.points),
    held: String(account.held),
    debt: String(account.debt),
    carry: String(account.carry),
    number: account.number,
    hash: account.hash,
  }));
  const opened = rows.filter((row) => !before.has(row.member_id));
  const kept = rows.filter((row) => before.has(row.member_id));
  const typed = 'member_id uuid, points bigint, held bigint, debt bigint, carry bigint, number int, hash text';
  return [
    ...(opened.length === 0 ? [] : [insertRows('account', opened, accountColumns)]),
    ...(kept.length === 0
      ? []
      : [
          `update account set points = row.points, held = row.held, debt = row.debt, carry = row.carry, number = row.number,
             hash = decode(row.hash, 'hex') from ${rowsOf(kept, typed)} where account.member_id = row.member_id`,
        ]),
  ];
}

type NewLot = { memberId: string; number: number; points: string; activeAt: string; expiresAt?: string };

/** A lot that was created and drawn on in one batch is written once, with what is left of it. */
function writeLots(books: ReadonlyMap<string, Book>, created: readonly NewLot[], touched: ReadonlySet<string>): string[] {
  const remaining = (memberId: string, number: number): bigint | undefined =>
    books.get(memberId)?.lots?.find((lot) => lot.number === number)?.remaining;
  const fresh = new Set(created.map((lot) => `${lot.memberId}/${lot.number}`));
  const rows = created.map((lot) => ({
    member_id: lot.memberId,
    number: lot.number,
    points: lot.points,
    remaining: touched.has(`${lot.memberId}/${lot.number}`) ? String(remaining(lot.memberId, lot.number)) : lot.points,
    active_at: lot.activeAt,
    expires_at: lot.expiresAt,
  }));
  const drawn = [...touched]
    .filter((key) => !fresh.has(key))
    .map((key) => {
      const [memberId = '', number = ''] = key.split('/');
      return { member_id: memberId, number: Number(number), remaining: String(remaining(memberId, Number(number))) };
    });
  const columns = {
    member_id: 'uuid',
    number: 'int',
    points: 'bigint',
    remaining: 'bigint',
    active_at: 'timestamptz',
    expires_at: 'timestamptz',
  };
  return [
    ...(rows.length === 0 ? [] : [insertRows('lot', rows, columns)]),
    ...(drawn.length === 0
      ? []
      : [
          `update lot set remaining = row.remaining from ${rowsOf(drawn, 'member_id uuid, number int, remaining bigint')}
             where lot.member_id = row.member_id and lot.number = row.number`,
        ]),
  ];
}

function writeHolds(books: readonly Book[], before: ReadonlyMap<string, Book>): string[] {
  const created: object[] = [];
  const settled: object[] = [];
  for (const book of books)
    for (const hold of book.holds ?? []) {
      const old = before.get(book.memberId)?.holds?.find((one) => one.id === hold.id);
      if (old === undefined)
        created.push({
          id: hold.id,
          member_id: book.memberId,
          number: hold.number,
          points: String(hold.points),
          state: hold.state,
          expires_at: timeOf(hold.expiresAt),
        });
      else if (old.state !== hold.state) settled.push({ id: hold.id, state: hold.state });
    }
  const columns = { id: 'uuid', member_id: 'uuid', number: 'int', points: 'bigint', state: 'text', expires_at: 'timestamptz' };
  return [
    ...(created.length === 0 ? [] : [insertRows('hold', created, columns)]),
    ...(settled.length === 0
      ? []
      : [`update hold set state = row.state from ${rowsOf(settled, 'id uuid, state text')} where hold.id = row.id`]),
  ];
}
