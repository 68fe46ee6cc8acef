import { randomInt } from 'node:crypto';
import type { Chats } from './chats.ts';
import { withFound } from './found.ts';
import type { Message, Shown, User } from './objects.ts';
import type { Person, Shoppers } from './shopper.ts';
import type { Updates } from './updates.ts';

/** A group chat, seen from its people. */
export type Group = {
  readonly id: number;
  addBot(by: Person): void;
  removeBot(by: Person): void;
  /** The bot hears it only while it is in the group. */
  send(by: Person, text: string): Message;
  /** Somebody answers a message of the group: a bot hears replies to its own. */
  reply(by: Person, messageId: number, text: string): Message;
  /** Somebody presses a button under a message. Throws where there is none, as no app would offer it. */
  tap(by: Person, messageId: number, data: string): void;
  /** Somebody presses the newest button with this label. */
  press(by: Person, label: string): void;
  messages(): readonly Shown[];
};

type Deps = {
  readonly bot: User;
  readonly chats: Chats;
  readonly shoppers: Shoppers;
  readonly updates: Updates;
  readonly now: () => number;
};

export function createGroups({ bot, chats, shoppers, updates, now }: Deps) {
  function group({ id, title }: { readonly id: number; readonly title: string }): Group {
    const chat = chats.open({ id, type: 'group', title });

    function move(by: Person, into: boolean): void {
      chat.standing = into ? 'open' : 'gone';
      const inside = { status: 'member' as const, user: bot };
      const outside = { status: 'left' as const, user: bot };
      const [before, after] = into ? [outside, inside] : [inside, outside];
      const date = Math.floor(now() / 1000);
      updates.push({ my_chat_member: { chat: chat.info, from: userOf(by), date, old_chat_member: before, new_chat_member: after } });
    }

    function say(by: Person, text: string, answered?: Message): Message {
      const entities = withFound(text, []);
      const content = { text, ...(entities.length > 0 && { entities }), ...(answered !== undefined && { reply_to_message: answered }) };
      const message = chats.say(chat, content, userOf(by));
      if (chat.standing === 'open') updates.push({ message });
      return message;
    }

    function tap(by: Person, messageId: number, data: string): void {
      const message = chat.shown.get(messageId)?.message;
      const buttons = message?.reply_markup?.inline_keyboard.flat() ?? [];
      if (!message || !buttons.some((button) => button.callback_data === data)) throw new Error(`No button "${data}" under ${messageId}`);
      const query = `${now()}${randomInt(1e6, 1e7)}`;
      shoppers.tapped(query, id);
      updates.push({ callback_query: { id: query, from: userOf(by), message, chat_instance: String(id), data } });
    }

    return {
      id,
      tap,
      addBot: (by) => move(by, true),
      removeBot: (by) => move(by, false),
      send: (by, text) => say(by, text),
      reply: (by, messageId, text) => say(by, text, chat.shown.get(messageId)?.message),
      press(by, label) {
        for (const { message } of chats.shown(id).toReversed()) {
          const data = message.reply_markup?.inline_keyboard.flat().find((button) => button.text === label)?.callback_data;
          if (data !== undefined) return tap(by, message.message_id, data);
        }
        throw new Error(`No button "${label}" in the group`);
      },
      messages: () => chats.shown(id),
    };
  }
  return { group };
}

const userOf = ({ id, firstName, languageCode }: Person): User => ({
  id,
  is_bot: false,
  first_name: firstName,
  ...(languageCode !== undefined && { language_code: languageCode }),
});
