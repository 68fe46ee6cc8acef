import { z } from 'zod';
import { readCouponCode } from '../coupons/coupon.ts';
import { isCardNumber } from '../members/card.ts';

// What a till sends. Every mistake is told with its field; what is told back is described in answers.ts.

const LINES_MAX = 500;
const MONEY_MAX = 100_000_000_000; // minor units on one receipt: a billion in most currencies
const POINTS_MAX = 1_000_000_000;
const QUANTITY_MAX = 1_000_000;
const FIRST_DAY = '2000-01-01';

/** Control characters and halves of characters, which the database takes for no text, are read as spaces and as the sign for what cannot be read. */
const plain = (text: string): string => text.toWellFormed().replaceAll(/\p{Cc}+/gu, ' ');
const shortText = (most: number) => z.string().overwrite(plain).trim().min(1).max(most);
const money = z.int().min(0).max(MONEY_MAX).meta({ description: 'Money in minor units (kopecks, groszy, pence)', example: 48_000 });
const points = z.int().min(0).max(POINTS_MAX).meta({ description: 'Whole points' });

const quantity = z
  .number()
  .positive()
  .max(QUANTITY_MAX)
  .refine((number) => Math.abs(number * 1000 - Math.round(number * 1000)) < 1e-6, 'has at most three decimals')
  .meta({ description: 'Pieces or kilograms, with at most three decimals', example: 2 });

const moment = z.iso.datetime({ offset: true }).meta({ description: 'RFC 3339 with an offset', example: '2026-11-21T14:03:00+03:00' });

const cardNumber = z
  .string()
  .transform((text) => text.replaceAll(/\s/g, ''))
  .refine(isCardNumber, 'is no card number: 13 digits that begin with 29')
  .meta({ description: 'The 13 digits of a card', example: '2912345678906' });

const phone = shortText(40).meta({ description: 'E.164, or as people type it in the country of the shop', example: '+79161234567' });
const id = z.uuid().toLowerCase();
const memberId = id.meta({ description: 'The id of a member' });

/** At most one of the three says whose it is. */
const whose = { phone: phone.optional(), card: cardNumber.optional(), member: memberId.optional() };

const store = shortText(64).meta({ description: 'Which shop or pavilion', example: 'pavilion-1' });
const cashier = shortText(64).meta({ description: 'Who stands at the till', example: 'anna' });

const line = z
  .strictObject({
    sku: shortText(128).optional(),
    name: shortText(200).optional(),
    category: shortText(128).optional(),
    quantity: quantity.optional(),
    amount: money.meta({ description: "The line's sum after the shop's discounts and before points, in minor units" }),
  })
  .meta({ id: 'Line', example: { sku: 'tea-oolong-100', name: 'Oolong tea 100 g', category: 'tea', quantity: 2, amount: 48_000 } });

const bought = {
  ...whose,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'is three capital letters, as RUB')
    .meta({ example: 'RUB' }),
  total: money,
  lines: z.array(line).max(LINES_MAX).optional(),
  redeemPoints: points.optional(),
  hold: id.optional().meta({ description: 'A hold that pays; it says whose the purchase is' }),
  coupons: z
    .array(shortText(64).transform((text) => readCouponCode(text) ?? text))
    .max(20)
    .optional()
    .meta({ description: 'Codes that the till has honoured: what they give stands among its own discounts', example: ['C7K3M9QX4'] }),
};

type Whose = { readonly phone?: string | undefined; readonly card?: string | undefined; readonly member?: string | undefined };
const oneOfThem = ({ phone, card, member }: Whose): boolean => [phone, card, member].filter((given) => given !== undefined).length <= 1;
const exactlyOne = (given: Whose): boolean =>
  oneOfThem(given) && Object.values([given.phone, given.card, given.member]).some((one) => one !== undefined);
const onlyOne = { error: 'name at most one of phone, card and member', path: ['member'] };
const justOne = { error: 'name one of phone, card and member', path: ['member'] };

export const quoteBody = z
  .strictObject({ ...bought, store: store.optional(), cashier: cashier.optional(), at: moment.optional() })
  .refine(oneOfThem, onlyOne)
  .meta({ id: 'QuoteRequest', example: { phone: '+79161234567', currency: 'RUB', total: 48_000, redeemPoints: 100 } });

export const purchaseBody = z
  .strictObject({ receiptId: shortText(64), store, cashier: cashier.optional(), at: moment, ...bought })
  .refine(oneOfThem, onlyOne)
  .meta({
    id: 'PurchaseRequest',
    example: {
      receiptId: 'R-1042',
      store: 'pavilion-1',
      cashier: 'anna',
      phone: '+79161234567',
      at: '2026-11-21T14:03:00+03:00',
      currency: 'RUB',
      total: 48_000,
      redeemPoints: 0,
      coupons: [],
      lines: [{ sku: 'tea-oolong-100', name: 'Oolong tea 100 g', category: 'tea', quantity: 2, amount: 48_000 }],
    },
  });

export const holdBody = z
  .strictObject({ ...whose, points: points.min(1), store: store.optional(), cashier: cashier.optional() })
  .refine(exactlyOne, justOne)
  .meta({ id: 'HoldRequest', example: { phone: '+79161234567', points: 100 } });

export const confirmBody = z
  .strictObject({
    code: z
      .string()
      .transform((text) => text.replaceAll(/[\s-]/g, ''))
      .pipe(z.string().regex(/^\d{6}$/, 'is six digits')),
  })
  .meta({ id: 'ConfirmRequest', example: { code: '482916' } });

const returnLine = z
  .strictObject({
    line: z.int().min(0).max(LINES_MAX).meta({ description: 'The place of the line in the purchase, from 0' }),
    quantity: quantity.optional(),
    amount: money.min(1).optional(),
  })
  .refine(({ quantity, amount }) => quantity === undefined || amount === undefined, {
    error: 'name quantity or amount, not both',
    path: ['amount'],
  })
  .meta({ id: 'ReturnLine', example: { line: 0, quantity: 1 } });

export const returnBody = z
  .strictObject({
    returnId: shortText(64).meta({ description: 'Your own number of this return: sent again, it is done once' }),
    at: moment,
    cashier: cashier.optional(),
    lines: z.array(returnLine).min(1).max(LINES_MAX).optional().meta({ description: 'Left out: all that is left' }),
  })
  .meta({ id: 'ReturnRequest', example: { returnId: 'RET-7', at: '2026-11-22T10:00:00+03:00', lines: [{ line: 0, quantity: 1 }] } });

export const memberBody = z
  .strictObject({
    phone,
    name: shortText(80).optional(),
    email: shortText(254).optional(),
    language: z.enum(['en', 'pl', 'ru']).optional(),
    store: store.optional(),
    cashier: cashier.optional(),
  })
  .meta({ id: 'EnrolRequest', example: { phone: '+79161234567', name: 'Anna' } });

export const claimBody = z
  .strictObject({
    ...whose,
    invitation: shortText(500).meta({ description: "The receipt's short code, its link, or what its QR code holds", example: 'R7K3M9QXA' }),
  })
  .refine(exactlyOne, justOne)
  .meta({ id: 'ClaimRequest', example: { invitation: 'R7K3M9QXA', card: '2912345678906' } });

export const memberQuery = z
  .strictObject({ phone: phone.optional(), card: cardNumber.optional() })
  .refine(({ phone, card }) => (phone === undefined) !== (card === undefined), { error: 'name one of phone and card', path: ['phone'] });

const day = z.iso.date().refine((date) => date >= FIRST_DAY, `is a day from ${FIRST_DAY} on`);

export const listQuery = z.strictObject({ date: day.optional(), store: store.optional() });

export const feedbackQuery = z.strictObject({
  from: day.optional().meta({ description: 'The first day; left out: 90 days before the last' }),
  to: day.optional().meta({ description: 'The last day; left out: today' }),
});
