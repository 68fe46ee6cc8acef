import type { Message, Update } from 'grammy/types';
import { type Keyword, mayBeKeyword, readKeyword } from '../../conversation/keywords.ts';
import type { Standing } from '../../conversation/standing.ts';
import { readCode } from '../../purchases/invitation.ts';
import { toDesk } from './desk.ts';
import { type Hearing, hearUpdate } from './hear.ts';
import { isOurStart, MOUNTED_PREFIX, withoutPrefix } from './prefix.ts';
import { readParts } from './update.ts';

export type Deps = Hearing & {
  /** What of ours the host leaves to us, by the name of a command and its words. */
  readonly takes: (keyword: Keyword) => boolean;
  /** The chats in which a question of ours is open, as this process remembers them; absent: others hear this bot as well, and the database is asked. */
  readonly open?: Map<number, number>;
  readonly standingOf: (address: string) => Promise<Standing>;
  /** Whether a message of the bot's was ours. */
  readonly isOurMessage: (address: string, reference: string) => Promise<boolean>;
  readonly log: { error(about: object, text: string): void };
  readonly clock: () => number;
};

export type Mounted = {
  /** False at once for what is the host's. Otherwise resolves when it is kept, to whether it was ours alone. Never throws. */
  hear(update: Update): false | Promise<boolean>;
};

/** A host's dialogues need its texts back: after an hour of silence our question is answered by its buttons and commands only. */
const TEXTS_ANSWER_FOR_MS = 60 * 60 * 1000;
/** With room for spaces and dashes between its signs. */
const CODE_CHARACTERS_MAX = 30;
const TRY_AGAIN_AFTER_MS = [200, 1000, 3000];

/** Our part in somebody else's bot: hears what is ours, and leaves the rest alone. */
export function createMounted(deps: Deps): Mounted {
  const { open, log } = deps;
  const glance = createGlance(deps);
  const busy = new Map<number, Promise<boolean>>();

  function hear(update: Update): false | Promise<boolean> {
    const chat = chatOf(update);
    const before = chat === undefined ? undefined : busy.get(chat);
    if (before === undefined && glanceSafely(update) === 'host') return false;
    if (chat === undefined) return listen(update);
    // What somebody says while we still think about what they said before may answer it: only then is known whose it is.
    const turn = before === undefined ? listen(update, chat) : before.then(() => listen(update, chat));
    busy.set(chat, turn);
    void turn.then(() => busy.get(chat) === turn && busy.delete(chat));
    return turn;
  }

  async function listen(update: Update, chat?: number): Promise<boolean> {
    let isOurs = false;
    for (let tries = 0; ; tries += 1) {
      try {
        isOurs ||= await lookAt(update);
        const parts = readParts(update);
        if (!isOurs || parts === undefined) return false;
        await hearUpdate(deps, withoutPrefix(parts));
        if (chat !== undefined) await remember(chat);
        return update.my_chat_member === undefined; // who blocks the bot, blocks the host too
      } catch (error) {
        const pauseMs = TRY_AGAIN_AFTER_MS[tries];
        if (pauseMs === undefined) {
          log.error({ err: error, update: update.update_id }, 'an update could not be handled and is passed over');
          return isOurs && update.my_chat_member === undefined;
        }
        await new Promise((later) => setTimeout(later, pauseMs));
      }
    }
  }

  async function lookAt(update: Update): Promise<boolean> {
    const seen = glance(update);
    return typeof seen === 'function' ? seen() : seen === 'ours';
  }

  function glanceSafely(update: Update): ReturnType<typeof glance> {
    try {
      return glance(update);
    } catch (error) {
      log.error({ err: error, update: update.update_id }, 'an update is not what Telegram says updates are');
      return 'host';
    }
  }

  async function remember(chat: number): Promise<void> {
    if (open === undefined) return;
    const { askedAt } = await deps.standingOf(`telegram:${chat}`);
    if (askedAt === undefined) open.delete(chat);
    else open.set(chat, askedAt);
  }

  return { hear };
}

/** Whose an update is: told at once, or by looking into the database. */
type Glance = 'host' | 'ours' | (() => Promise<boolean>);

function createGlance({ botId, desk, takes, open, standingOf, isOurMessage, clock }: Deps): (update: Update) => Glance {
  const deskChat = desk === undefined ? undefined : Number(desk.chat);

  function ofMessage(update: Update, message: Message): Glance {
    const { chat, from, reply_to_message: repliedTo } = message;
    if (from === undefined || from.is_bot) return 'host';
    const atDesk = chat.id === deskChat ? toDesk(botId, String(deskChat), update) : 'elsewhere';
    if (typeof atDesk !== 'string' && 'cast' in atDesk) return 'ours';
    if (typeof atDesk !== 'string' && repliedTo !== undefined)
      return () => isOurMessage(`telegram:${chat.id}`, String(repliedTo.message_id));
    return chat.type === 'private' ? ofPrivate(message, chat.id) : 'host';
  }

  function ofPrivate(message: Message, chat: number): Glance {
    const { text, reply_to_message: repliedTo } = message;
    if (message.contact !== undefined) {
      const isOwn = message.contact.user_id === chat;
      return when(chat, (standing) => isOpen(standing) || (isOwn && standing.member && !standing.hasPhone));
    }
    const isReply = repliedTo?.from?.is_bot === true;
    if (text === undefined) return isPicture(message) || isSound(message) ? ofAnswer(chat, isReply) : 'host';
    if (text.startsWith('/')) return ofCommand(text, chat);
    const word = readWord(text);
    if (word !== undefined && takes(word)) return when(chat, (standing) => standing.member || isOpen(standing));
    return ofAnswer(chat, isReply);
  }

  /** Only commands by their very names: "/cancel" means STOP to us as a word, and belongs to the host as a command. */
  function ofCommand(text: string, chat: number): Glance {
    const [, name = '', rest = ''] = /^\/(\w+)(?:@\w+)?\s*(.*)$/s.exec(text) ?? [];
    if (name === HELP_COMMAND) return 'ours';
    if (!isCommand(name)) return 'host';
    if (name === 'start' && rest !== '') return isOurStart(text) ? 'ours' : 'host';
    if (takes(name)) return 'ours';
    return mayBeOpen(chat) ? when(chat, isOpen) : 'host';
  }

  function ofAnswer(chat: number, isReply: boolean): Glance {
    if (mayBeWaiting(chat)) return when(chat, (standing) => isWaiting(standing) || (isReply && standing.talking));
    return isReply ? when(chat, ({ talking }) => talking) : 'host';
  }

  const when =
    (chat: number, isOurs: (standing: Standing) => boolean): (() => Promise<boolean>) =>
    async () =>
      isOurs(await standingOf(`telegram:${chat}`));
  const isOpen = ({ askedAt }: Standing): boolean => askedAt !== undefined;
  const isWaiting = ({ askedAt }: Standing): boolean => askedAt !== undefined && clock() - askedAt <= TEXTS_ANSWER_FOR_MS;
  const mayBeOpen = (chat: number): boolean => open === undefined || open.has(chat);
  const mayBeWaiting = (chat: number): boolean => {
    const askedAt = open?.get(chat);
    return open === undefined || (askedAt !== undefined && clock() - askedAt <= TEXTS_ANSWER_FOR_MS);
  };

  return (update) => {
    const { message, callback_query: tap, my_chat_member: moved } = update;
    if (message) return ofMessage(update, message);
    if (tap) return tap.data?.startsWith(MOUNTED_PREFIX) ? 'ours' : 'host';
    if (moved?.chat.type === 'private') return when(moved.chat.id, ({ member }) => member);
    return 'host';
  };
}

/** Help, under a name that no host has. */
const HELP_COMMAND = 'loyalty';

const commands: ReadonlySet<string> = new Set<Keyword>([
  ...(['join', 'balance', 'card', 'history', 'why', 'coupons', 'language', 'stop', 'resume'] as const),
  ...(['mydata', 'forget', 'name', 'email', 'birthday', 'person', 'start', 'help'] as const),
]);
const isCommand = (name: string): name is Keyword => commands.has(name);

const isPicture = ({ photo, document }: Message): boolean => photo !== undefined || document !== undefined;
const isSound = ({ sticker, voice, video, video_note, audio }: Message): boolean =>
  sticker !== undefined || voice !== undefined || video !== undefined || video_note !== undefined || audio !== undefined;

/** The keyword a text is. Most of what a host hears is none, and is known by its beginning. */
function readWord(text: string): Keyword | undefined {
  if (text.length <= CODE_CHARACTERS_MAX && /^\s*r/i.test(text) && readCode(text) !== undefined) return 'receipt';
  return mayBeKeyword(text) ? readKeyword(text)?.keyword : undefined;
}

/** The private chat in which something happened: there one thing follows another. */
function chatOf({ message, callback_query: tap, my_chat_member: moved }: Update): number | undefined {
  const chat = message?.chat ?? moved?.chat;
  return chat === undefined ? tap?.from?.id : chat.type === 'private' ? chat.id : undefined;
}
