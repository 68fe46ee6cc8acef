import type { Markup } from './objects.ts';

/** Source of both: core.telegram.org/bots/api#inlinekeyboardbutton. */
const callbackBytesMax = 64;
const inlineButtonsMax = 100;

const inlineActions = [
  'callback_data',
  'url',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'copy_text',
  'pay',
];

type Button = Readonly<Record<string, unknown>>;

/** The keyboard that came with a message, or what Telegram says about it. */
export function readMarkup(value: unknown, privateChat: boolean): { readonly markup?: Markup } | { readonly error: string } {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object') return { error: "can't parse reply keyboard markup JSON object" };
  const error =
    'inline_keyboard' in value
      ? inlineError(value.inline_keyboard)
      : 'keyboard' in value
        ? replyError(value.keyboard, privateChat)
        : 'remove_keyboard' in value || 'force_reply' in value
          ? undefined
          : 'object expected as reply markup';
  return error ? { error } : { markup: value as Markup };
}

function inlineError(rows: unknown): string | undefined {
  if (!isRows(rows)) return 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays';
  const buttons = rows.flat();
  if (buttons.length > inlineButtonsMax) return 'reply markup is too long';
  for (const button of buttons) {
    const error = inlineButtonError(button);
    if (error) return error;
  }
  return;
}

function inlineButtonError(button: Button): string | undefined {
  const parse = "can't parse inline keyboard button";
  if (typeof button['text'] !== 'string') return `${parse}: Field "text" must be of type String`;
  const given = inlineActions.filter((action) => button[action] !== undefined && button[action] !== '');
  if (given.length === 0) return `${parse}: Text buttons are unallowed in the inline keyboard`;
  if (button['text'].trim() === '') return 'BUTTON_TEXT_INVALID';
  const data = button['callback_data'];
  if (data !== undefined && (typeof data !== 'string' || Buffer.byteLength(data) > callbackBytesMax)) return 'BUTTON_DATA_INVALID';
  const url = button['url'];
  if (url !== undefined && !/^(https?|tg):\/\/./u.test(String(url)))
    return `inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`;
  return;
}

function replyError(rows: unknown, privateChat: boolean): string | undefined {
  const texts = Array.isArray(rows) && rows.every(Array.isArray) ? rows.flat() : undefined;
  if (!texts) return 'field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays';
  for (const button of texts) {
    const text = typeof button === 'object' && button !== null ? (button as Button)['text'] : button;
    if (typeof text !== 'string') return 'can\'t parse keyboard button: Field "text" must be of type String';
    if (text.trim() === '') return 'keyboard button text must be non-empty';
    const asks = typeof button === 'object' && button !== null && (button as Button)['request_contact'];
    if (asks && !privateChat) return 'phone number can be requested in private chats only';
  }
  return;
}

const isRows = (rows: unknown): rows is readonly (readonly Button[])[] =>
  Array.isArray(rows) && rows.every((row) => Array.isArray(row) && row.every((button) => typeof button === 'object' && button !== null));
