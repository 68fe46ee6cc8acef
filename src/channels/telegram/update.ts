import type { Update } from 'grammy/types';

/**
 * An update out of the body of a call, with those of its parts that we read and that are what Telegram says they are; nothing when it is no
 * update. A part of another shape is left out, not refused: Telegram would bring it again and again, before everything that comes after.
 */
export const readUpdate = (rawBody: Buffer): Update | undefined => readParts(parse(rawBody));

/** The same for an update that somebody else has parsed. */
export function readParts(read: unknown): Update | undefined {
  if (!isObject(read) || !Number.isSafeInteger(read['update_id'])) return undefined;
  const { update_id, message, callback_query, my_chat_member } = read;
  const parts = {
    update_id,
    ...(isMessage(message) && { message }),
    ...(isTap(callback_query) && { callback_query }),
    ...(isStanding(my_chat_member) && { my_chat_member }),
  };
  return parts as unknown as Update;
}

function parse(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8'));
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTextIfAny = (value: unknown): boolean => value === undefined || typeof value === 'string';
const isId = (value: unknown): boolean => Number.isSafeInteger(value);

const isMessage = (value: unknown): value is Fields =>
  isObject(value) &&
  isChat(value['chat']) &&
  (value['from'] === undefined || isUser(value['from'])) &&
  isTextIfAny(value['text']) &&
  (value['contact'] === undefined || isContact(value['contact']));

const isTap = (value: unknown): value is Fields =>
  isObject(value) && typeof value['id'] === 'string' && isUser(value['from']) && isTextIfAny(value['data']);

const isStanding = (value: unknown): value is Fields =>
  isObject(value) && isChat(value['chat']) && isUser(value['from']) && isObject(value['new_chat_member']);

const isChat = (value: unknown): boolean => isObject(value) && isId(value['id']) && typeof value['type'] === 'string';

const isUser = (value: unknown): boolean =>
  isObject(value) && isId(value['id']) && ['first_name', 'last_name', 'language_code'].every((name) => isTextIfAny(value[name]));

const isContact = (value: unknown): boolean => isObject(value) && typeof value['phone_number'] === 'string';
