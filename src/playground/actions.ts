import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { type Language, languages } from '../texts/message.ts';
import { goodsIn } from './goods.ts';
import type { People, PlaygroundPerson } from './people.ts';
import { answerJson, type PlaygroundAnswer, type PlaygroundCall } from './routes.ts';

const linesMax = 20;
const quantityMax = 99;
const textMax = 4096;
const smsTextMax = 1600;
const bodyBytesMax = 16_384;

/** What was put on the counter, as the till's purchase lines: `amount` is the line's sum in minor units. */
type Basket = readonly {
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly quantity: number;
  readonly amount: number;
}[];

/** A purchase of the person with this Telegram chat and this number (E.164): whichever of the two is a member's. */
export type GrantInput = {
  readonly chat: string;
  readonly phone: string;
  readonly basket: Basket;
  readonly total: number;
  readonly currency: string;
  readonly receiptId: string;
  readonly language: Language;
};

/** `refusal` is a sentence for the shopper, in their language. `receiptUrl` is where the receipt's QR leads. */
type GrantAnswer =
  | { readonly pointsEarned: number; readonly available: number; readonly receiptUrl?: string }
  | { readonly refusal: string };
export type Grant = (input: GrantInput) => Promise<GrantAnswer>;

const action = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    payload: z
      .string()
      .regex(/^[\w-]{1,64}$/u)
      .optional(),
  }),
  z.object({ kind: z.literal('send'), text: z.string().trim().min(1).max(textMax) }),
  z.object({ kind: z.literal('tap'), messageId: z.int(), data: z.string().max(64) }),
  z.object({ kind: z.enum(['share-own', 'share-friend', 'sticker', 'block', 'unblock']) }),
  z.object({ kind: z.literal('speak'), language: z.enum(languages) }),
  z.object({ kind: z.literal('text'), text: z.string().trim().min(1).max(smsTextMax) }),
  z.object({
    kind: z.literal('buy'),
    language: z.enum(languages),
    basket: z
      .array(z.object({ sku: z.string(), quantity: z.int().min(1).max(quantityMax) }))
      .min(1)
      .max(linesMax),
  }),
]);
const request = z.object({ shopper: z.string(), action });

type Action = z.infer<typeof action>;
type Deps = {
  readonly people: People;
  readonly grant: Grant;
  readonly shop: { readonly currency: string };
  readonly now: () => number;
};

/** What somebody does on the page: on one of the two phones, or at the counter. */
export function createActions(deps: Deps): (call: PlaygroundCall) => Promise<PlaygroundAnswer> {
  return async ({ rawBody, headers }) => {
    // JSON only: other sites' pages cannot send it here without being asked for leave first.
    if (!String(headers['content-type']).startsWith('application/json')) return answerJson(415, { refusal: 'json-only' });
    if (rawBody.length > bodyBytesMax) return answerJson(413, { refusal: 'too-large' });
    const read = request.safeParse(parseJson(rawBody));
    if (!read.success) return answerJson(422, { refusal: 'not-understood' });
    const person = deps.people.find(read.data.shopper);
    if (!person) return answerJson(429, { refusal: 'too-many-shoppers' });
    return perform(deps, person, read.data.action);
  };
}

async function perform(deps: Deps, person: PlaygroundPerson, wanted: Action): Promise<PlaygroundAnswer> {
  if (wanted.kind === 'buy') return answerJson(200, await buy(deps, person, wanted));
  if (wanted.kind === 'text') return answerJson(200, await person.phone.text(wanted.text));
  try {
    onTelegram(person, wanted);
    return answerJson(200, {});
  } catch {
    // The double throws for what a real app would not offer: writing to a blocked bot, tapping a button that has gone.
    return answerJson(409, { refusal: 'not-possible-now' });
  }
}

function onTelegram({ shopper, phone, friendPhone }: PlaygroundPerson, wanted: Exclude<Action, { kind: 'buy' | 'text' }>): unknown {
  switch (wanted.kind) {
    case 'start':
      return shopper.start(wanted.payload);
    case 'send':
      return shopper.send(wanted.text);
    case 'tap':
      return shopper.tap(wanted.messageId, wanted.data);
    case 'share-own':
      return shopper.shareContact(phone.number.slice(1));
    case 'share-friend':
      return shopper.shareContact(friendPhone, { own: false });
    case 'sticker':
      return shopper.sendSticker();
    case 'block':
      return shopper.block();
    case 'unblock':
      return shopper.unblock();
    case 'speak':
      return shopper.speak(wanted.language);
  }
}

async function buy({ grant, shop, now }: Deps, person: PlaygroundPerson, wanted: Extract<Action, { kind: 'buy' }>) {
  const goods = new Map(goodsIn(shop.currency).map((good) => [good.sku, good]));
  const basket = wanted.basket.flatMap(({ sku, quantity }) => {
    const good = goods.get(sku);
    return good ? [{ sku, name: good.names[wanted.language], category: good.category, quantity, amount: good.price * quantity }] : [];
  });
  const total = basket.reduce((sum, line) => sum + line.amount, 0);
  const receiptId = `P-${Math.floor(now() / 1000)}-${randomInt(1000, 10_000)}`;
  const facts = { basket, total, currency: shop.currency, receiptId };
  const chat = String(person.shopper.id);
  return { ...facts, ...(await grant({ chat, phone: person.phone.number, language: wanted.language, ...facts })) };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return;
  }
}
