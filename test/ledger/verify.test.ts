import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TransferKind } from '../../src/ledger/book.ts';
import { chainHash } from '../../src/ledger/chain.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import type { Posting } from '../../src/ledger/posting.ts';
import type { Flaw } from '../../src/ledger/proof/rows.ts';
import { readDraw, readLot, readTransfer } from '../../src/ledger/proof/tables.ts';
import { flawInWords, verify } from '../../src/ledger/verify.ts';
import { freshDatabase } from '../support/database.ts';
import { day, now, restoredUntil } from './books.ts';

const { pool } = await freshDatabase();
const anna = '11111111-1111-4111-8111-111111111111';
const boris = '22222222-2222-4222-8222-222222222222';
const celina = '33333333-3333-4333-8333-333333333333';
const tables = ['account', 'transfer', 'lot', 'draw', 'hold'] as const;

const ledger = createLedger({ pool, clock: () => now });
const earn = (points: bigint): Posting => ({
  kind: 'earn',
  earning: { kind: 'earn', points, activeAt: now, expiresAt: now + 30 * day, happenedAt: now },
});
const hold = (id: string, points: bigint): Posting => ({ kind: 'hold', id, points, expiresAt: now + day, happenedAt: now });
const [closedHold, openHold] = ['aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa', 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb'];

/** Every kind of row there is: two earnings, a spending, a hold captured in part, both ways of returning, a hold that is open. */
const postings: readonly Posting[] = [
  earn(100n),
  earn(50n),
  { kind: 'spend', points: 30n, happenedAt: now },
  hold(closedHold, 40n),
  { kind: 'capture', id: closedHold, points: 25n, restoredUntil, happenedAt: now },
  { kind: 'give-back', reverses: 3, points: 10n, restoredUntil, happenedAt: now },
  { kind: 'take-back', reverses: [2], points: 20n, policy: 'debt', happenedAt: now },
  hold(openHold, 5n),
];

beforeAll(async () => {
  for (const member of [anna, boris, celina]) await ledger.open(`test:open:${member}`, member);
  for (const [place, posting] of postings.entries())
    expect(await ledger.post(`test:${place}`, boris, posting)).toMatchObject({ answer: { ok: true } });
  for (const member of [anna, celina]) await ledger.post(`test:earn:${member}`, member, earn(7n));
  for (const table of tables) await pool.query(`create table kept_${table} as table ${table}`);
});

afterEach(async () => {
  await tamper(tables.map((table) => `delete from ${table}; insert into ${table} table kept_${table}`).join(';'));
});

async function tamper(statements: string): Promise<void> {
  const triggers = (what: string) => tables.map((table) => `alter table ${table} ${what} trigger user`).join(';');
  await pool.query(`${triggers('disable')}; ${statements}; ${triggers('enable')}`);
}

const ofBoris = `where member_id = '${boris}'`;

describe('a ledger as it was written', () => {
  test('is whole', async () => {
    expect(await verify(pool)).toMatchObject({ ok: true, members: 3, transfers: 11 });
  });

  test('has one root, which every transfer changes', async () => {
    const before = await verify(pool);
    if (!before.ok) throw new Error('a flaw');
    expect(before.root).toMatch(/^[0-9a-f]{64}$/);
    expect(await verify(pool, { root: before.root.toUpperCase() })).toEqual(before);
    await ledger.post('test:root', anna, earn(1n));
    const after = await verify(pool, { root: before.root });
    expect(after).toMatchObject({ ok: false, reason: 'other-root' });
  });

  test('is proved while others go on writing', async () => {
    const writing = Array.from({ length: 200 }, (_, place) => ledger.post(`test:meanwhile:${place}`, celina, earn(1n)));
    for (let times = 0; times < 5; times += 1) expect(await verify(pool)).toMatchObject({ ok: true });
    await Promise.all(writing);
  });

  test('is longer than what is fetched at once', async () => {
    const many = Array.from({ length: 2_500 }, (_, place) => ledger.post(`test:many:${place}`, celina, earn(1n)));
    await Promise.all(many);
    await ledger.post('test:all', celina, { kind: 'spend', points: 2_400n, happenedAt: now });
    expect(await verify(pool)).toMatchObject({ ok: true, transfers: 2_512 });
  });
});

async function firstFlaw(): Promise<Flaw> {
  const verified = await verify(pool);
  if (verified.ok || verified.reason !== 'flaw') throw new Error('no flaw was found');
  return verified.flaw;
}

describe('the first bad row is named', () => {
  test.each<[statement: string, table: Flaw['table'], number: number | undefined, what: RegExp]>([
    [`update transfer set points = 101 ${ofBoris} and number = 1`, 'transfer', 1, /hash/],
    [`update transfer set about = 'a gift' ${ofBoris} and number = 3`, 'transfer', 3, /hash/],
    [`update transfer set recorded_at = recorded_at + interval '1 ms' ${ofBoris} and number = 3`, 'transfer', 3, /hash/],
    [`update transfer set hash = '\\x00' ${ofBoris} and number = 2`, 'transfer', 2, /hash/],
    [`delete from transfer ${ofBoris} and number = 3`, 'transfer', 3, /missing, and 4 comes next/],
    [`delete from transfer ${ofBoris} and number = 1`, 'transfer', 1, /missing/],
    [`delete from transfer ${ofBoris} and number = 9`, 'account', undefined, /number 9, and that is number 8/],
    [
      `delete from hold ${ofBoris} and number = 9; delete from draw ${ofBoris} and number = 9; delete from transfer ${ofBoris} and number = 9`,
      'account',
      undefined,
      /9/,
    ],
    [`delete from transfer ${ofBoris}`, 'account', undefined, /number 0/],
    [`update lot set remaining = remaining + 1 ${ofBoris} and number = 1`, 'lot', 1, /51 points remain, and its draws leave 50/],
    [`update lot set points = 60 ${ofBoris} and number = 2`, 'lot', 2, /made with 60 points, and the transfer brought 50/],
    [`update lot set expires_at = expires_at + interval '1 year' ${ofBoris} and number = 2`, 'transfer', 2, /lot/],
    [`delete from lot ${ofBoris} and number = 2`, 'lot', 2, /lie in no lot/],
    [`insert into lot values ('${boris}', 20, 5, 5, now())`, 'lot', 20, /no transfer 20/],
    [`update draw set points = 29 ${ofBoris} and number = 3`, 'transfer', 3, /draws/],
    [`delete from draw ${ofBoris} and number = 3`, 'transfer', 3, /draws/],
    [`insert into draw values ('${boris}', 20, 1, 5)`, 'draw', 20, /no transfer 20/],
    [`update hold set state = 'open' ${ofBoris} and number = 4`, 'hold', 4, /open, and of its 40 points 40/],
    [`update hold set state = 'released' ${ofBoris} and number = 9`, 'hold', 9, /released, and of its 5 points 0/],
    [`update hold set points = 6 ${ofBoris} and number = 9`, 'hold', 9, /tells of 6 points/],
    [`update hold set number = 3 ${ofBoris} and number = 4`, 'hold', 3, /set no points aside/],
    [`delete from hold ${ofBoris} and number = 9`, 'hold', 9, /missing/],
    [`update account set points = points + 1 ${ofBoris}`, 'account', undefined, /keeps points of 81, and its transfers give 80/],
    [`update account set held = 0 ${ofBoris}`, 'account', undefined, /keeps held of 0, and its transfers give 5/],
    [`update account set debt = -1 ${ofBoris}`, 'account', undefined, /keeps debt of -1/],
    [`update account set number = 10 ${ofBoris}`, 'account', undefined, /number 10, and that is number 9/],
    [`update account set hash = '\\x00' ${ofBoris}`, 'account', undefined, /not that of the last transfer/],
    [`delete from account ${ofBoris}`, 'account', undefined, /missing, and there are 9 transfers/],
  ])('%s', async (statement, table, number, what) => {
    await tamper(`${statement}; delete from account where member_id = '${celina}'`); // a later member's flaw is not the first
    const flaw = await firstFlaw();
    expect(flaw).toMatchObject({ table, memberId: boris, what: expect.stringMatching(what) });
    expect(flaw.number).toBe(number);
    expect(flawInWords(flaw)).toMatch(/^The \w+( \d+)? of member 22222222-\S+ is not as it was written: .+\.$/);
  });

  test.each(['lot', 'draw', 'hold'] as const)('a %s of nobody', async (table) => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    const columns = { lot: `1, 5, 5, now()`, draw: `1, 1, 5`, hold: `1, 5, 'open', now()` }[table];
    await tamper(`insert into ${table} values (${table === 'hold' ? `gen_random_uuid(), ` : ''}'${nobody}', ${columns})`);
    expect(await firstFlaw()).toMatchObject({ table: 'account', memberId: nobody, what: expect.stringMatching(/missing/) });
  });
});

/** Somebody who can rewrite everything: all hashes follow again, and so does the head. */
async function rewrite(statement: string): Promise<void> {
  const millis = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint::text`;
  await tamper(statement);
  const read = async (columns: string, table: string) =>
    (await pool.query({ text: `select ${columns} from ${table} ${ofBoris} order by number`, rowMode: 'array' })).rows as (
      | string
      | null
    )[][];
  const lots = (await read(`member_id, number, points, remaining, ${millis('active_at')}, ${millis('expires_at')}`, 'lot')).map(readLot);
  const draws = (await read('member_id, number, lot, points', 'draw')).map(readDraw);
  const columns = `member_id, number, request, kind, source, target, points, reverses, about, ${millis('happened_at')}, ${millis('recorded_at')}, ''`;
  let hash = '';
  for (const transfer of (await read(columns, 'transfer')).map(readTransfer)) {
    const lot = lots.find(({ number }) => number === transfer.number);
    const own = draws.filter(({ number }) => number === transfer.number);
    hash = chainHash(hash, lot === undefined ? { ...transfer, draws: own } : { ...transfer, draws: own, lot });
    await tamper(
      `update transfer set hash = '\\x${hash}' ${ofBoris} and number = ${transfer.number}; update account set hash = '\\x${hash}' ${ofBoris}`,
    );
  }
}

const kindOf = (kind: TransferKind, number: number) => `update transfer set kind = '${kind}' ${ofBoris} and number = ${number}`;

describe('a ledger that was rewritten, hashes and all', () => {
  test.each<[statement: string, table: Flaw['table'], number: number | undefined, what: RegExp]>([
    [kindOf('earn', 3), 'transfer', 3, /its kind is earn, and it moves points from points to shop/],
    [`update transfer set points = 31 ${ofBoris} and number = 3`, 'draw', 3, /moved 31 points, and its draws add up to 30/],
    [
      `update draw set lot = 2, points = 60 ${ofBoris} and number = 3; update transfer set points = 60 ${ofBoris} and number = 3`,
      'draw',
      3,
      /held 50/,
    ],
    [`update draw set lot = 8 ${ofBoris} and number = 3`, 'draw', 3, /not there then/],
    [`update draw set points = -30 ${ofBoris} and number = 3`, 'draw', 3, /against the way/],
    [`update transfer set points = 1000 ${ofBoris} and number = 3`, 'transfer', 3, /account points stands at -850/],
    [`update transfer set reverses = 2 ${ofBoris} and number = 5`, 'transfer', 5, /a capture of no hold/],
    [`update transfer set reverses = null ${ofBoris} and number = 7`, 'transfer', 7, /names no transfer before it/],
    [
      `update transfer set points = 31 ${ofBoris} and number = 7; update draw set points = -31 ${ofBoris} and number = 7`,
      'transfer',
      7,
      /1 points more/,
    ],
    [`update transfer set reverses = 2 ${ofBoris} and number = 7`, 'transfer', 7, /kind give-back, and the transfer 2 of the kind earn/],
    [
      `update transfer set points = 101 ${ofBoris} and number = 1; update lot set points = 101, remaining = 51 ${ofBoris} and number = 1`,
      'account',
      undefined,
      /80.*81/,
    ],
  ])('%s', async (statement, table, number, what) => {
    await rewrite(statement);
    const flaw = await firstFlaw();
    expect(flaw).toMatchObject({ table, memberId: boris, what: expect.stringMatching(what) });
    expect(flaw.number).toBe(number);
  });

  test('with sums to match is still not the ledger of its root', async () => {
    const before = await verify(pool);
    await rewrite(`update transfer set points = 101 ${ofBoris} and number = 1; update lot set points = 101, remaining = 51 ${ofBoris} and number = 1;
      update account set points = 81 ${ofBoris}`);
    expect(await verify(pool)).toMatchObject({ ok: true });
    expect(await verify(pool, { root: before.ok ? before.root : '' })).toMatchObject({ ok: false, reason: 'other-root' });
  });
});
