import { segmentsOf } from '../../src/channels/sms/segments.ts';
import type { Shown } from '../../src/playground/bot-api/objects.ts';
import type { Language } from '../../src/texts/message.ts';
import { cardOf, tillAt } from './till.ts';
import { type Shopper, smsShopper, telegramShopper, type World } from './world.ts';

/** One message as it is read: its words, the buttons that came with it, and by SMS what it cost. */
export type Reading = { readonly words: string; readonly buttons: readonly string[]; readonly picture: boolean; readonly segments: number };
export type Exchange = { readonly does: string; readonly reads: readonly Reading[] };

/** A shopper on the way through the programme, who remembers what was done and read. */
export type Traveller = {
  readonly phone: string;
  readonly story: readonly Exchange[];
  says(text: string): Promise<Exchange>;
  /** Presses a button that is shown. */
  presses(label: string): Promise<Exchange>;
  /** Shares the number by the messenger's own button. */
  shares(label: string): Promise<Exchange>;
  /** Pays at the till, money in minor units; reads the notice. */
  buys(total: number): Promise<Exchange>;
  /** Says the six digits that came last. */
  saysCode(): Promise<Exchange>;
};

export function telegramTraveller(world: World, language: Language): Traveller {
  const shopper = telegramShopper(world, { language, firstName: names[language], phone: phones[language] });
  return travellerOf(world, shopper, {
    chat: String(shopper.id),
    messages: () =>
      shopper.user
        .messages()
        .filter(({ own }) => !own)
        .map(readInChat),
    presses: shopper.taps,
    shares: () => shopper.shares(),
  });
}

export function smsTraveller(world: World, language: Language): Traveller {
  const shopper = smsShopper(world, phones[language]);
  return travellerOf(world, shopper, {
    chat: '',
    messages: () =>
      world.smsGateway
        .phone(shopper.phone)
        .messages()
        .filter(({ own }) => !own)
        .map(({ body }) => ({ words: body, buttons: [], picture: false, segments: segmentsOf(body).segments })),
    presses: () => Promise.reject(new Error('an SMS has no buttons')),
    shares: () => Promise.reject(new Error('an SMS has no buttons')),
  });
}

const names: Readonly<Record<Language, string>> = { en: 'Anna', pl: 'Ania', ru: 'Анна' };
const phones: Readonly<Record<Language, string>> = { en: '+447911123456', pl: '+48601234567', ru: '+79161234567' };

type Handset = {
  readonly chat: string;
  messages(): readonly Reading[];
  presses(label: string): Promise<unknown>;
  shares(): Promise<unknown>;
};

function travellerOf(world: World, shopper: Shopper, handset: Handset): Traveller {
  const story: Exchange[] = [];
  const does = async (what: string, deed: () => Promise<unknown>): Promise<Exchange> => {
    const before = handset.messages().length;
    await deed();
    await world.quiet();
    const exchange = { does: what, reads: handset.messages().slice(before) };
    story.push(exchange);
    return exchange;
  };
  const says = (text: string) => does(text, () => shopper.says(text));
  return {
    phone: shopper.phone,
    story,
    says,
    presses: (label) => does(`[${label}]`, () => handset.presses(label)),
    shares: (label) => does(`[${label}]`, () => handset.shares()),
    buys: (total) => does('', () => buy(world, { chat: handset.chat, phone: shopper.phone, total })),
    saysCode: () => says(/\b\d{6}\b/.exec(handset.messages().at(-1)?.words ?? '')?.[0] ?? ''),
  };
}

/** By phone, as most shoppers do; whoever gave none shows the card. */
async function buy(world: World, { chat, phone, total }: { chat: string; phone: string; total: number }): Promise<void> {
  const till = tillAt(world);
  const byPhone = await till.get(`/members?phone=${encodeURIComponent(phone)}`);
  const whose = byPhone.status === 200 ? { phone } : { card: await cardOf(world, `telegram:${chat}`) };
  const { status, body } = await till.sells({
    ...whose,
    total,
    currency: world.program.shop.currency,
    lines: [{ sku: 'tea-oolong', name: 'Oolong tea', category: 'tea', amount: total }],
  });
  if (status !== 201) throw new Error(body.detail);
}

function readInChat({ message, markup }: Shown): Reading {
  const inline = (message.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
  const keyboard = markup !== undefined && 'keyboard' in markup ? markup.keyboard.flat() : [];
  return {
    words: message.text ?? message.caption ?? '',
    buttons: [...inline, ...keyboard.map((button) => (typeof button === 'string' ? button : button.text))],
    picture: message.photo !== undefined,
    segments: 0,
  };
}

/** What was answered, message by message, as the eye takes it: a no-break space is a space. */
export const wordsOf = ({ reads }: Exchange): string => reads.map(({ words }) => words.replaceAll(/[\u00a0\u202f]/g, ' ')).join('\n---\n');

/** What differs from run to run, always the same: a card, a code, the shop's address. */
export const masked = (text: string): string =>
  text
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'https://shop.example')
    .replaceAll(/\/([cd])\/[\w-]+/g, '/$1/Kd83hs')
    .replaceAll(/\b29\d{11}\b/g, '2912345678906')
    .replaceAll(/\b29\d\d \d{4} \d{4} \d\b/g, '2912 3456 7890 6')
    .replaceAll(/\b\d{6}\b(?! \d)/g, (digits, at: number, whole: string) => (/\+[\d ]*$/.test(whole.slice(0, at)) ? digits : '482193'));
