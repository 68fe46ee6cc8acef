import type { Chats } from './chats.ts';
import { withFound } from './found.ts';
import type { Message, Shown, User } from './objects.ts';
import type { Person } from './shopper.ts';
import type { Updates } from './updates.ts';

/** A group chat, seen from its people. */
export type Group = {
  readonly id: number;
  addBot(by: Person): void;
  removeBot(by: Person): void;
  /** The bot hears it only while it is in the group. */
  send(by: Person, text: string): Message;
  messages(): readonly Shown[];
};

type Deps = { readonly bot: User; readonly chats: Chats; readonly updates: Updates; readonly now: () => number };

export function createGroups({ bot, chats, updates, now }: Deps) {
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

    return {
      id,
      addBot: (by) => move(by, true),
      removeBot: (by) => move(by, false),
      send(by, text) {
        const entities = withFound(text, []);
        const message = chats.say(chat, { text, ...(entities.length > 0 && { entities }) }, userOf(by));
        if (chat.standing === 'open') updates.push({ message });
        return message;
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
