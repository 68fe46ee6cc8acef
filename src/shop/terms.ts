import { createHmac } from 'node:crypto';
import { transliterate } from '../channels/transliterate.ts';
import { isReachable } from '../channels/web/receipt-links.ts';
import type { Shop as ShopTerms } from '../conversation/scene.ts';
import type { ChannelName } from '../delivery/channel.ts';
import { cardToken } from '../members/card-token.ts';
import { phoneHash } from '../members/codes.ts';
import type { Program } from '../rules/program.ts';
import type { ShopDeps } from '../shop.ts';
import type { Facts, Language, Message } from '../texts/message.ts';
import { render } from '../texts/render.ts';

/** What the conversation needs to know of its shop. `key`: of keyed hashes. */
export function termsOf(deps: ShopDeps, key: string): ShopTerms {
  const { program } = deps;
  const terms: ShopTerms = {
    program,
    programHash: deps.programHash,
    smsAvailable: deps.sms !== undefined,
    termsUrl: program.shop.termsUrl ?? `${deps.publicUrl}/terms`,
    facts: { contact: program.shop.contact, ...commandsOf(deps) },
    wordingOf: (message: Message, language, channel) =>
      render(message, language, channel, { shared: sharedFacts(terms, program, channel, language) }).text,
    phoneHash: (phone) => phoneHash(key, phone),
    answererHash: (address) => answererHash(key, address),
    ...(deps.managerChatId === undefined || deps.telegram === undefined ? {} : { managerAddress: `telegram:${deps.managerChatId}` }),
    dataUrl: (token) => (isReachable(deps.publicUrl, deps.playground ?? false) ? `${deps.publicUrl}/d/${token}` : undefined),
    cardUrl: (member) => `${deps.publicUrl}/c/${cardToken(key, member.id)}`,
  };
  return terms;
}

/** How one joins and asks for help in a chat: in somebody else's bot /start and /help may mean something else. */
const commandsOf = ({ mounted }: ShopDeps): Facts => ({
  joinCommand: mounted === undefined || mounted.takes('start') ? '/start' : '/join',
  helpCommand: mounted === undefined || mounted.takes('help') ? '/help' : '/loyalty',
});

/** Who answered about a receipt, as answers keep it: a chat, a phone, a browser. */
export const answererHash = (key: string, answerer: string): string =>
  createHmac('sha256', key).update(`answer ${answerer}`).digest('base64url');

/** What any text may mention. By SMS the shop's name is short, because every letter costs, and Latin where one Cyrillic letter would double the price. */
export const sharedFacts = (terms: ShopTerms, program: Program, channel: ChannelName, language: Language): Facts => ({
  ...terms.facts,
  shop: channel !== 'sms' ? program.shop.name : language === 'ru' ? program.shop.smsName : transliterate(program.shop.smsName),
  terms: terms.termsUrl,
});
