import type { BotApiEvent, ChatInfo, Content, Markup, Message, Shown, User } from './objects.ts';

/** Messages kept per chat; the oldest go first. */
const messagesMax = 1000;

/** `new`: never wrote, so a bot cannot see the chat. `gone`: the person's account was deleted, or the bot is not in the group. */
type Standing = 'new' | 'open' | 'blocked' | 'gone';

export type Chat = { readonly info: ChatInfo; standing: Standing; readonly shown: Map<number, Shown> };

export type Chats = ReturnType<typeof createChats>;

/** The chats and all that was said in them. Message ids count over all chats of the bot, as they do for private chats. */
export function createChats({ bot, now, tell }: { bot: User; now: () => number; tell: (event: BotApiEvent) => void }) {
  const chats = new Map<number, Chat>();
  const watchers = new Map<number, (shown: Shown) => void>();
  let lastMessageId = 0;

  function open(info: ChatInfo): Chat {
    const known = chats.get(info.id);
    if (known) return known;
    const chat: Chat = { info, standing: 'new', shown: new Map() };
    chats.set(info.id, chat);
    return chat;
  }

  function put(chat: Chat, shown: Shown, kind: 'message' | 'edited'): Message {
    chat.shown.set(shown.message.message_id, shown);
    if (chat.shown.size > messagesMax) chat.shown.delete(chat.shown.keys().next().value ?? 0);
    tell({ kind, chat: chat.info.id, shown });
    return shown.message;
  }

  return {
    open,
    find: (id: number): Chat | undefined => chats.get(id),
    shown: (id: number): readonly Shown[] => [...(chats.get(id)?.shown.values() ?? [])],

    /** One watcher per chat hears what the bot says there. */
    watch: (id: number, watcher: (shown: Shown) => void): void => void watchers.set(id, watcher),

    /** Adds a message of a person, or of the bot when `from` is left out. */
    say(chat: Chat, content: Content, from: User = bot, markup?: Markup): Message {
      lastMessageId += 1;
      const date = Math.floor(now() / 1000);
      const message: Message = { message_id: lastMessageId, from, chat: chat.info, date, ...content };
      const shown: Shown = { own: from.id !== bot.id, message, ...(markup && { markup }) };
      put(chat, shown, 'message');
      if (!shown.own) watchers.get(chat.info.id)?.(shown);
      return message;
    },

    replace(chat: Chat, message: Message, markup: Markup | undefined): Message {
      const edited = { ...message, edit_date: Math.floor(now() / 1000) };
      return put(chat, { own: false, message: edited, ...(markup && { markup }) }, 'edited');
    },

    remove(chat: Chat, messageId: number): void {
      chat.shown.delete(messageId);
      tell({ kind: 'deleted', chat: chat.info.id, messageId });
    },
  };
}
