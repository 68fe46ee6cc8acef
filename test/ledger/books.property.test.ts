import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Book, holdsOf, lotsOf, newBook } from '../../src/ledger/book.ts';
import { earn, expire } from '../../src/ledger/earning.ts';
import { capture, hold } from '../../src/ledger/holding.ts';
import { merge } from '../../src/ledger/merging.ts';
import { release, releaseOverdue } from '../../src/ledger/releasing.ts';
import { giveBack, type ReturnPolicy, takeBack } from '../../src/ledger/returning.ts';
import { spend } from '../../src/ledger/spending.ts';
import { bookOf, day, done, restoredUntil, spent, now as start } from './books.ts';
import { createModel } from './model.ts';

/** `LEDGER_RUNS=500` makes these forty times as long as they are. */
const RUNS = Number(process.env['LEDGER_RUNS'] ?? 60) * 15;

const policies = ['within-balance', 'debt', 'only-pending'] as const;
const kinds = ['earn', 'earn', 'spend', 'hold', 'capture', 'release', 'expire', 'take-back', 'give-back', 'merge'] as const;
const step = fc.record({
  kind: fc.constantFrom(...kinds),
  member: fc.nat({ max: 1 }),
  points: fc.integer({ min: 1, max: 20 }),
  pick: fc.nat({ max: 100 }),
  policy: fc.constantFrom<ReturnPolicy[]>(...policies),
  days: fc.integer({ min: 0, max: 20 }),
  passHours: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 200 }) }),
});
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** A ledger's book beside the model that it is compared with, and what each calls the same earning, payment or hold. */
function createPerson(id: string) {
  return { book: newBook(id), model: createModel(), earned: [] as (readonly number[])[], paid: [] as { number: number; hold?: string }[] };
}
type Person = ReturnType<typeof createPerson>;

function take(person: Person, other: Person, { kind, points, pick, policy, days }: Step, now: number): void {
  const { model, earned, paid } = person;
  const what = { points: BigInt(points), happenedAt: now };
  const until = now + (days + 1) * day;
  const earning = pick % Math.max(1, earned.length);
  const payment = pick % Math.max(1, paid.length);
  const id = paid[payment]?.hold ?? 'none';
  const settle = (result: { ok: boolean; book?: Book }, expected: boolean) => {
    expect(result.ok).toBe(expected);
    if (!result.ok) model.releaseOverdue(now); // what a refusal looked at is released when the next one looks: here at once, on both sides
    person.book = result.book ?? releaseOverdue(person.book, now);
  };
  const pay = (result: ReturnType<typeof spend>, expected: boolean, named?: string) => {
    settle(result, expected);
    if (result.ok) paid.push(named === undefined ? { number: result.number } : { number: result.number, hold: named });
  };
  switch (kind) {
    case 'earn': {
      const activeAt = now + (pick % 3) * day;
      const expiresAt = days === 0 ? Infinity : activeAt + days * day;
      const result = earn(person.book, { kind, ...what, activeAt, ...(days === 0 ? {} : { expiresAt }) });
      model.earn(points, activeAt, expiresAt);
      earned.push(result.numbers);
      person.book = result.book;
      break;
    }
    case 'spend':
      pay(spend(person.book, what, now), model.spend(points, now));
      break;
    case 'hold': {
      const name = `hold ${paid.length}`;
      pay(hold(person.book, { ...what, id: name, expiresAt: until }, now), model.hold(points, until, now), name);
      break;
    }
    case 'capture':
      settle(capture(person.book, { ...what, id, restoredUntil: until }, now), model.capture(payment, points, until, now));
      break;
    case 'release':
      settle(release(person.book, { id, restoredUntil: until }, now), model.release(payment, until, now));
      break;
    case 'expire':
      person.book = expire(person.book, now);
      model.expire(now);
      break;
    case 'take-back': {
      if (earned.length === 0) return;
      const result = takeBack(person.book, { ...what, reverses: earned[earning] ?? [], policy }, now);
      const expected = model.takeBack(earning, points, policy, now);
      settle(result, expected !== undefined);
      if (result.ok) expect([Number(result.taken), Number(result.owed)]).toEqual([expected?.taken, expected?.owed]);
      break;
    }
    case 'give-back':
      if (paid.length === 0) return;
      settle(
        giveBack(person.book, { ...what, reverses: paid[payment]?.number ?? 0, restoredUntil: until }, now),
        model.giveBack(payment, points, until, now),
      );
      break;
    case 'merge': {
      const merged = merge(person.book, other.book, now);
      other.model.take(model.empty(now));
      person.book = merged.from;
      other.book = merged.into;
      break;
    }
  }
}

function expectSame({ book, model }: Person): void {
  const { debt, held, lots } = model.state();
  expect(lotsOf(book).map((lot) => [Number(lot.points), Number(lot.remaining), lot.activeAt, lot.expiresAt ?? Infinity])).toEqual(lots);
  const coins = lots.reduce((sum, [, left = 0]) => sum + left, 0);
  expect(book.account).toMatchObject({ points: BigInt(coins), held: BigInt(held), debt: BigInt(-debt), number: book.transfers.length });
  expect(holdsOf(book).reduce((sum, one) => (one.state === 'open' ? sum + Number(one.points) : sum), 0)).toBe(held);
}

test('a book is what jars of coins would be, whatever happens in whatever order', { timeout: 30_000 + RUNS * 200 }, () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }), (steps) => {
      const people = [createPerson('a'), createPerson('b')] as const;
      let now = start;
      for (const one of steps) {
        now += one.passHours * 3_600_000;
        take(people[one.member] as Person, people[1 - one.member] as Person, one, now);
        for (const person of people) expectSame(person);
      }
    }),
    { numRuns: RUNS },
  );
});

/** A whole in parts, and the same parts in another order. */
const parted = fc
  .array(fc.integer({ min: 1, max: 30 }).map(BigInt), { minLength: 1, maxLength: 5 })
  .chain((parts) => fc.tuple(fc.constant(parts), fc.shuffledSubarray(parts, { minLength: parts.length })));
const amounts = fc.array(fc.integer({ min: 1, max: 30 }).map(BigInt), { minLength: 1, maxLength: 5 });
/** A member with lots of all sorts. */
const anyBook = fc
  .array(fc.record({ points: fc.integer({ min: 1, max: 50 }).map(BigInt), days: fc.integer({ min: 0, max: 30 }), pending: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((lots) =>
    bookOf(
      ...lots.map(({ points, days, pending }) => ({
        points,
        activeAt: pending ? start + day : start - day,
        ...(days === 0 ? {} : { expiresAt: start + (days + 1) * day }),
      })),
    ),
  );
const kept = (book: Book) => lotsOf(book).filter((lot) => lot.remaining > 0n);
const sums = ({ account: { points, held, debt } }: Book) => ({ points, held, debt });
const total = (parts: readonly bigint[]) => parts.reduce((sum, part) => sum + part, 0n);
const openPoints = (book: Book) => kept(book).reduce((sum, lot) => (lot.activeAt <= start ? sum + lot.remaining : sum), 0n);

describe('returns', () => {
  test('everything returned leaves the lots as if nothing had been bought', () => {
    fc.assert(
      fc.property(
        anyBook,
        fc.nat({ max: 100 }),
        fc.bigInt(1n, 60n),
        fc.boolean(),
        fc.constantFrom(...policies),
        (before, share, earned, late, policy) => {
          const paid = (openPoints(before) * BigInt(share)) / 100n;
          const payment = paid === 0n ? undefined : spent(before, paid);
          const activeAt = late || policy === 'only-pending' ? start + day : start;
          const bought = earn(payment?.book ?? before, { kind: 'earn', points: earned, activeAt, happenedAt: start });
          const taken = done(takeBack(bought.book, { reverses: bought.numbers, points: earned, policy, happenedAt: start }, start));
          expect(taken).toMatchObject({ taken: earned, owed: 0n, forgiven: 0n });
          const after =
            payment === undefined
              ? taken.book
              : done(giveBack(taken.book, { reverses: payment.number, points: paid, restoredUntil, happenedAt: start }, start)).book;
          expect(kept(after)).toEqual(kept(before));
          expect(sums(after)).toEqual(sums(before));
        },
      ),
      { numRuns: RUNS },
    );
  });

  test('with debt, also what was spent meanwhile changes nothing: points and debt together are as before', () => {
    fc.assert(
      fc.property(anyBook, amounts, fc.nat({ max: 100 }), (before, parts, share) => {
        const earned = total(parts);
        const bought = earn(before, { kind: 'earn', points: earned, activeAt: start, happenedAt: start });
        const paid = (openPoints(bought.book) * BigInt(share)) / 100n;
        let book = paid === 0n ? bought.book : spent(bought.book, paid).book;
        for (const points of parts)
          book = done(takeBack(book, { reverses: bought.numbers, points, policy: 'debt', happenedAt: start }, start)).book;
        expect(book.account.points + book.account.debt).toBe(before.account.points - paid);
      }),
      { numRuns: RUNS },
    );
  });

  test('in parts, in any order, they end exactly at the whole', () => {
    fc.assert(
      fc.property(anyBook, parted, fc.nat({ max: 100 }), fc.constantFrom(...policies), (before, [parts, shuffled], share, policy) => {
        const earned = total(parts);
        const bought = earn(before, { kind: 'earn', points: earned, activeAt: start, happenedAt: start });
        const paid = (openPoints(bought.book) * BigInt(share)) / 100n + 1n;
        const payment = paid > openPoints(bought.book) ? undefined : spent(bought.book, paid);
        const book = payment?.book ?? bought.book;
        const takeAll = (amountsOf: readonly bigint[]) =>
          amountsOf.reduce(
            (left, points) => {
              const one = done(takeBack(left.book, { reverses: bought.numbers, points, policy, happenedAt: start }, start));
              return { book: one.book, taken: left.taken + one.taken, owed: left.owed + one.owed };
            },
            { book, taken: 0n, owed: 0n },
          );
        const [whole, split] = [takeAll([earned]), takeAll(shuffled)];
        expect([split.taken, split.owed, kept(split.book), sums(split.book)]).toEqual([
          whole.taken,
          whole.owed,
          kept(whole.book),
          sums(whole.book),
        ]);
      }),
      { numRuns: RUNS },
    );
  });

  test('spent points come back with the expiry they had, in any parts, and never more than was spent', () => {
    fc.assert(
      fc.property(anyBook, amounts, (before, parts) => {
        const paid = total(parts);
        fc.pre(paid <= openPoints(before));
        const payment = spent(before, paid);
        let { book } = payment;
        for (const points of parts)
          book = done(giveBack(book, { reverses: payment.number, points, restoredUntil, happenedAt: start }, start)).book;
        expect(lotsOf(book)).toEqual(lotsOf(before));
        expect(giveBack(book, { reverses: payment.number, points: 1n, restoredUntil, happenedAt: start }, start)).toMatchObject({
          ok: false,
          left: 0n,
        });
      }),
      { numRuns: RUNS },
    );
  });

  test('never more is taken back than was earned, however it is asked', () => {
    fc.assert(
      fc.property(
        anyBook,
        fc.bigInt(1n, 50n),
        fc.array(fc.bigInt(1n, 30n), { maxLength: 8 }),
        fc.constantFrom(...policies),
        (before, earned, asked, policy) => {
          const bought = earn(before, { kind: 'earn', points: earned, activeAt: start + day, happenedAt: start });
          let book = bought.book;
          let gone = 0n;
          for (const points of asked) {
            const result = takeBack(book, { reverses: bought.numbers, points, policy, happenedAt: start }, start);
            expect(result.ok).toBe(points <= earned - gone);
            if (!result.ok) continue;
            book = result.book;
            gone += result.taken + result.owed;
          }
          expect(gone).toBeLessThanOrEqual(earned);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
