import type { Language } from '../texts/message.ts';
import type { Person } from './bot-api/shopper.ts';
import type { BotApi } from './bot-api.ts';

const names: Readonly<Record<Language, string>> = { en: 'Manager', pl: 'Kierownik', ru: 'Хозяин' };

/** The number of the one who reads that chat: below the numbers of shoppers. */
const PERSON = 900_000_001;

export type Manager = ReturnType<typeof createManager>;

/**
 * The chat in which the shop's people hear of unhappy shoppers: a group with the bot in it. It is the shop's, so every browser shows the same one,
 * and whatever is done there is done by the manager.
 */
export function createManager(botApi: BotApi, { chat, title, language }: { chat: number; title: string; language: Language }) {
  const group = botApi.group({ id: chat, title });
  const by: Person = { id: PERSON, firstName: names[language], languageCode: language };
  group.addBot(by);
  return {
    chat,
    tap: (messageId: number, data: string): void => group.tap(by, messageId, data),
    reply: (messageId: number, text: string): void => void group.reply(by, messageId, text),
    messages: group.messages,
  };
}
