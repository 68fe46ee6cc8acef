import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsOf, lotsOf, type Transfer } from '../../src/ledger/book.ts';
import type { Purchase, PurchaseReturn } from '../../src/purchases/purchase.ts';
import { denominatorOf } from '../../src/rules/terms.ts';
import { beginLife, factsOf, giveBackGoods, type Life, live, lives, plus, type Share } from './lives.ts';

/** `LIVES_RUNS=3000` makes these ten times as long as they are. */
const RUNS = Number(process.env['LIVES_RUNS'] ?? 300);
const timeout = 30_000 + RUNS * 100;

const policies = ['within_balance', 'debt', 'only_pending'] as const;
const anything = { policies, expiries: ['never', 1, 2] } as const;
const nothingExpires = { policies, expiries: ['never'] } as const;

test.each([
  ['by one program', 1],
  ['also when programs change in between, but for less than a unit at each change of rates', 3],
])(
  'whatever is bought, spent, held, expired and returned: the ledger is true and the remainder exact, %s',
  { timeout },
  (_, programsMax) => {
    fc.assert(
      fc.property(lives(anything, programsMax), ({ programs, steps }) => {
        const life = beginLife(programs[0]!);
        for (const step of steps) {
          live(life, step, programs);
          expectTrueLedger(life);
          expectNothingLost(life);
          expectExactRemainder(life);
        }
      }),
      { numRuns: RUNS },
    );
  },
);

test('everything returned leaves the member as if nothing had been bought', { timeout }, () => {
  fc.assert(
    fc.property(lives(anything, 1), fc.boolean(), ({ programs, steps }, newestFirst) => {
      const life = beginLife(programs[0]!);
      for (const step of steps) live(life, step, programs);
      returnEverything(life, newestFirst);

      expect(life.book.account.carry).toBe(0n);
      expect(factsOf(life)).toEqual({ spentInWindow: 0n, visits: 0 });
      for (const purchase of life.purchases.values()) {
        const returns = life.returns.filter((one) => one.purchaseId === purchase.id);
        expect(sumOf(returns, 'refund')).toBe(purchase.paid);
        expect(sumOf(returns, 'pointsReturned')).toBe(purchase.pointsSpent);
      }
      expect(life.granted).toBe(takenBack(life) + forgiven(life));
      expectNothingLost(life);
    }),
    { numRuns: RUNS },
  );
});

test('where nothing expires, the policy of debt forgives nothing: points less what is owed are what was given less what was spent', {
  timeout,
}, () => {
  fc.assert(
    fc.property(lives({ ...nothingExpires, policies: ['debt'] }, 3), fc.boolean(), ({ programs, steps }, newestFirst) => {
      const life = beginLife(programs[0]!);
      for (const step of steps) live(life, step, programs);
      expect(forgiven(life)).toBe(0n);
      returnEverything(life, newestFirst);
      expect(forgiven(life)).toBe(0n);
    }),
    { numRuns: RUNS },
  );
});

test('where nothing expires, the policy of the balance forgives only what is not there', { timeout }, () => {
  fc.assert(
    fc.property(lives({ ...nothingExpires, policies: ['within_balance'] }, 2), ({ programs, steps }) => {
      const life = beginLife(programs[0]!);
      for (const step of steps) {
        const before = life.returns.length;
        live(life, step, programs);
        const [last] = life.returns.slice(before);
        const living = lotsOf(life.book).filter((lot) => lot.expiresAt === undefined || lot.expiresAt > life.now);
        if (last !== undefined && last.pointsForgiven > 0n) expect(living.every((lot) => lot.remaining === 0n)).toBe(true);
      }
    }),
    { numRuns: RUNS },
  );
});

function returnEverything(life: Life, newestFirst: boolean): void {
  const all = [...life.purchases.values()];
  for (const purchase of newestFirst ? all.reverse() : all) giveBackGoods(life, purchase);
}

/** Sums, lots, holds and debt are what all transfers come to. */
function expectTrueLedger({ book, entered }: Life): void {
  const { points, held, debt } = book.account;
  const lots = lotsOf(book);
  expect(lots.reduce((sum, lot) => sum + lot.remaining, 0n)).toBe(points);
  expect(holdsOf(book).reduce((sum, hold) => (hold.state === 'open' ? sum + hold.points : sum), 0n)).toBe(held);
  expect({ points, held, debt }).toEqual({ points: moved(entered, 'points'), held: moved(entered, 'held'), debt: moved(entered, 'debt') });
  expect(points >= 0n && held >= 0n && debt <= 0n).toBe(true);
  expect(entered.map((one) => one.number)).toEqual(entered.map((_, index) => index + 1));
  for (const lot of lots) {
    const drawn = entered.flatMap((one) => one.draws ?? []).reduce((sum, draw) => (draw.lot === lot.number ? sum + draw.points : sum), 0n);
    expect(lot.remaining).toBe(lot.points - drawn);
    expect(lot.remaining >= 0n && drawn >= 0n).toBe(true);
  }
}

const moved = (entered: readonly Transfer[], account: Transfer['source']): bigint =>
  entered.reduce((sum, { source, target, points }) => sum + (target === account ? points : 0n) - (source === account ? points : 0n), 0n);

/** Every point is somewhere: with the member, spent, expired, or taken back. */
function expectNothingLost(life: Life): void {
  const { points, held, debt } = life.book.account;
  const paid = [...life.purchases.values()].reduce((sum, one) => sum + one.pointsSpent, 0n);
  const back = sumOf(life.returns, 'pointsReturned');
  const expired = life.entered.reduce((sum, one) => (one.kind === 'expire' ? sum + one.points : sum), 0n);
  expect(points + held + debt).toBe(life.gifts + life.granted - takenBack(life) - life.spent - paid + back - expired);
  for (const { refund, pointsReturned, pointsTaken, pointsForgiven, pointsOwed } of life.returns)
    expect([refund, pointsReturned, pointsTaken, pointsForgiven, pointsOwed].every((amount) => amount >= 0n)).toBe(true);
}

/** Points granted less those due back are ⌊Σ units kept / D⌋ and the fixed points kept, and the carry is what that leaves. */
function expectExactRemainder(life: Life): void {
  const denominator = denominatorOf(life.program);
  const own = [...life.purchases.values()].filter((one) => one.memberId !== undefined);
  const fixed = own.reduce((sum, one) => sum + keptOf(one).fixedPoints, 0n);
  const kept = own.reduce<Share>((sum, one) => plus(sum, { numerator: keptOf(one).units, denominator: one.denominator }), nothing);
  const { carry } = life.book.account;
  expect(carry >= 0n && carry < denominator).toBe(true);
  const counted = { numerator: (life.granted - takenBack(life) - forgiven(life) - fixed) * denominator + carry, denominator };
  const apart = plus(counted, { ...kept, numerator: -kept.numerator });
  expect(isWithin(apart, life.slack)).toBe(true);
}

const nothing: Share = { numerator: 0n, denominator: 1n };
const isWithin = (apart: Share, slack: Share): boolean => {
  const size = apart.numerator < 0n ? -apart.numerator : apart.numerator;
  return size * slack.denominator <= slack.numerator * apart.denominator;
};

/** Of every line: what was stored less ⌊stored × returned / line⌋. */
function keptOf({ lines, lineReturns }: Purchase): { readonly units: bigint; readonly fixedPoints: bigint } {
  const kept = (of: 'units' | 'fixedPoints') =>
    lines.reduce((sum, line, index) => {
      const [stored, whole] = [BigInt(line[of]), BigInt(line.amount)];
      return sum + stored - (whole === 0n ? 0n : (stored * BigInt(lineReturns[index]?.amount ?? 0)) / whole);
    }, 0n);
  return { units: kept('units'), fixedPoints: kept('fixedPoints') };
}

type Amounts = 'refund' | 'pointsReturned' | 'pointsTaken' | 'pointsOwed' | 'pointsForgiven';
const sumOf = (returns: readonly PurchaseReturn[], of: Amounts): bigint => returns.reduce((sum, one) => sum + one[of], 0n);
const takenBack = ({ returns }: Life): bigint => sumOf(returns, 'pointsTaken') + sumOf(returns, 'pointsOwed');
const forgiven = ({ returns }: Life): bigint => sumOf(returns, 'pointsForgiven');
