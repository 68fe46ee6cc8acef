import { z } from 'zod';

// What a till is told. The document at /openapi.json is made of these, and a test holds every answer to them.

const whole = z.int();
const money = z.int().meta({ description: 'Minor units' });
const time = z.iso.datetime({ offset: true });

const balances = {
  available: whole.meta({ description: 'Points that can be spent now' }),
  pending: whole.meta({ description: 'Points not active yet' }),
  held: whole.meta({ description: 'Points set aside by holds' }),
  debt: whole.meta({ description: 'Points owed after a return' }),
  balance: whole.meta({ description: 'The same as available' }),
};

const reason = z.looseObject({ outcome: z.string(), rule: z.string(), text: z.string().optional() }).meta({
  id: 'Reason',
  description: 'Why: a rule that matched, missed, was outdone or left out, with its facts, and a line in the language asked for',
});

const coupon = z
  .strictObject({
    code: z.string(),
    name: z.string(),
    gives: z.string().meta({ description: 'What the shop has promised, in the language asked for' }),
    until: time.meta({ description: 'Valid before this moment' }),
  })
  .meta({ id: 'Coupon' });

const earning = {
  pointsEarned: whole,
  pointsPending: whole.meta({ description: 'Of them, not active yet' }),
  activeFrom: time.nullable(),
  pointsSpent: whole,
  toPay: money,
  ...balances,
  tier: z.string(),
  tierName: z.string(),
  reasons: z.array(reason),
  coupons: z.array(coupon).meta({ description: 'The coupons of this purchase' }),
};

export const purchaseAnswer = z
  .strictObject({
    id: z.uuid(),
    receiptId: z.string(),
    member: z.uuid().nullable(),
    ...earning,
    receiptUrl: z.string().meta({ description: 'For the QR code on the receipt' }),
    qrUrl: z.string().meta({ description: 'That QR code as a picture' }),
    joinUrl: z.string().optional().meta({ description: 'Where somebody who is no member can join and claim it' }),
  })
  .meta({ id: 'Purchase' });

export const quoteAnswer = z
  .strictObject({
    member: z.uuid().nullable(),
    ...earning,
    maxRedeemPoints: whole.meta({ description: 'The most points that may pay' }),
    maxRedeemWorth: money,
    hints: z
      .array(z.looseObject({ kind: z.string(), text: z.string() }))
      .meta({ description: 'What the cashier may say: a little more, and it is worth it' }),
  })
  .meta({ id: 'Quote' });

export const holdAnswer = z
  .strictObject({ id: z.uuid(), state: z.enum(['awaiting-code', 'open', 'released']), points: whole, expiresAt: time, member: z.uuid() })
  .meta({ id: 'Hold' });

export const returnAnswer = z
  .strictObject({
    returnId: z.string(),
    refundMoney: money,
    pointsReturned: whole.meta({ description: 'Points that had paid, back with the member' }),
    pointsTaken: whole,
    pointsForgiven: whole,
    pointsOwed: whole,
    balance: whole,
  })
  .meta({ id: 'Return' });

export const memberAnswer = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    phone: z.string().nullable(),
    card: z.string(),
    tier: z.string(),
    tierName: z.string(),
    nextTier: z.strictObject({ name: z.string(), missing: money }).nullable(),
    ...balances,
    worth: money.meta({ description: 'What the available points pay' }),
    canSpend: z.enum(['yes', 'code', 'no']).meta({ description: 'yes: by card; code: with a code; no: nothing reaches this member' }),
    blocked: z.boolean(),
    coupons: z.array(coupon).meta({ description: 'What can be used now' }),
    language: z.string(),
    memberSince: time,
    joinUrl: z.string().optional().meta({ description: 'Newly enrolled: where the phone is proved in a chat' }),
  })
  .meta({ id: 'Member' });

export const historyAnswer = z
  .strictObject({
    entries: z.array(
      z.strictObject({
        at: time,
        kind: z.string(),
        points: whole.meta({ description: 'Positive: the member has more' }),
        text: z.string(),
        receiptId: z.string().optional(),
        store: z.string().optional(),
        till: z.string().optional(),
        cashier: z.string().optional(),
        who: z.string().optional(),
        why: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'History' });

const row = {
  id: z.uuid(),
  receiptId: z.string(),
  at: time,
  store: z.string(),
  till: z.string(),
  cashier: z.string().nullable(),
  member: z.uuid().nullable(),
  memberName: z.string().nullable(),
  total: money,
  toPay: money,
  pointsEarned: whole,
  pointsSpent: whole,
  returned: money.meta({ description: 'What came back, before points' }),
  receiptUrl: z.string(),
  qrUrl: z.string(),
};

export const rowAnswer = z.strictObject(row).meta({ id: 'PurchaseRow' });

export const purchaseDetails = z
  .strictObject({
    ...row,
    lines: z.array(
      z.strictObject({
        line: whole,
        sku: z.string().optional(),
        name: z.string().optional(),
        category: z.string().optional(),
        quantity: z.number(),
        amount: money,
        returnedQuantity: z.number(),
        returnedAmount: money,
      }),
    ),
  })
  .meta({ id: 'PurchaseDetails' });

export const listAnswer = z
  .strictObject({
    date: z.iso.date(),
    purchases: z.array(rowAnswer),
    count: whole,
    sum: z.strictObject({ total: money, toPay: money, returned: money, pointsEarned: whole, pointsSpent: whole }),
  })
  .meta({ id: 'PurchaseList' });

export const shopAnswer = z
  .strictObject({
    name: z.string(),
    till: z.string().meta({ description: 'The name of your key' }),
    currency: z.string(),
    currencyDigits: whole,
    timeZone: z.string(),
    country: z.string(),
    languages: z.array(z.string()),
    defaultLanguage: z.string(),
    pointWorth: z.strictObject({ points: whole, money }),
    payableShare: z.string(),
    redeemProof: z.string(),
    categories: z.strictObject({ neverEarn: z.array(z.string()), notPayable: z.array(z.string()), others: z.array(z.string()) }),
    termsUrl: z.string(),
    consent: z.string().meta({ description: 'What the cashier reads aloud before enrolling somebody' }),
    goods: z.array(
      z.strictObject({ sku: z.string(), name: z.string(), category: z.string(), price: money, picture: z.string().optional() }),
    ),
  })
  .meta({ id: 'Shop' });

const nps = z
  .strictObject({
    answers: whole,
    promoters: whole.meta({ description: '9 and 10' }),
    passives: whole.meta({ description: '7 and 8' }),
    detractors: whole.meta({ description: '0 to 6' }),
    score: z.number().nullable().meta({ description: '-100 to 100; null: nobody answered' }),
    low: z.number().nullable().meta({ description: 'Where the 95 % interval begins' }),
    high: z.number().nullable().meta({ description: 'Where the 95 % interval ends' }),
  })
  .meta({ id: 'Nps' });

const groups = z.array(z.strictObject({ name: z.string(), receipts: whole, nps }));
const comeBack = z.strictObject({ members: whole, returned: whole });
const median = z.number().nullable();

export const feedbackAnswer = z
  .strictObject({
    from: z.iso.date(),
    to: z.iso.date(),
    receipts: whole,
    answered: whole,
    share: z.number().nullable().meta({ description: 'Of the receipts, 0 to 1' }),
    nps,
    byStore: groups,
    byCashier: groups,
    byWeek: groups.meta({ description: 'ISO weeks: 2026-W48' }),
    byCategory: groups,
    cases: z.strictObject({ opened: whole, open: whole, medianSecondsToFirstAnswer: median, medianSecondsToClosing: median }),
    returned: z
      .strictObject({ promoters: comeBack, passives: comeBack, detractors: comeBack })
      .meta({ description: 'Members who bought again within 30 days of their answer, of those whose 30 days are over' }),
  })
  .meta({ id: 'Feedback' });

export const problemAnswer = z
  .looseObject({
    type: z.string().meta({ description: 'Stable: /problems/NAME' }),
    title: z.string(),
    status: whole,
    detail: z.string().meta({ description: 'A sentence for the cashier, in the language asked for' }),
    errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
