import fc from 'fast-check';
import { balanceOf } from '../../src/ledger/balance.ts';
import { type Book, newBook, type Transfer } from '../../src/ledger/book.ts';
import { earn, expire } from '../../src/ledger/earning.ts';
import { spend } from '../../src/ledger/spending.ts';
import { claimByInvitation } from '../../src/purchases/claiming.ts';
import { askToHold, releaseHold } from '../../src/purchases/holding.ts';
import type { HoldRequest, Purchase, PurchaseReturn } from '../../src/purchases/purchase.ts';
import { type MemberPurchases, nothingBought, withPurchase, withReturn } from '../../src/purchases/read.ts';
import { type Recording, record } from '../../src/purchases/recording.ts';
import { type Returning, returnGoods } from '../../src/purchases/returning.ts';
import { windowStart } from '../../src/rules/calendar.ts';
import type { Program } from '../../src/rules/program.ts';
import { maxRedeemPoints } from '../../src/rules/receipt.ts';
import { rescale } from '../../src/rules/settle.ts';
import { denominatorOf } from '../../src/rules/terms.ts';
import { programWith, rule } from '../rules/sample.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START = Date.UTC(2026, 2, 1, 12);
const memberId = '11111111-1111-4111-8111-111111111111';

// Programs

const rates = fc.integer({ min: 0, max: 20_000 }).map((thousandths) => `${thousandths / 1000} %`);
const roundings = fc.constantFrom('down', 'nearest', 'up');

const anyTerms = fc.record({
  worth: fc.record({
    points: fc.integer({ min: 1, max: 9 }),
    money: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 300 })),
  }),
  payableShare: fc.constantFrom('30 %', '50 %', '99.9 %', '100 %'),
  earnOn: fc.constantFrom('money-paid', 'full-price'),
  rounding: fc.record({ worthOfPoints: roundings, payablePart: roundings }),
  activeAfterDays: fc.integer({ min: 0, max: 2 }),
  restoredPointsLastDays: fc.integer({ min: 1, max: 20 }),
});

type Sort = { readonly policies: readonly Program['points']['returnPolicy'][]; readonly expiries: readonly (number | 'never')[] };

/** Tiers, a multiplier, a fixed gift with and without a limit, goods that earn nothing and goods that points may not pay. */
const anyProgram = ({ policies, expiries }: Sort): fc.Arbitrary<Program> =>
  fc
    .tuple(
      anyTerms,
      fc.constantFrom(...policies),
      fc.constantFrom(...expiries),
      fc.record({ base: rates, more: rates, gift: fc.integer({ min: 1, max: 40 }), limit: fc.integer({ min: 1, max: 60 }) }),
    )
    .map(([terms, returnPolicy, expiresAfterMonths, { base, more, gift, limit }]) =>
      programWith({
        points: { ...terms, returnPolicy, expiresAfterMonths },
        categories: { neverEarn: ['voucher'], notPayable: ['voucher', 'book'] },
        tiers: [
          { name: 'first', from: 0, rate: base },
          { name: 'second', from: 300_00, rate: more },
        ],
        rules: [
          rule('gift', { fixedPoints: gift }, { when: { amount: { from: 20_00 } } }),
          rule('newcomer', { fixedPoints: gift }, { when: { firstPurchase: true } }),
          rule('tea', { multiplier: 1.5 }, { when: { category: ['tea'] } }),
          rule('steps', { pointsPerAmount: { points: 1, amount: 7_00 } }, { limits: { pointsPerReceipt: limit } }),
        ],
      }),
    );

// Steps

const anyLine = fc.record({
  amount: fc.oneof({ weight: 1, arbitrary: fc.constant(0n) }, { weight: 9, arbitrary: fc.bigInt(1n, 90_00n) }),
  category: fc.constantFrom('tea', 'book', 'voucher', 'other'),
  quantityThousandths: fc.oneof(
    fc.constant(undefined),
    fc.bigInt(1n, 5n).map((pieces) => pieces * 1000n),
    fc.bigInt(1n, 4_000n),
  ),
});
const anyStep = fc.record({
  kind: fc.constantFrom(
    ...([
      'buy',
      'buy',
      'buy',
      'return',
      'return',
      'return',
      'gift',
      'spend',
      'hold',
      'release',
      'claim',
      'claim',
      'expire',
      'change',
    ] as const),
  ),
  lines: fc.array(anyLine, { maxLength: 4 }),
  pick: fc.nat({ max: 1000 }),
  share: fc.integer({ min: 0, max: 100 }),
  nobody: fc.integer({ min: 0, max: 2 }).map((one) => one === 0),
  by: fc.constantFrom('whole', 'quantity', 'amount', 'line'),
  passHours: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.integer({ min: 1, max: 400 }) }),
});
export type Step = typeof anyStep extends fc.Arbitrary<infer One> ? One : never;

/** One program after another, and what happens meanwhile. */
export const lives = (sort: Sort, programsMax: number) =>
  fc.record({
    programs: fc.array(anyProgram(sort), { minLength: 1, maxLength: programsMax }),
    steps: fc.array(anyStep, { minLength: 1, maxLength: 30, size: 'max' }),
  });

// A life

/** A member, what they bought, and beside it the plain sums that must agree. `slack`: what changes of rates may have rounded away, in points. */
export type Life = {
  now: number;
  program: Program;
  book: Book;
  readonly purchases: Map<string, Purchase>;
  readonly returns: PurchaseReturn[];
  readonly holds: HoldRequest[];
  readonly entered: Transfer[];
  gifts: bigint;
  granted: bigint;
  spent: bigint;
  slack: Share;
};
/** An exact part: of how many. */
export type Share = { readonly numerator: bigint; readonly denominator: bigint };

export const plus = (a: Share, b: Share): Share => ({
  numerator: a.numerator * b.denominator + b.numerator * a.denominator,
  denominator: a.denominator * b.denominator,
});

export const beginLife = (program: Program): Life => ({
  now: START,
  program,
  book: newBook(memberId),
  purchases: new Map(),
  returns: [],
  holds: [],
  entered: [],
  gifts: 0n,
  granted: 0n,
  spent: 0n,
  slack: { numerator: 0n, denominator: 1n },
});

/** Takes a step, as far as it can be taken: what is refused changes nothing. */
export function live(life: Life, step: Step, programs: readonly Program[]): void {
  life.now += step.passHours * HOUR_MS;
  steps[step.kind](life, step, programs);
}

const steps = {
  buy,
  return: bringBack,
  gift(life, { pick, share }) {
    const points = BigInt(1 + (pick % 80));
    const until = share < 50 ? {} : { expiresAt: life.now + share * DAY_MS };
    keep(life, earn(life.book, { kind: 'gift', points, activeAt: life.now, happenedAt: life.now, ...until }).book);
    life.gifts += points;
  },
  spend(life, { pick }) {
    const points = BigInt(1 + (pick % 40));
    const paid = spend(life.book, { points, happenedAt: life.now }, life.now);
    if (!paid.ok) return;
    keep(life, paid.book);
    life.spent += points;
  },
  hold(life, { pick }) {
    const asked = { id: `hold ${life.holds.length}`, memberId, points: BigInt(1 + (pick % 40)), till: 'till', proof: 'enough' } as const;
    const held = askToHold(life.book, asked, [], { key: '', randomDigit: () => 0 }, life.now);
    if (!held.ok) return;
    life.holds.push(held.request);
    if (held.book !== undefined) keep(life, held.book);
  },
  release(life, { pick }) {
    const request = pickFrom(life.holds, pick);
    const released = request && releaseHold(life.program, life.book, request, life.now);
    if (released?.ok && released.book !== undefined) keep(life, released.book);
  },
  claim(life, { pick }) {
    const nobodys = [...life.purchases.values()].filter((one) => one.memberId === undefined);
    const purchase = pickFrom(nobodys, pick);
    if (purchase === undefined) return;
    const claimant = { memberId, book: life.book, facts: factsOf(life) };
    const claimed = claimByInvitation(termsOf(life), purchase, claimant, 0, life.now);
    if (!claimed.ok) return;
    own(life, claimed.purchase, claimed.book);
  },
  expire: (life) => keep(life, expire(life.book, life.now)),
  change(life, { pick }, programs) {
    const [from, program] = [denominatorOf(life.program), programs[pick % programs.length] as Program];
    const to = denominatorOf(program);
    const carry = rescale(life.book.account.carry, from, to);
    life.book = { ...life.book, account: { ...life.book.account, carry } };
    if (from !== to) life.slack = plus(life.slack, { numerator: 1n, denominator: to });
    life.program = program;
  },
} as const satisfies Record<Step['kind'], (life: Life, step: Step, programs: readonly Program[]) => void>;

function buy(life: Life, { lines, pick, share, nobody }: Step): void {
  const total = lines.reduce((sum, line) => sum + line.amount, 0n);
  const receipt = {
    total: lines.length === 0 ? BigInt((pick % 20) * 4_50) : total,
    currency: 'PLN',
    lines: lines.map(written),
    at: life.now,
  };
  const hold = pick % 3 === 0 ? life.holds.at(-1) : undefined;
  const has = hold?.points ?? balanceOf(life.book, life.now).available;
  // Mostly a sensible part of what may be paid; now and then whatever a till might ask.
  const most = pick % 3 === 1 ? has : maxRedeemPoints(life.program, receipt, has);
  const recording: Recording = {
    ...receipt,
    id: `purchase ${life.purchases.size}`,
    receiptId: `R-${life.purchases.size}`,
    store: 'store',
    till: 'till',
    at: life.now - (pick % 5) * HOUR_MS,
    redeemPoints: nobody ? 0n : (most * BigInt(share)) / 100n,
    ...(hold === undefined || nobody ? {} : { hold: hold.id }),
    digest: '',
    invitation: { token: '', code: `code ${life.purchases.size}` },
  };
  const buyer = nobody ? undefined : { memberId, book: life.book, facts: factsOf(life) };
  const recorded = record(termsOf(life), buyer, recording, life.now);
  if (!recorded.ok) return;
  life.purchases.set(recording.id, recorded.purchase);
  if (recorded.book !== undefined) own(life, recorded.purchase, recorded.book);
}

/** In the sums, a purchase that is the member's from now on; the running sums of a batch must come to the same as adding up afresh. */
function own(life: Life, purchase: Purchase, book: Book): void {
  life.purchases.delete(purchase.id);
  const expected = withPurchase(factsOf(life), purchase, life.now, life.program);
  life.purchases.set(purchase.id, purchase);
  agree(expected, factsOf(life));
  keep(life, book);
  life.granted += purchase.pointsEarned;
}

function bringBack(life: Life, { pick, share, by }: Step): void {
  const purchase = pickFrom([...life.purchases.values()], pick);
  if (purchase !== undefined) giveBackGoods(life, purchase, by === 'whole' ? undefined : [partOf(purchase, pick, share, by)]);
}

/** Returns what is named, or all that is left; what there is nothing left of is refused and changes nothing. */
export function giveBackGoods(life: Life, purchase: Purchase, lines?: NonNullable<Returning['lines']>): void {
  const what = {
    returnId: `return ${life.returns.length}`,
    at: life.now,
    till: 'till',
    digest: '',
    ...(lines === undefined ? {} : { lines }),
  };
  const before = factsOf(life);
  const returned = returnGoods(life.program, purchase, purchase.memberId === undefined ? undefined : life.book, what, life.now);
  if (!returned.ok) return;
  life.purchases.set(purchase.id, returned.purchase);
  life.returns.push(returned.returned);
  if (returned.book === undefined) return;
  agree(withReturn(before, purchase, returned.purchase, life.now, life.program), factsOf(life));
  keep(life, returned.book);
  const denominator = denominatorOf(life.program);
  if (purchase.denominator !== denominator) life.slack = plus(life.slack, { numerator: 1n, denominator });
}

function partOf(purchase: Purchase, pick: number, share: number, by: Step['by']): NonNullable<Returning['lines']>[number] {
  const line = pick % purchase.lines.length;
  const { amount, quantityThousandths = '1000' } = purchase.lines[line]!;
  const part = (whole: string) => (BigInt(whole) * BigInt(share)) / 100n + 1n;
  if (by === 'amount') return { line, amount: part(amount) };
  return by === 'quantity' ? { line, quantityThousandths: part(quantityThousandths) } : { line };
}

/** What the rules look at, added up from the purchases as they stand. */
export function factsOf({ purchases, program, now }: Life): MemberPurchases {
  const since = windowStart(program, now);
  const own = [...purchases.values()].filter((one) => one.memberId !== undefined);
  return {
    ...nothingBought,
    spentInWindow: own.reduce((sum, one) => (one.at >= since ? sum + one.paid - one.refunded : sum), 0n),
    visits: own.filter((one) => one.returned < one.total).length,
  };
}

function agree(one: MemberPurchases, other: MemberPurchases): void {
  if (one.spentInWindow !== other.spentInWindow || one.visits !== other.visits)
    throw new Error(`${one.spentInWindow} in ${one.visits} visits is not ${other.spentInWindow} in ${other.visits}`);
}

function keep(life: Life, book: Book): void {
  life.entered.push(...book.transfers);
  life.book = { ...book, transfers: [] };
}

const termsOf = ({ program }: Life) => ({ program, programHash: '' });
const pickFrom = <T>(all: readonly T[], pick: number): T | undefined => all[pick % Math.max(1, all.length)];
const written = ({ amount, category, quantityThousandths }: Step['lines'][number]) => ({
  amount,
  category,
  ...(quantityThousandths === undefined ? {} : { quantityThousandths }),
});
