import { badRequest, done, forbidden, type Result, tooManyRequests } from './answers.ts';
import type { Chat, Chats } from './chats.ts';
import { flagField, jsonField, numberField, textField } from './fields.ts';
import { withFound } from './found.ts';
import { type Formatted, parseHtml, trimmed } from './html.ts';
import { readMarkup } from './keyboards.ts';
import type {
  BotApiEvent,
  Content,
  Entity,
  Fields,
  InlineKeyboard,
  Markup,
  Message,
  Method,
  MethodCall,
  Photo,
  Shown,
  User,
} from './objects.ts';
import type { Pace } from './pace.ts';
import type { Pictures } from './pictures.ts';
import type { Shoppers } from './shopper.ts';

/** Characters after entities are parsed (core.telegram.org/bots/api#sendmessage, #sendphoto, #answercallbackquery). */
const textCharactersMax = 4096;
const captionCharactersMax = 1024;
const tapAnswerCharactersMax = 200;
const entitiesMax = 100;

type Deps = {
  readonly bot: User;
  readonly chats: Chats;
  readonly pictures: Pictures;
  readonly shoppers: Shoppers;
  readonly pace: Pace;
  readonly now: () => number;
  readonly tell: (event: BotApiEvent) => void;
};

/** The methods that say, change and take back messages. */
export function messageMethods(deps: Deps): Readonly<Record<string, Method>> {
  return {
    sendMessage: ({ fields }) => send(deps, fields, () => textContent(fields)),
    sendPhoto: (call) => send(deps, call.fields, () => photoContent(deps, call)),
    sendDocument: ({ fields }) => send(deps, fields, () => documentContent(deps, fields)),
    editMessageText: ({ fields }) => edit(deps, fields, () => textContent(fields)),
    editMessageReplyMarkup: ({ fields }) => edit(deps, fields, (message) => message),
    deleteMessage: ({ fields }) => remove(deps, fields),
    sendChatAction: ({ fields }) => inChat(deps, fields, () => done(true)),
    leaveChat: ({ fields }) => inChat(deps, fields, leave),
    answerCallbackQuery: ({ fields }) => answerTap(deps, fields),
  };
}

type Made = Content | { readonly error: string };

function send(deps: Deps, fields: Fields, make: () => Made): Result {
  return inChat(deps, fields, (chat) => {
    const content = make();
    if ('error' in content) return badRequest(content.error);
    const read = readMarkup(jsonField(fields, 'reply_markup'), chat.info.type === 'private');
    if ('error' in read) return badRequest(read.error);
    const seconds = deps.pace.take(chat.info.id);
    if (seconds !== undefined) return tooManyRequests(seconds);
    return done(deps.chats.say(chat, { ...content, ...inlinePart(read.markup) }, deps.bot, read.markup));
  });
}

/** A chat the bot may write to, or Telegram's reason why not. */
function inChat({ chats }: Deps, fields: Fields, act: (chat: Chat) => Result): Result {
  if (textField(fields, 'chat_id') === '') return badRequest('chat_id is empty');
  const chat = chats.find(numberField(fields, 'chat_id') ?? 0);
  if (!chat || chat.standing === 'new') return badRequest('chat not found');
  if (chat.standing === 'blocked') return forbidden('bot was blocked by the user');
  if (chat.standing === 'gone')
    return forbidden(chat.info.type === 'private' ? 'user is deactivated' : 'bot was kicked from the group chat');
  return act(chat);
}

function textContent(fields: Fields): Made {
  const formatted = format(fields, 'text', 'entities');
  if (!formatted.ok) return { error: formatted.error };
  const { text, entities } = formatted;
  if (text === '') return { error: 'message text is empty' };
  if (charactersIn(text) > textCharactersMax) return { error: 'message is too long' };
  return { text, ...(entities.length > 0 && { entities }) };
}

function photoContent(deps: Deps, call: MethodCall): Made {
  const photo = readPhoto(deps, call);
  if ('error' in photo) return photo;
  const formatted = format(call.fields, 'caption', 'caption_entities');
  if (!formatted.ok) return { error: formatted.error };
  const { text, entities } = formatted;
  if (charactersIn(text) > captionCharactersMax) return { error: 'message caption is too long' };
  return { photo: [photo.size], ...(text && { caption: text }), ...(entities.length > 0 && { caption_entities: entities }) };
}

/** A file is sent on by its id. */
function documentContent({ pictures }: Deps, fields: Fields): Made {
  const document = pictures.findFile(textField(fields, 'document'));
  if (document === undefined) return { error: 'wrong file identifier/HTTP URL specified' };
  const formatted = format(fields, 'caption', 'caption_entities');
  if (!formatted.ok) return { error: formatted.error };
  return { document, ...(formatted.text && { caption: formatted.text }) };
}

/** A photo is a file in the same form (by its own name or as `attach://NAME`), or the id of one sent before. */
function readPhoto({ pictures }: Deps, { fields, files }: MethodCall): Photo | { readonly error: string } {
  const named = textField(fields, 'photo');
  const file = files[named.startsWith('attach://') ? named.slice('attach://'.length) : 'photo'];
  if (file) return pictures.keep(file);
  if (named === '' || named.startsWith('attach://')) return { error: 'there is no photo in the request' };
  return pictures.find(named) ?? { error: 'wrong file identifier/HTTP URL specified' };
}

function format(fields: Fields, textName: string, entitiesName: string): Formatted {
  const raw = textField(fields, textName);
  const mode = textField(fields, 'parse_mode').toLowerCase();
  if (mode !== '' && mode !== 'html') return { ok: false, error: 'unsupported parse_mode' };
  const given = jsonField(fields, entitiesName);
  const formatted: Formatted =
    mode === 'html' ? parseHtml(raw) : { ok: true, ...trimmed(raw, Array.isArray(given) ? (given as Entity[]) : []) };
  return formatted.ok ? { ...formatted, entities: withFound(formatted.text, formatted.entities).slice(0, entitiesMax) } : formatted;
}

function edit(deps: Deps, fields: Fields, make: (message: Message) => Made): Result {
  return inChat(deps, fields, (chat) => {
    const shown = chat.shown.get(numberField(fields, 'message_id') ?? 0);
    if (!shown) return badRequest('message to edit not found');
    if (shown.own) return badRequest("message can't be edited");
    const content = make(shown.message);
    if ('error' in content) return badRequest(content.error === 'message is too long' ? 'MESSAGE_TOO_LONG' : content.error);
    if (content.text !== undefined && shown.message.text === undefined) return badRequest('there is no text in the message to edit');
    const read = readMarkup(jsonField(fields, 'reply_markup'), chat.info.type === 'private');
    if ('error' in read) return badRequest(read.error);
    if (read.markup && !('inline_keyboard' in read.markup)) return badRequest("message can't be edited");

    const edited = rewritten(shown.message, content, read.markup);
    if (isSame(edited, shown)) return badRequest(notModified);
    return done(deps.chats.replace(chat, edited, read.markup));
  });
}

const notModified =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

function rewritten(message: Message, content: Content, markup: Markup | undefined): Message {
  const { text: _text, entities: _entities, reply_markup: _keyboard, edit_date: _edited, ...kept } = message;
  const { text, entities } = content;
  return { ...kept, ...(text !== undefined && { text }), ...(entities && { entities }), ...inlinePart(markup) };
}

function isSame(edited: Message, { message }: Shown): boolean {
  const facts = ({ text, entities, caption, reply_markup }: Message) =>
    JSON.stringify([text, entities, caption, reply_markup?.inline_keyboard.length ? reply_markup : null]);
  return facts(edited) === facts(message);
}

function remove(deps: Deps, fields: Fields): Result {
  return inChat(deps, fields, (chat) => {
    const id = numberField(fields, 'message_id') ?? 0;
    if (!chat.shown.has(id)) return badRequest('message to delete not found');
    deps.chats.remove(chat, id);
    return done(true);
  });
}

function leave(chat: Chat): Result {
  if (chat.info.type === 'private') return badRequest("can't leave private chat");
  chat.standing = 'gone';
  return done(true);
}

function answerTap({ shoppers, tell }: Deps, fields: Fields): Result {
  const text = textField(fields, 'text');
  if (charactersIn(text) > tapAnswerCharactersMax) return badRequest('MESSAGE_TOO_LONG');
  const query = textField(fields, 'callback_query_id');
  const chat = shoppers.answered(query);
  if (chat === undefined) return badRequest('query is too old and response timeout expired or query ID is invalid');
  tell({ kind: 'tap-answered', chat, query, text, alert: flagField(fields, 'show_alert') });
  return done(true);
}

const inlinePart = (markup: Markup | undefined): { reply_markup?: InlineKeyboard } =>
  markup && 'inline_keyboard' in markup && markup.inline_keyboard.length > 0 ? { reply_markup: markup } : {};

const charactersIn = (text: string): number => [...text].length;
