import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Book, lotsOf, newBook } from '../../src/ledger/book.ts';
import { earn } from '../../src/ledger/earning.ts';
import { decidePosting } from '../../src/ledger/posting.ts';
import { giveBack, takeBack } from '../../src/ledger/returning.ts';
import { bookOf, day, done, restoredUntil, spent, now as start } from './books.ts';
import { createPerson, expected, type Person, policies, story, take } from './story.ts';

/** `LEDGER_RUNS=500` makes these eight times as long as they are. */
const RUNS = Number(process.env['LEDGER_RUNS'] ?? 60) * 15;

const told = ({ account, lots = [] }: Book) => ({
  points: Number(account.points),
  held: Number(account.held),
  debt: Number(account.debt),
  lots: lots.map((lot) => [Number(lot.points), Number(lot.remaining), lot.activeAt, lot.expiresAt ?? Infinity]),
});

test('a book is what jars of coins would be, whatever happens in whatever order', { timeout: 30_000 + RUNS * 200 }, () => {
  fc.assert(
    fc.property(story, (steps) => {
      const people = [createPerson('a'), createPerson('b')] as const;
      const books = new Map(people.map(({ id }) => [id, newBook(id)]));
      let now = start;
      let holds = 0;
      for (const step of steps) {
        now += step.passHours * 3_600_000;
        const person = people[step.member] as Person;
        const { posting, check } = take(person, people[1 - step.member] as Person, step, now, () => `hold ${holds++}`);
        const { answer, writes } = decidePosting(books, person.id, posting, now);
        for (const book of writes?.ledger ?? []) books.set(book.memberId, { ...book, transfers: [] });
        check(answer);
        for (const one of people) expect(told(books.get(one.id) as Book)).toEqual(expected(one));
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
