import type { Message, Update, User } from 'grammy/types';
import { type CastAction, type CastSaid, castActions } from '../../greetings/broadcasts/desk.ts';
import { type DeskAction, type DeskSaid, deskActions } from '../../surveys/desk.ts';

const WORDS_CHARACTERS_MAX = 4096;
const NAME_CHARACTERS_MAX = 64;

/**
 * What an update says at the manager's desk. `elsewhere`: it did not happen in the manager's chat, or is none of the desk's business in a private
 * chat, whose owner may be a member too; `nothing`: talk of a group.
 */
export function toDesk(botId: string, managerChat: string, update: Update): DeskSaid | CastSaid | 'elsewhere' | 'nothing' {
  const id = `desk:${botId}:${update.update_id}`;
  const { message, callback_query: tap, my_chat_member: moved } = update;
  if (moved !== undefined) return String(moved.chat.id) === managerChat && moved.chat.type !== 'private' ? 'nothing' : 'elsewhere';
  if (tap !== undefined) {
    if (String(tap.message?.chat?.id) !== managerChat) return 'elsewhere';
    const press = readPress(tap.data ?? '');
    if (press !== undefined) return { id, who: whoIs(tap.from), said: { kind: 'press', ...press } };
    const cast = readCast(tap.data ?? '');
    if (cast !== undefined) return { id, who: whoIs(tap.from), cast: { kind: 'press', ...cast } };
    return tap.message?.chat.type === 'private' ? 'elsewhere' : 'nothing';
  }
  if (message === undefined || String(message.chat.id) !== managerChat) return 'elsewhere';
  const text = castText(message);
  if (text !== undefined && message.from !== undefined) return { id, who: whoIs(message.from), cast: { kind: 'plan', text } };
  const number = caseIn(message.reply_to_message, botId);
  const otherwise = message.chat.type === 'private' ? 'elsewhere' : 'nothing';
  if (number === undefined || message.from === undefined || message.from.is_bot) return otherwise;
  const words = message.text?.toWellFormed().replaceAll('\u0000', '').slice(0, WORDS_CHARACTERS_MAX);
  return { id, who: whoIs(message.from), said: { kind: 'reply', case: number, ...(words === undefined ? {} : { words }) } };
}

/** "case:apology.17" */
function readPress(data: string): { readonly action: DeskAction; readonly case: number } | undefined {
  const [, name, number] = /^case:([a-z-]+)\.(\d{1,9})$/.exec(data) ?? [];
  const action = deskActions.find((one) => one === name);
  return action === undefined ? undefined : { action, case: Number(number) };
}

/** "cast:send.3" */
function readCast(data: string): { readonly action: CastAction; readonly broadcast: number } | undefined {
  const [, name, number] = /^cast:([a-z]+)\.(\d{1,9})$/.exec(data) ?? [];
  const action = castActions.find((one) => one === name);
  return action === undefined ? undefined : { action, broadcast: Number(number) };
}

/** What follows "/broadcast", also as it is written in a group: "/broadcast@our_bot". */
function castText({ text = '', from }: Message): string | undefined {
  const [command = '', ...words] = text
    .toWellFormed()
    .replaceAll('\u0000', '')
    .split(/(?=\s)/);
  if (from === undefined || from.is_bot || !/^\/broadcast(?:@\w+)?$/i.test(command)) return undefined;
  return words.join('').trim();
}

/** The case that a message of ours is about: its first line is our own words, whatever somebody may have written below. */
function caseIn(message: Message['reply_to_message'], botId: string): number | undefined {
  if (String(message?.from?.id) !== botId) return undefined;
  const firstLine = (message?.text ?? message?.caption ?? '').split('\n', 1)[0] ?? '';
  const number = /#(\d{1,9})\b/.exec(firstLine)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Who pressed or wrote, as the history of a case keeps it. */
const whoIs = ({ id, first_name, last_name }: User): string =>
  `${[first_name, last_name]
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
    .slice(0, NAME_CHARACTERS_MAX)} (${id})`;
