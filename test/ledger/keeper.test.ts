import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { createTurns, type Turn } from '../../src/database/turns.ts';
import { type Book, newBook } from '../../src/ledger/book.ts';
import { earn } from '../../src/ledger/earning.ts';
import { type KnownLedger, type LedgerWrite, ledgerKeeper } from '../../src/ledger/keeper.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import type { Posting } from '../../src/ledger/posting.ts';
import { verify } from '../../src/ledger/verify.ts';
import { freshDatabase } from '../support/database.ts';
import { day, now, restoredUntil } from './books.ts';
import { flawsOf } from './oracle.ts';

const { pool } = await freshDatabase();
const ledger = createLedger({ pool, clock: () => now });
const turns = createTurns({ pool, clock: () => now, keepers: { ledger: ledgerKeeper({ denominator: 1n }) } });

let member: string;
let nextRequest = 0;
const request = () => `test:${++nextRequest}`;
const post = (posting: Posting, to = member) => ledger.post(request(), to, posting);
const earning = (points: bigint): Posting => ({ kind: 'earn', earning: { kind: 'earn', points, activeAt: now, happenedAt: now } });
const spending = (points: bigint): Posting => ({ kind: 'spend', points, happenedAt: now });

beforeEach(async () => {
  member = randomUUID();
  await ledger.open(request(), member);
});

async function expectTrue(): Promise<void> {
  expect(await flawsOf(pool, [member])).toEqual({});
  expect(await verify(pool)).toMatchObject({ ok: true });
}

describe('several turns of one member in one batch', () => {
  test('see each other in order of arrival', async () => {
    const answers = await Promise.all([post(earning(10n)), post(spending(8n)), post(spending(8n)), post(earning(10n)), post(spending(8n))]);
    expect(answers.map((result) => result.ok && result.answer.ok)).toEqual([true, true, false, true, true]);
    await expectTrue();
  });

  test('a lot that is made and drawn on is written once, with what is left of it', async () => {
    await Promise.all([post(earning(10n)), post(spending(3n)), post(spending(4n))]);
    const { rows } = await pool.query('select points::int, remaining::int from lot where member_id = $1', [member]);
    expect(rows).toEqual([{ points: 10, remaining: 3 }]);
    await expectTrue();
  });

  test('a hold that is made and captured at once is written closed, and a purchase is returned at once', async () => {
    const id = randomUUID();
    const answers = await Promise.all([
      post(earning(10n)),
      post({ kind: 'hold', id, points: 8n, expiresAt: now + day, happenedAt: now }),
      post({ kind: 'capture', id, points: 5n, restoredUntil, happenedAt: now }),
      post({ kind: 'give-back', reverses: 2, points: 5n, restoredUntil, happenedAt: now }),
      post({ kind: 'give-back', reverses: 2, points: 1n, restoredUntil, happenedAt: now }),
      post({ kind: 'take-back', reverses: [1], points: 10n, policy: 'debt', happenedAt: now }),
    ]);
    expect(answers.map((result) => result.ok && result.answer.ok)).toEqual([true, true, true, true, false, true]);
    await expectTrue();
  });

  test('a member is opened, earns and spends at once', async () => {
    member = randomUUID();
    const opened = ledger.open(request(), member);
    await Promise.all([opened, post(earning(10n)), post(spending(4n))]);
    await expectTrue();
  });
});

const turn = (decide: Turn<{ ledger: KnownLedger }, { ledger: LedgerWrite }, null>['decide']) =>
  turns.take({ requestId: request(), content: '', names: { member: [member] }, deep: true, decide });
const bookIn = ({ ledger: { books } }: { ledger: KnownLedger }): Book => books.get(member) as Book;
const more = (book: Book): Book => earn(book, { kind: 'earn', points: 5n, activeAt: now, happenedAt: now }).book;

describe('a turn that fails', () => {
  test('leaves no trace, and its neighbours are written', async () => {
    const failing = [
      turn((known) => ({ answer: null, writes: { ledger: [more(bookIn(known)), more(bookIn(known))] } })),
      turn((known) => ({
        answer: null,
        writes: {
          ledger: [more(bookIn(known)), { ...more(newBook(member)), memberId: 'nobody', account: { ...newBook('').account, number: 7 } }],
        },
      })),
      turn((known) => ({
        answer: null,
        writes: { ledger: [more(more({ ...bookIn(known), account: { ...bookIn(known).account, number: 3 } }))] },
      })),
      post({ kind: 'spend', points: -1n, happenedAt: now }),
      post({ kind: 'earn', earning: { kind: 'earn', points: 1n, activeAt: Number.NaN, happenedAt: now } }),
      post({ kind: 'give-back', reverses: 99, points: 1n, restoredUntil, happenedAt: now }),
    ];
    const good = [post(earning(1n)), turn((known) => ({ answer: null, writes: { ledger: [more(bookIn(known))] } })), post(earning(2n))];
    const settled = await Promise.allSettled([...failing, ...good]);
    expect(settled.map((one) => one.status)).toEqual([...failing.map(() => 'rejected'), ...good.map(() => 'fulfilled')]);
    await expectTrue();
  });

  test('a batch that the database refuses is run again turn by turn', async () => {
    const id = randomUUID();
    const other = randomUUID();
    await ledger.open(request(), other);
    await post(earning(10n));
    await post(earning(10n), other);
    const hold: Posting = { kind: 'hold', id, points: 5n, expiresAt: now + day, happenedAt: now };
    // The same hold's id for two members: only the database can tell.
    const settled = await Promise.allSettled([post(hold), post(hold, other), post(spending(1n)), post(spending(1n), other)]);
    expect(settled.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(await flawsOf(pool, [member, other])).toEqual({});
  });
});

test('a merge with oneself is refused, and with somebody unknown', async () => {
  expect(await post({ kind: 'merge', into: member })).toMatchObject({ answer: { ok: false, reason: 'same-member' } });
  expect(await post({ kind: 'merge', into: randomUUID() })).toMatchObject({ answer: { ok: false, reason: 'unknown-member' } });
});

test('points up to 2^53 − 1 are told exactly, and not one more', async () => {
  const most = 2n ** 53n - 1n;
  await post(earning(most));
  await expect(post(earning(1n))).rejects.toThrow(RangeError);
  expect(await post(spending(most - 1n))).toMatchObject({ answer: { ok: true } });
  expect(await post({ kind: 'give-back', reverses: 2, points: most - 1n, restoredUntil, happenedAt: now })).toMatchObject({
    answer: { ok: true },
  });
  expect(await post({ kind: 'take-back', reverses: [1], points: most, policy: 'debt', happenedAt: now })).toMatchObject({
    answer: { taken: String(most) },
  });
  await expectTrue();
});
