import { randomInt } from 'node:crypto';
import { nextOf } from '../next.ts';
import type { Chat, Chats } from './chats.ts';
import { withFound } from './found.ts';
import type { BotApiEvent, Contact, Content, Markup, Message, Shown, User } from './objects.ts';
import type { Pictures } from './pictures.ts';
import type { Updates } from './updates.ts';

export type Person = { readonly id: number; readonly firstName: string; readonly languageCode?: string };

/** A person in a private chat with the bot. What they do becomes updates exactly as Telegram words them. */
export type Shopper = {
  readonly id: number;
  /** Opens the chat: `/start`, with what followed `?start=` in the link. */
  start(payload?: string): Message;
  send(text: string): Message;
  /** Presses a button under a message; answers the id of the tap. */
  tap(messageId: number, data: string): string;
  /** Presses the newest button with this label, under a message or on the keyboard. */
  press(label: string): void;
  /** `own`: by the button that shares one's own number; else a card out of the address book. `forwarded`: somebody's message passed on. */
  shareContact(phone: string, how?: { readonly own?: boolean; readonly forwarded?: boolean }): Message;
  sendSticker(): Message;
  /** Sends a picture, as Telegram shrinks it; or a file of any size as it is. */
  sendPhoto(bytes: Buffer, caption?: string): Message;
  sendFile(file: { readonly mimeType: string; readonly bytes: number }, caption?: string): Message;
  /** Writes as a reply to a message of the chat. */
  reply(messageId: number, text: string): Message;
  block(): void;
  unblock(): void;
  /** Deletes the account: the bot hears nothing, and is refused. */
  vanish(): void;
  speak(languageCode: string): void;
  languageCode(): string | undefined;
  isBlocked(): boolean;
  messages(): readonly Shown[];
  /** The bot's next message that was not yet taken by this function; fails after `timeoutMs` (default 5 s). */
  nextMessage(timeoutMs?: number): Promise<Shown>;
  onMessage(listener: (shown: Shown) => void): () => void;
};

type Deps = {
  readonly bot: User;
  readonly chats: Chats;
  readonly pictures: Pictures;
  readonly updates: Updates;
  readonly now: () => number;
  readonly tell: (event: BotApiEvent) => void;
};

export type Shoppers = ReturnType<typeof createShoppers>;

export function createShoppers(deps: Deps) {
  const people = new Map<number, ReturnType<typeof createShopper>>();
  const taps = new Map<string, number>();

  return {
    user(person: Person): Shopper {
      const known = people.get(person.id);
      if (known) return known.shopper;
      const made = createShopper(deps, person, taps);
      people.set(person.id, made);
      return made.shopper;
    },
    /** A tap in another chat than the person's own. */
    tapped(query: string, chat: number): void {
      taps.set(query, chat);
    },
    /** The chat of a tap that still waits for its answer; a tap is answered once. */
    answered(query: string): number | undefined {
      const chat = taps.get(query);
      taps.delete(query);
      return chat;
    },
  };
}

/** Taps that wait for their answers, at most; the oldest become "too old". */
const tapsMax = 1000;

function createShopper(
  { bot, chats, pictures, updates, now, tell }: Deps,
  person: Person,
  taps: Map<string, number>,
): { shopper: Shopper } {
  let languageCode = person.languageCode;
  const chat = chats.open({ id: person.id, type: 'private', first_name: person.firstName });
  const inbox = nextOf<Shown>();
  const chatInstance = String(randomInt(2 ** 47));

  const from = (): User => ({
    id: person.id,
    is_bot: false,
    first_name: person.firstName,
    ...(languageCode !== undefined && { language_code: languageCode }),
  });

  function say(content: Content): Message {
    if (chat.standing === 'blocked' || chat.standing === 'gone') throw new Error('A chat with a blocked bot cannot be written to');
    chat.standing = 'open';
    const message = chats.say(chat, content, from());
    updates.push({ message });
    return message;
  }

  function send(text: string): Message {
    const entities = withFound(text, []);
    return say({ text, ...(entities.length > 0 && { entities }) });
  }

  function tap(messageId: number, data: string): string {
    const message = chat.shown.get(messageId)?.message;
    const buttons = message?.reply_markup?.inline_keyboard.flat() ?? [];
    if (!message || !buttons.some((button) => button.callback_data === data))
      throw new Error(`No button "${data}" under message ${messageId}`);
    const id = `${now()}${randomInt(1e6, 1e7)}`;
    taps.set(id, person.id);
    if (taps.size > tapsMax) taps.delete(taps.keys().next().value ?? '');
    updates.push({ callback_query: { id, from: from(), message, chat_instance: chatInstance, data } });
    return id;
  }

  function press(label: string): void {
    for (const { message, markup } of chats.shown(person.id).toReversed()) {
      const inline = message.reply_markup?.inline_keyboard.flat().find((button) => button.text === label);
      if (inline?.callback_data !== undefined) return void tap(message.message_id, inline.callback_data);
      if (replyButtons(markup).includes(label)) return void send(label);
    }
    throw new Error(`No button "${label}" in the chat`);
  }

  function shareContact(phone: string, { own = true, forwarded = false } = {}): Message {
    const contact: Contact = own
      ? { phone_number: phone, first_name: person.firstName, user_id: person.id }
      : { phone_number: phone, first_name: 'Friend' };
    const asked = own && !forwarded ? lastAsking(chat) : undefined;
    return say({
      ...(asked && { reply_to_message: asked }),
      ...(forwarded && { forward_origin: { type: 'user', sender_user: from(), date: Math.floor(now() / 1000) - 60 } }),
      contact,
    });
  }

  function change(blocked: boolean): void {
    if ((chat.standing === 'blocked') === blocked || chat.standing === 'gone') return;
    chat.standing = blocked ? 'blocked' : 'open';
    const [before, after] = blocked ? [member(bot), kicked(bot)] : [kicked(bot), member(bot)];
    const date = Math.floor(now() / 1000);
    updates.push({ my_chat_member: { chat: chat.info, from: from(), date, old_chat_member: before, new_chat_member: after } });
    tell({ kind: 'standing', chat: person.id, blocked });
  }

  const listeners = new Set<(shown: Shown) => void>();
  chats.watch(person.id, (shown) => {
    inbox.put(shown);
    for (const listener of [...listeners]) listener(shown);
  });

  const shopper: Shopper = {
    id: person.id,
    start: (payload) => send(payload ? `/start ${payload}` : '/start'),
    send,
    tap,
    press,
    shareContact,
    sendSticker: () => say({ sticker }),
    sendPhoto(bytes, caption) {
      const photo = pictures.keep(bytes);
      if ('error' in photo) throw new Error(photo.error);
      return say({ photo: [photo.size], ...(caption !== undefined && { caption }) });
    },
    sendFile: (file, caption) => say({ document: pictures.keepFile(file), ...(caption !== undefined && { caption }) }),
    reply(messageId, text) {
      const answered = chat.shown.get(messageId)?.message;
      if (answered === undefined) throw new Error(`No message ${messageId} in the chat`);
      return say({ text, reply_to_message: answered });
    },
    block: () => change(true),
    unblock: () => change(false),
    vanish() {
      chat.standing = 'gone';
    },
    speak(code) {
      languageCode = code;
      tell({ kind: 'profile' });
    },
    languageCode: () => languageCode,
    isBlocked: () => chat.standing === 'blocked',
    messages: () => chats.shown(person.id),
    nextMessage: (timeoutMs) => inbox.next(timeoutMs),
    onMessage(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return { shopper };
}

const member = (user: User) => ({ status: 'member' as const, user });
const kicked = (user: User) => ({ status: 'kicked' as const, user, until_date: 0 });

const sticker = {
  file_id: 'sticker-teapot',
  file_unique_id: 'teapot',
  type: 'regular',
  width: 512,
  height: 512,
  is_animated: false,
  is_video: false,
  emoji: '🫖',
} as const;

function replyButtons(markup: Markup | undefined): readonly string[] {
  if (!markup || !('keyboard' in markup)) return [];
  return markup.keyboard.flat().map((button) => (typeof button === 'string' ? button : button.text));
}

/** The message whose keyboard asked for the number: Telegram's apps share it as a reply to that. */
function lastAsking(chat: Chat): Message | undefined {
  const asks = ({ markup }: Shown) =>
    markup && 'keyboard' in markup && markup.keyboard.flat().some((button) => typeof button === 'object' && button.request_contact);
  return [...chat.shown.values()].findLast(asks)?.message;
}
