import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { Incoming } from '../../conversation/incoming.ts';
import type { CastSaid } from '../../greetings/broadcasts/desk.ts';
import type { DeskSaid } from '../../surveys/desk.ts';
import { equal } from '../equal.ts';
import type { WebhookAnswer, WebhookCall } from '../webhook.ts';
import { toDesk } from './desk.ts';
import { toIncoming } from './translate.ts';
import { readUpdate } from './update.ts';

export type Hearing = {
  readonly api: Api;
  readonly botId: string;
  /** Resolves when what was said is kept for good. */
  readonly hear: (incoming: Incoming) => Promise<unknown>;
  /** The manager's chat, and what becomes of what is pressed and answered there. */
  readonly desk?: { readonly chat: string; hear(said: DeskSaid | CastSaid): Promise<unknown> };
};

/** Hears one update: kept for good when this resolves. A tapped button stops spinning whatever becomes of it. */
export async function hearUpdate(hearing: Hearing, update: Update): Promise<void> {
  const tap = await keep(hearing, update);
  if (tap !== undefined) hearing.api.answerCallbackQuery(tap).catch(() => undefined);
}

/** Gives the tap whose button spins until it is answered. */
async function keep({ botId, hear, desk }: Hearing, update: Update): Promise<string | undefined> {
  const atDesk = desk === undefined ? 'elsewhere' : toDesk(botId, desk.chat, update);
  if (atDesk === 'nothing') return undefined;
  if (atDesk !== 'elsewhere') await desk?.hear(atDesk);
  else {
    const incoming = toIncoming(botId, update);
    if (incoming === undefined) return undefined;
    await hear(incoming);
  }
  return update.callback_query?.id;
}

/**
 * Telegram's call: 401 without the secret, 400 for what is no update, 200 once it is kept. One call of ours may ride in the answer, whose fate nobody
 * tells us: that a tapped button stops spinning.
 */
export function handleTelegramWebhook(hearing: Hearing, secret: string): (call: WebhookCall) => Promise<WebhookAnswer> {
  return async ({ headers, rawBody }) => {
    const given = headers['x-telegram-bot-api-secret-token'];
    if (typeof given !== 'string' || !equal(given, secret)) return answer(401, 'the secret token is missing or wrong');
    const update = readUpdate(rawBody);
    if (update === undefined) return answer(400, 'the body is no update');
    const tap = await keep(hearing, update);
    return tap === undefined ? kept : keptTap(tap);
  };
}

const kept: WebhookAnswer = { status: 200, contentType: 'text/plain', body: '' };

const keptTap = (tap: string): WebhookAnswer => ({
  status: 200,
  contentType: 'application/json',
  body: JSON.stringify({ method: 'answerCallbackQuery', callback_query_id: tap }),
});

const titles: Readonly<Record<number, string>> = { 400: 'Bad Request', 401: 'Unauthorized' };

const answer = (status: number, detail: string): WebhookAnswer => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: titles[status], status, detail }),
});
