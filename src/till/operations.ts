import type { z } from 'zod';
import { type HoldTold, purchaseSpoken } from './answers.ts';
import { claimReceipt } from './calls/claim.ts';
import { feedbackOf } from './calls/feedback.ts';
import { askForHold, confirm, release } from './calls/hold.ts';
import { historyOf, listOfDay, purchaseById } from './calls/list.ts';
import { enrolAtCounter, findMember, memberById } from './calls/member.ts';
import { recordPurchase } from './calls/purchase.ts';
import { quotePurchase } from './calls/quote.ts';
import { returnPurchase } from './calls/return.ts';
import { aboutShop } from './calls/shop.ts';
import type { TillCall, TillDeps } from './context.ts';
import { isRefusal, type Refusal, type RefusalName } from './problem.ts';
import {
  claimBody,
  confirmBody,
  feedbackQuery,
  holdBody,
  listQuery,
  memberBody,
  memberQuery,
  purchaseBody,
  quoteBody,
  returnBody,
} from './shapes.ts';
import {
  feedbackAnswer,
  historyAnswer,
  holdAnswer,
  listAnswer,
  memberAnswer,
  purchaseAnswer,
  purchaseDetails,
  quoteAnswer,
  returnAnswer,
  rowAnswer,
  shopAnswer,
} from './told-shapes.ts';

/** What became of a call: an answer with its status, or a refusal. */
type Told = { readonly status: number; readonly body: object } | Refusal;

/** One call of the API: what it is for, what it takes, what it answers, and what it may refuse. */
export type Operation = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  readonly answer: z.ZodType;
  /** Statuses of success, the first is the usual one. */
  readonly statuses: readonly number[];
  readonly refusals: readonly RefusalName[];
  readonly idempotency?: 'required' | 'optional';
  run(deps: TillDeps, call: TillCall): Promise<Told>;
};

/** An operation whose handler gets what its schema has read. */
const operation = <B extends z.ZodType = z.ZodUndefined, Q extends z.ZodType = z.ZodUndefined>(
  what: Omit<Operation, 'run' | 'body' | 'query'> & {
    readonly body?: B;
    readonly query?: Q;
    run(deps: TillDeps, call: TillCall & { readonly body: z.output<B>; readonly query: z.output<Q> }): Promise<Told>;
  },
): Operation => what as unknown as Operation;

const ok = (told: object | Refusal): Told => (isRefusal(told) ? told : { status: 200, body: told });
const made = ({ answer, repeated }: { readonly answer: object | Refusal; readonly repeated: boolean }): Told =>
  isRefusal(answer) ? answer : { status: repeated ? 200 : 201, body: answer };

const withMember: readonly RefusalName[] = ['invalid', 'proof-needed', 'not-enough-points', 'member-blocked'];

/** Every call a till can make. A new one is a file in calls/ and an entry here. */
export const operations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/shop',
    summary: 'The shop, for the page of the till',
    answer: shopAnswer,
    statuses: [200],
    refusals: [],
    run: async (deps, call) => ok(await aboutShop(deps, call)),
  }),
  operation({
    method: 'POST',
    path: '/quotes',
    summary: 'What a purchase would earn, and how much of it points may pay',
    body: quoteBody,
    answer: quoteAnswer,
    statuses: [200],
    refusals: ['invalid', 'wrong-currency', 'too-many-points', 'not-enough-points', 'member-blocked', 'hold-closed', 'coupon-used'],
    run: async (deps, call) => ok(await quotePurchase(deps, call, call.body)),
  }),
  operation({
    method: 'POST',
    path: '/purchases',
    summary: 'Record a purchase: spend points, earn points',
    body: purchaseBody,
    answer: purchaseAnswer,
    statuses: [201, 200],
    refusals: [
      ...withMember,
      'wrong-currency',
      'too-many-points',
      'hold-closed',
      'hold-too-small',
      'coupon-used',
      'idempotency-mismatch',
      'receipt-differs',
    ],
    idempotency: 'required',
    async run(deps, call) {
      const { answer, repeated } = await recordPurchase(deps, call, call.body);
      if (isRefusal(answer)) return answer;
      const { told, token } = answer;
      return { status: repeated ? 200 : 201, body: purchaseSpoken(deps, told, token, call.language) };
    },
  }),
  operation({
    method: 'GET',
    path: '/purchases',
    summary: "A day's purchases, the newest first, with their sums",
    query: listQuery,
    answer: listAnswer,
    statuses: [200],
    refusals: ['invalid'],
    run: async (deps, call) => ok(await listOfDay(deps, call, call.query)),
  }),
  operation({
    method: 'GET',
    path: '/purchases/:id',
    summary: 'A purchase with its lines, and what came back of them',
    answer: purchaseDetails,
    statuses: [200],
    refusals: ['unknown-purchase'],
    run: async (deps, call) => ok(await purchaseById(deps, call)),
  }),
  operation({
    method: 'POST',
    path: '/purchases/:id/returns',
    summary: 'Take goods back, whole or by line; returnId makes it happen once',
    body: returnBody,
    answer: returnAnswer,
    statuses: [201, 200],
    refusals: ['unknown-purchase', 'invalid', 'already-returned', 'idempotency-mismatch'],
    run: async (deps, call) => made(await returnPurchase(deps, call, call.body)),
  }),
  operation({
    method: 'POST',
    path: '/holds',
    summary: 'Set points aside while the shopper pays; 202: a code is on its way to the member',
    body: holdBody,
    answer: holdAnswer,
    statuses: [201, 202],
    refusals: [...withMember, 'too-many-codes', 'idempotency-mismatch'],
    idempotency: 'optional',
    async run(deps, call) {
      const { answer } = await askForHold(deps, call, call.body);
      if (isRefusal(answer)) return answer;
      return { status: (answer satisfies HoldTold).state === 'awaiting-code' ? 202 : 201, body: answer };
    },
  }),
  operation({
    method: 'POST',
    path: '/holds/:id/confirm',
    summary: 'The code the shopper reads out: five tries, five minutes',
    body: confirmBody,
    answer: holdAnswer,
    statuses: [200],
    refusals: ['unknown-hold', 'invalid', 'wrong-code', 'hold-closed', 'not-enough-points', 'member-blocked'],
    run: async (deps, call) => ok((await confirm(deps, call, call.body)).answer),
  }),
  operation({
    method: 'POST',
    path: '/holds/:id/release',
    summary: 'Let the points go again',
    answer: holdAnswer,
    statuses: [200],
    refusals: ['unknown-hold', 'hold-closed'],
    run: async (deps, call) => ok((await release(deps, call)).answer),
  }),
  operation({
    method: 'POST',
    path: '/members',
    summary: 'Enrol at the counter: earns at once, spends once the phone is proved',
    body: memberBody,
    answer: memberAnswer,
    statuses: [201, 200],
    refusals: ['invalid', 'idempotency-mismatch'],
    idempotency: 'optional',
    run: async (deps, call) => made(await enrolAtCounter(deps, call, call.body)),
  }),
  operation({
    method: 'GET',
    path: '/members',
    summary: 'A member by phone or by card',
    query: memberQuery,
    answer: memberAnswer,
    statuses: [200],
    refusals: ['unknown-member', 'invalid'],
    run: async (deps, call) => ok(await findMember(deps, call, call.query)),
  }),
  operation({
    method: 'GET',
    path: '/members/:id',
    summary: 'A member by id',
    answer: memberAnswer,
    statuses: [200],
    refusals: ['unknown-member'],
    run: async (deps, call) => ok(await memberById(deps, call)),
  }),
  operation({
    method: 'GET',
    path: '/members/:id/history',
    summary: "The last moves of a member's points: by which till, which cashier, for which receipt",
    answer: historyAnswer,
    statuses: [200],
    refusals: ['unknown-member'],
    run: async (deps, call) => ok(await historyOf(deps, call)),
  }),
  operation({
    method: 'POST',
    path: '/claims',
    summary: "A forgotten card: the points of a receipt that is nobody's, once, within three days",
    body: claimBody,
    answer: rowAnswer,
    statuses: [200],
    refusals: ['unknown-purchase', 'invalid', 'already-claimed', 'claim-late', 'claim-too-many', 'all-returned', 'idempotency-mismatch'],
    idempotency: 'optional',
    run: async (deps, call) => ok(await claimReceipt(deps, call, call.body)),
  }),
  operation({
    method: 'GET',
    path: '/feedback',
    summary: 'What shoppers said about their receipts: the score, by whom and when, and what became of the cases',
    query: feedbackQuery,
    answer: feedbackAnswer,
    statuses: [200],
    refusals: ['invalid'],
    run: async (deps, call) => ok(await feedbackOf(deps, call, call.query)),
  }),
];
