import { hash } from 'node:crypto';
import type pg from 'pg';
import { insertRows, textArray, timeOf } from './sql.ts';
import { lookUp, opening, trip } from './trip.ts';

/** What a request names, read off the request alone: kind → values, as `{ address: ['sms:+79161234567'], member: ['…'] }`. */
export type Names = Readonly<Record<string, readonly string[]>>;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** One request, decided and written once. `decide` is pure: it gets what was loaded for its names and returns what it wants done. */
export type Turn<Known, Writes, Answer extends Json> = {
  /** Comes from the caller; the same id and content again gets the stored answer. At most 200 characters. */
  readonly requestId: string;
  /** What was asked, for telling a repeat from another request under the same id. Only its hash is kept. */
  readonly content: string;
  readonly names: Names;
  /** Also load what takes longer: open lots, holds, the last history lines. */
  readonly deep?: boolean;
  decide(known: Known, now: number): Outcome<Writes, Answer>;
};

/** A question that changes nothing. What it names is loaded from one moment, without a lock, and nothing is kept of it. */
type Look<Known, Answer> = { readonly names: Names; readonly deep?: boolean; see(known: Known, now: number): Answer };

export type Outcome<Writes, Answer extends Json> = {
  readonly answer: Answer;
  readonly writes?: Partial<Writes>;
  /** Nothing was done and nothing is kept: the same id may come again, also with another content. */
  readonly forget?: boolean;
};

/** `repeated`: this id was answered before. `mismatch`: the id is known with another content; nothing was done. */
export type TurnResult<Answer> =
  | { readonly ok: true; readonly answer: Answer; readonly repeated: boolean }
  | { readonly ok: false; readonly reason: 'idempotency-mismatch' };

/**
 * A room's part in every turn, for its own tables, over lists. SQL pieces are texts; `memberIds` is a query of the members the batch
 * is about, `batch_member(member, deep)` the same as a table that `load` may read.
 */
export type Keeper<Known, Write> = {
  /** A query `select … as member` of the members whom these names mean. */
  members?(names: Names): string | undefined;
  /** Locks what exists, in a fixed order. Runs before anything is loaded. */
  lock?(names: Names, memberIds: string): string | undefined;
  /** An expression that gives everything of this room for the batch as one JSON value. */
  load(names: Names, deep: boolean): string;
  /** `locked`: the rows that `lock` gave; absent for a look, which locks nothing. */
  open(loaded: Json, locked?: readonly pg.QueryResultRow[]): Store<Known, Write>;
};

/** One batch's working copy of a room. Turns of a batch see each other in order of arrival through it. */
export type Store<Known, Write> = {
  know(names: Names): Known;
  apply(write: Write, turn: { readonly requestId: string; readonly now: number }): void;
  /** The statements that make it last, a fixed number however many turns there were. */
  flush(): readonly string[];
  /** Called after the commit with the results of `flush`'s statements. */
  committed?(results: readonly pg.QueryResult[]): void;
};

type AnyKeepers = Readonly<Record<string, Keeper<unknown, never>>>;
type KnownOf<K extends AnyKeepers> = { readonly [Room in keyof K]: K[Room] extends Keeper<infer Known, never> ? Known : never };
type WritesOf<K extends AnyKeepers> = { [Room in keyof K]: K[Room] extends Keeper<unknown, infer Write> ? Write : never };

export type Turns<K extends AnyKeepers> = {
  take<Answer extends Json>(turn: Turn<KnownOf<K>, WritesOf<K>, Answer>): Promise<TurnResult<Answer>>;
  look<Answer>(look: Look<KnownOf<K>, Answer>): Promise<Answer>;
  /** Resolves when nothing waits and nothing is being written. */
  idle(): Promise<void>;
};

/** Thrown by a store's `open` when what it needs was not locked, because it changed hands between lock and load: the batch starts again. */
export class StaleLock extends Error {}

const BATCH_TURNS_MAX = 256;
const CLASH_TRIES_MAX = 5;
const REQUEST_ID_CHARACTERS_MAX = 200;
/** unique violation, deadlock, serialization failure, lost connection: nothing was written, the same turns may be tried again. */
const clashCodes = new Set(['23505', '40P01', '40001', '57P01', '57P02', '57P03', '08006', '08003', 'ECONNRESET']);

type Waiting<K extends AnyKeepers> = {
  readonly turn: Turn<KnownOf<K>, WritesOf<K>, Json>;
  readonly digest: string;
  readonly resolve: (result: TurnResult<Json>) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Gathers waiting turns and runs them in batches: lock · load · decide · write · commit, in two trips to the database.
 * While one batch is being written the next one gathers, so that load makes batches larger instead of queues longer.
 */
export function createTurns<K extends AnyKeepers>(deps: { pool: pg.Pool; keepers: K; clock: () => number }): Turns<K> {
  const waiting: Waiting<K>[] = [];
  const idlers: (() => void)[] = [];
  let running = false;

  /** What a batch came to is told only once the next one is on its way, so that the database works while the answers are carried out. */
  async function run(): Promise<void> {
    const line: Line = {};
    while (waiting.length > 0) {
      while (waiting.length > 0) queueMicrotask(await runAll(deps, line, waiting.splice(0, BATCH_TURNS_MAX)));
      await new Promise((later) => setImmediate(later));
    }
    running = false;
    line.client?.release();
    for (const done of idlers.splice(0)) done();
  }

  return {
    take(turn) {
      if (turn.requestId.length > REQUEST_ID_CHARACTERS_MAX)
        return Promise.reject(new RangeError('a request id of more than 200 characters'));
      return new Promise((resolve, reject) => {
        const digest = hash('sha256', turn.content, 'base64url');
        waiting.push({ turn, digest, resolve: resolve as (result: TurnResult<Json>) => void, reject });
        if (running) return;
        running = true;
        setImmediate(() => void run());
      });
    },
    look: (look) => seeAll(deps, look),
    idle: () => (running ? new Promise((done) => idlers.push(done)) : Promise.resolve()),
  };
}

type Deps<K extends AnyKeepers> = { pool: pg.Pool; keepers: K; clock: () => number };

/** The connection of a run: taken when it is first needed, kept from batch to batch, given up when it breaks. */
type Line = { client?: pg.PoolClient };

/** Tells a batch's turns their answers, and the rooms that their rows are there. */
type Tell = () => void;

/** Runs a batch; on a clash with another process its turns run one at a time, so that one bad neighbour cannot fail the others. */
async function runAll<K extends AnyKeepers>(deps: Deps<K>, line: Line, batch: readonly Waiting<K>[]): Promise<Tell> {
  const tried = await tryBatch(deps, line, batch);
  if ('tell' in tried) return tried.tell;
  const told: Tell[] = [];
  for (const one of batch) told.push(await runOne(deps, line, one, tried.error));
  return () => {
    for (const tell of told) tell();
  };
}

async function runOne<K extends AnyKeepers>(deps: Deps<K>, line: Line, one: Waiting<K>, first: unknown): Promise<Tell> {
  let error = first;
  for (let tries = 0; tries < CLASH_TRIES_MAX; tries += 1) {
    const tried = await tryBatch(deps, line, [one]);
    if ('tell' in tried) return tried.tell;
    error = tried.error;
    if (!isClash(error)) break;
    await new Promise((later) => setTimeout(later, 10 * 2 ** tries));
  }
  return () => one.reject(error);
}

const isClash = (error: unknown): boolean =>
  error instanceof StaleLock || (error instanceof Error && 'code' in error && clashCodes.has(String(error.code)));

/** Commits every turn of the batch, or none of them and gives the error. */
async function tryBatch<K extends AnyKeepers>(
  deps: Deps<K>,
  line: Line,
  batch: readonly Waiting<K>[],
): Promise<{ tell: Tell } | { error: unknown }> {
  try {
    if (line.client === undefined) line.client = await deps.pool.connect();
    return { tell: await decideBatch(line.client, deps, batch) };
  } catch (error) {
    await abandon(line);
    return { error };
  }
}

async function abandon(line: Line): Promise<void> {
  if (line.client === undefined) return;
  try {
    await line.client.query('rollback');
  } catch (error) {
    line.client.release(error instanceof Error ? error : true);
    delete line.client;
  }
}

async function decideBatch<K extends AnyKeepers>(client: pg.PoolClient, deps: Deps<K>, batch: readonly Waiting<K>[]): Promise<Tell> {
  const { stores, answered } = await lockAndLoad(client, deps.keepers, batch);
  const now = deps.clock();
  const rows: object[] = [];
  const answers: (() => void)[] = [];
  for (const one of batch) {
    const known = answered.get(one.turn.requestId);
    if (known !== undefined) {
      answers.push(() => one.resolve(repeat(known, one.digest)));
      continue;
    }
    try {
      const outcome = decideOne(stores, one.turn, now);
      if (outcome.forget) {
        answers.push(() => one.resolve({ ok: true, answer: outcome.answer, repeated: false }));
        continue;
      }
      applyOutcome(stores, one.turn.requestId, outcome, now);
      answered.set(one.turn.requestId, { digest: one.digest, answer: outcome.answer });
      rows.push({ id: one.turn.requestId, digest: one.digest, answer: outcome.answer, at: timeOf(now) });
      answers.push(() => one.resolve({ ok: true, answer: outcome.answer, repeated: false }));
    } catch (error) {
      if (error instanceof HalfApplied) throw error;
      answers.push(() => one.reject(error));
    }
  }
  const committed = await writeAndCommit(client, stores, rows);
  return () => {
    for (const tell of [...answers, committed]) tell();
  };
}

type Answered = { readonly digest: string; readonly answer: Json };
type Stores = ReadonlyMap<string, Store<unknown, unknown>>;

const repeat = (known: Answered, digest: string): TurnResult<Json> =>
  known.digest === digest ? { ok: true, answer: known.answer, repeated: true } : { ok: false, reason: 'idempotency-mismatch' };

/** An exception in `decide` fails its own turn and leaves no trace. */
function decideOne<Known, Writes>(stores: Stores, turn: Turn<Known, Writes, Json>, now: number): Outcome<Writes, Json> {
  return turn.decide(knownTo(stores, turn.names) as Known, now);
}

const knownTo = (stores: Stores, names: Names): Record<string, unknown> =>
  Object.fromEntries([...stores].map(([room, store]) => [room, store.know(names)]));

/** A room that cannot take what was decided: some rooms have taken it already, so nothing of the batch may be written. */
class HalfApplied extends Error {}

function applyOutcome(stores: Stores, requestId: string, outcome: Outcome<unknown, Json>, now: number): void {
  try {
    for (const [room, write] of Object.entries(outcome.writes ?? {}))
      if (write !== undefined) stores.get(room)?.apply(write, { requestId, now });
  } catch (error) {
    throw new HalfApplied(`the turn ${requestId} was decided but could not be taken`, { cause: error });
  }
}

async function lockAndLoad<K extends AnyKeepers>(client: pg.PoolClient, keepers: K, batch: readonly Waiting<K>[]) {
  const turns = batch.map((one) => one.turn);
  const names = gather(turns);
  const rooms = Object.entries(keepers);
  const memberIds = memberQuery(keepers, names);
  const locks = rooms.map(([room, keeper]) => ({ room, sql: keeper.lock?.(names, memberIds) })).filter((lock) => lock.sql !== undefined);
  const ids = turns.map((turn) => turn.requestId);
  const results = await trip(client, [...opening, ...locks.map((lock) => lock.sql as string), loadQuery(keepers, turns, ids)]);
  const loaded = results.at(-1)?.rows[0] as Loaded;
  const stores = openStores(keepers, loaded, (room) => {
    const place = locks.findIndex((lock) => lock.room === room);
    return place === -1 ? [] : (results[opening.length + place]?.rows ?? []);
  });
  const answered = new Map<string, Answered>(loaded.answered.map(([id, digest, answer]) => [id, { digest, answer }]));
  return { stores, answered };
}

async function seeAll<K extends AnyKeepers, Answer>({ pool, keepers, clock }: Deps<K>, look: Look<KnownOf<K>, Answer>): Promise<Answer> {
  const { rows } = await lookUp(pool, loadQuery(keepers, [look], []));
  const stores = openStores(keepers, rows[0] as Loaded, () => undefined);
  return look.see(knownTo(stores, look.names) as KnownOf<K>, clock());
}

type Loaded = Record<string, Json> & { answered: [string, string, Json][] };

function openStores(keepers: AnyKeepers, loaded: Loaded, lockedOf: (room: string) => readonly pg.QueryResultRow[] | undefined): Stores {
  return new Map(
    Object.entries(keepers).map(([room, keeper]) => [room, keeper.open(loaded[room] ?? null, lockedOf(room)) as Store<unknown, unknown>]),
  );
}

/** One statement that reads all that a batch is about, each room's part as a column of JSON. */
function loadQuery(
  keepers: AnyKeepers,
  asked: readonly { readonly names: Names; readonly deep?: boolean }[],
  requests: readonly string[],
): string {
  const names = gather(asked);
  const [deepOnes, others] = [asked.filter((one) => one.deep), asked.filter((one) => !one.deep)];
  const ids = textArray([...new Set(requests)]);
  return `with batch_member as materialized (select member, bool_or(deep) as deep from (
      select member, false as deep from (${memberQuery(keepers, gather(others))}) as plain union all
      select member, true as deep from (${memberQuery(keepers, gather(deepOnes))}) as deep) as named group by member)
    select (select coalesce(json_agg(json_build_array(id, digest, answer)), '[]') from request where id = any(${ids})) as answered,
      ${Object.entries(keepers)
        .map(([room, keeper]) => `(${keeper.load(names, deepOnes.length > 0)}) as ${room}`)
        .join(',\n')}`;
}

/** All names of a batch, each value once. */
function gather(turns: readonly { readonly names: Names }[]): Names {
  const all: Record<string, Set<string>> = {};
  for (const { names } of turns)
    for (const [kind, values] of Object.entries(names)) {
      all[kind] ??= new Set();
      for (const value of values) all[kind].add(value);
    }
  return Object.fromEntries(Object.entries(all).map(([kind, values]) => [kind, [...values].sort()]));
}

function memberQuery(keepers: AnyKeepers, names: Names): string {
  const queries = Object.values(keepers).map((keeper) => keeper.members?.(names));
  const named = names['member'] ?? [];
  if (named.length > 0) queries.push(`select unnest(${textArray(named, 'uuid')}) as member`);
  const present = queries.filter((query) => query !== undefined);
  return present.length === 0 ? 'select null::uuid as member where false' : present.join(' union ');
}

async function writeAndCommit(client: pg.PoolClient, stores: Stores, requests: readonly object[]): Promise<Tell> {
  if (requests.length === 0) {
    await client.query('commit');
    return () => {};
  }
  const flushed = [...stores.values()].map((store) => ({ store, statements: store.flush() }));
  const first = insertRows('request', requests, { id: 'text', digest: 'text', answer: 'json', at: 'timestamptz' });
  const results = await trip(client, [first, ...flushed.flatMap(({ statements }) => statements), 'commit']);
  return () => {
    let place = 1;
    for (const { store, statements } of flushed) {
      store.committed?.(results.slice(place, place + statements.length));
      place += statements.length;
    }
  };
}

/**
 * The members of a batch as an array, for `where member_id = any(…)` in a keeper's `load`. Not a join: prepared once for whatever comes, it must look
 * each member up by the index, and of a join PostgreSQL may as well read the whole table and look for its rows in the batch.
 */
export const batchMembers = 'array(select member from batch_member)';
/** Those whose turns asked for what takes longer. */
export const deepMembers = 'array(select member from batch_member where deep)';

/** A constant name list as SQL, for keepers: `select … where address = any(inList(names['address']))`. */
export const inList = (values: readonly string[] | undefined, type: 'text' | 'uuid' = 'text'): string => textArray(values ?? [], type);
