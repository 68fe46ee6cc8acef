import type { Message, Update, User } from 'grammy/types';
import type { Incoming, Said } from '../../conversation/incoming.ts';
import type { Language } from '../../texts/message.ts';

const TEXT_CHARACTERS_MAX = 4096;

/** What an update says, for the conversation; nothing for what is none of its business (edits, channels, other bots). */
export function toIncoming(botId: string, update: Update): Incoming | undefined {
  const id = `telegram:${botId}:${update.update_id}`;
  if (update.message !== undefined) return fromMessage(id, update.message);
  if (update.callback_query !== undefined) {
    const { from, data } = update.callback_query;
    return heard(id, from.id, from, choiceOf(data ?? ''));
  }
  if (update.my_chat_member !== undefined) {
    const { chat, from, new_chat_member: now } = update.my_chat_member;
    const gone = now.status === 'kicked' || now.status === 'left';
    if (chat.type === 'private') return heard(id, chat.id, from, { kind: gone ? 'blocked' : 'unblocked' });
    return gone || chat.type === 'channel' ? undefined : heard(id, chat.id, from, { kind: 'group' });
  }
  return undefined;
}

function fromMessage(id: string, message: Message): Incoming | undefined {
  const { chat, from } = message;
  if (from === undefined || from.is_bot) return undefined;
  if (chat.type === 'private') return heard(id, chat.id, from, saidBy(message, from));
  return message.text?.startsWith('/') ? heard(id, chat.id, from, { kind: 'group' }) : undefined;
}

function heard(id: string, chat: number, from: User, said: Said): Incoming {
  const language = languageOf(from.language_code);
  const profileName = [from.first_name, from.last_name].filter((part) => part !== undefined && part !== '').join(' ');
  return {
    id,
    channel: 'telegram',
    address: `telegram:${chat}`,
    said,
    ...(profileName === '' ? {} : { profileName }),
    ...(language === undefined ? {} : { languageHint: language }),
  };
}

function saidBy(message: Message, from: User): Said {
  if (message.contact !== undefined) {
    const { phone_number, user_id } = message.contact;
    return { kind: 'contact', phone: phone_number, proved: user_id === from.id && message.forward_origin === undefined };
  }
  if (message.text === undefined) return pictureOf(message) ?? { kind: 'other' };
  const text = message.text.toWellFormed().replaceAll('\u0000', '').slice(0, TEXT_CHARACTERS_MAX);
  const start = /^\/start(?:@\w+)?(?:\s+(\S{1,64}))?\s*$/.exec(text);
  if (start !== null) return { kind: 'start', payload: start[1] ?? '' };
  return { kind: 'text', text: text.replace(/^(\/\w+)@\w+/, '$1') };
}

/** The largest form of a photo, or a picture sent as a file: only its id is taken, whatever it weighs. */
function pictureOf({ photo, document, caption }: Message): Said | undefined {
  const words = typeof caption === 'string' ? { words: caption.slice(0, TEXT_CHARACTERS_MAX) } : {};
  const size = Array.isArray(photo) ? photo.at(-1)?.file_id : undefined;
  if (isFileId(size)) return { kind: 'picture', picture: `photo:${size}`, ...words };
  const isImage = typeof document?.mime_type === 'string' && document.mime_type.startsWith('image/');
  return isImage && isFileId(document?.file_id) ? { kind: 'picture', picture: `document:${document.file_id}`, ...words } : undefined;
}

const isFileId = (id: unknown): id is string => typeof id === 'string' && /^[\w-]{1,200}$/.test(id);

/** "join.offers:yes": the question the button stood under, and the value behind it. */
function choiceOf(data: string): Said {
  const colon = data.indexOf(':');
  return colon === -1
    ? { kind: 'choice', step: '', value: data }
    : { kind: 'choice', step: data.slice(0, colon), value: data.slice(colon + 1) };
}

/** Telegram's tag is a first guess. Languages whose speakers mostly read Russian get Russian. */
const languages: Readonly<Record<string, Language>> = { en: 'en', pl: 'pl', ru: 'ru', be: 'ru', uk: 'ru', kk: 'ru' };

const languageOf = (tag: string | undefined): Language | undefined =>
  tag === undefined ? undefined : languages[tag.slice(0, 2).toLowerCase()];
