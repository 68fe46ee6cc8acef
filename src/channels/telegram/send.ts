import { type Api, GrammyError, HttpError, InputFile } from 'grammy';
import type { Channel, SendOutcome } from '../../delivery/channel.ts';
import type { Letter } from '../../texts/message.ts';
import { drawCard } from '../card-picture.ts';
import { MOUNTED_PREFIX } from './prefix.ts';

const TEXT_CHARACTERS_MAX = 4096;
const CAPTION_CHARACTERS_MAX = 1024;
const CARDS_REMEMBERED_MAX = 10_000;
const UNREACHABLE_WAIT_SECONDS = 5;

type Deps = {
  readonly api: Api;
  readonly shopName: string;
  /** The bot is somebody else's: our buttons carry our prefix, and its keyboard is not replaced by our menu. */
  readonly mounted: boolean;
};

/** Telegram as a channel. Decides nothing: one call for a letter, and what became of it. */
export function createTelegramChannel(deps: Deps): Channel {
  const cards = new Map<string, string>();
  const sendLetter = (address: string, letter: Letter) => {
    if (letter.text.length > CAPTION_CHARACTERS_MAX) return sendText(deps.api, address, letter);
    if (letter.card !== undefined) return sendCard(deps, cards, address, letter, letter.card);
    return letter.picture === undefined ? sendText(deps.api, address, letter) : sendPicture(deps.api, address, letter, letter.picture);
  };
  return {
    name: 'telegram',
    async send(address, letter) {
      try {
        const sent = await sendLetter(address, deps.mounted ? asGuest(letter) : letter);
        return { outcome: 'sent', reference: String(sent.message_id) };
      } catch (error) {
        return toOutcome(error);
      }
    },
  };
}

function asGuest({ keyboard, ...letter }: Letter): Letter {
  const isMenu = keyboard?.rows !== undefined && keyboard.sharePhone === undefined;
  return {
    ...letter,
    choices: letter.choices.map(({ label, value }) => ({ label, value: MOUNTED_PREFIX + value })),
    ...(keyboard === undefined || isMenu ? {} : { keyboard }),
  };
}

function sendText(api: Api, address: string, letter: Letter) {
  const fits = letter.text.length <= TEXT_CHARACTERS_MAX;
  const text = fits ? letter.html : `${letter.text.slice(0, TEXT_CHARACTERS_MAX - 1)}…`;
  return api.sendMessage(address, text, {
    ...(fits ? { parse_mode: 'HTML' as const } : {}),
    link_preview_options: { is_disabled: true },
    ...keyboardOf(letter),
  });
}

/** The picture goes up once per card; after that Telegram knows it by its id. */
async function sendCard(deps: Deps, cards: Map<string, string>, address: string, letter: Letter, card: { number: string; name: string }) {
  const caption = { caption: letter.html, parse_mode: 'HTML' as const, ...keyboardOf(letter) };
  const key = `${card.number} ${card.name}`;
  const known = cards.get(key);
  const picture = known ?? new InputFile(await drawCard({ ...card, shopName: deps.shopName }), 'card.png');
  const sent = await deps.api.sendPhoto(address, picture, caption);
  const id = sent.photo.at(-1)?.file_id;
  if (known === undefined && id !== undefined && cards.size < CARDS_REMEMBERED_MAX) cards.set(key, id);
  return sent;
}

/** By the id it has with Telegram: a picture of any size costs us nothing. A picture sent as a file can only be sent on as one. */
function sendPicture(api: Api, address: string, letter: Letter, picture: string) {
  const caption = { caption: letter.html, parse_mode: 'HTML' as const, ...keyboardOf(letter) };
  const [kind, id] = [picture.slice(0, picture.indexOf(':')), picture.slice(picture.indexOf(':') + 1)];
  return kind === 'photo' ? api.sendPhoto(address, id, caption) : api.sendDocument(address, id, caption);
}

function keyboardOf({ choices, keyboard }: Letter) {
  if (choices.length > 0)
    return {
      reply_markup: {
        inline_keyboard: rowsOf(choices).map((row) => row.map(({ label, value }) => ({ text: label, callback_data: value }))),
      },
    };
  if (keyboard === undefined) return {};
  if (keyboard.remove) return { reply_markup: { remove_keyboard: true as const } };
  if (keyboard.reply) return { reply_markup: { force_reply: true as const } };
  const rows = (keyboard.rows ?? []).map((row) => row.map((text) => ({ text })));
  const share = keyboard.sharePhone === undefined ? [] : [[{ text: keyboard.sharePhone, request_contact: true as const }]];
  return {
    reply_markup: {
      keyboard: [...share, ...rows],
      resize_keyboard: true,
      ...(share.length > 0 ? { one_time_keyboard: true } : { is_persistent: true }),
    },
  };
}

const CHOICES_IN_A_ROW_MAX = 3;
/** Numbers are small: 0 to 10 fill two rows. */
const NUMBERS_IN_A_ROW_MAX = 6;
const NUMBER = /^\d+$/;

function rowsOf(choices: Letter['choices']): Letter['choices'][] {
  const [numbers, others] = [true, false].map((short) => choices.filter(({ label }) => NUMBER.test(label) === short));
  return [...inRows(numbers as Letter['choices'], NUMBERS_IN_A_ROW_MAX), ...inRows(others as Letter['choices'], CHOICES_IN_A_ROW_MAX)];
}

const inRows = <T>(all: readonly T[], length: number): (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / length) }, (_, row) => all.slice(row * length, (row + 1) * length));

/** 403 → unreachable · 429 → wait · other 4xx → refused · anything that may have arrived → unknown. The reasons hold no text and no token. */
function toOutcome(error: unknown): SendOutcome {
  if (error instanceof GrammyError) {
    const { error_code: code, description, parameters } = error;
    if (code === 429) return { outcome: 'wait', seconds: parameters.retry_after ?? 1 };
    if (code === 403 || /chat not found|user is deactivated/i.test(description))
      return { outcome: 'unreachable', reason: description.slice(0, 200) };
    if (code >= 500) return { outcome: 'unknown', reason: `telegram-${code}` };
    return { outcome: 'refused', reason: description.slice(0, 200) };
  }
  if (error instanceof HttpError && neverSent(error.error)) return { outcome: 'wait', seconds: UNREACHABLE_WAIT_SECONDS };
  if (error instanceof HttpError) return { outcome: 'unknown', reason: 'connection' };
  throw error;
}

const unsentCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH', 'ENETUNREACH']);

const neverSent = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && unsentCodes.has(String(cause.code));
