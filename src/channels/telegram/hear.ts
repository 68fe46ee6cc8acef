import { hash, timingSafeEqual } from 'node:crypto';
import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { Incoming } from '../../conversation/incoming.ts';
import type { CastSaid } from '../../greetings/broadcasts/desk.ts';
import type { DeskSaid } from '../../surveys/desk.ts';
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
export async function hearUpdate({ api, botId, hear, desk }: Hearing, update: Update): Promise<void> {
  const atDesk = desk === undefined ? 'elsewhere' : toDesk(botId, desk.chat, update);
  if (atDesk === 'nothing') return;
  if (atDesk !== 'elsewhere') await desk?.hear(atDesk);
  else {
    const incoming = toIncoming(botId, update);
    if (incoming === undefined) return;
    await hear(incoming);
  }
  if (update.callback_query !== undefined) api.answerCallbackQuery(update.callback_query.id).catch(() => undefined);
}

/** Telegram's call: 401 without the secret, 400 for what is no update, 200 once it is kept. */
export function handleTelegramWebhook(hearing: Hearing, secret: string): (call: WebhookCall) => Promise<WebhookAnswer> {
  const expected = digest(secret);
  return async ({ headers, rawBody }) => {
    const given = headers['x-telegram-bot-api-secret-token'];
    if (typeof given !== 'string' || !timingSafeEqual(digest(given), expected)) return answer(401, 'the secret token is missing or wrong');
    const update = readUpdate(rawBody);
    if (update === undefined) return answer(400, 'the body is no update');
    await hearUpdate(hearing, update);
    return { status: 200, contentType: 'text/plain', body: '' };
  };
}

const digest = (secret: string): Buffer => hash('sha256', secret, 'buffer');

const titles: Readonly<Record<number, string>> = { 400: 'Bad Request', 401: 'Unauthorized' };

const answer = (status: number, detail: string): WebhookAnswer => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: titles[status], status, detail }),
});
