import { setTimeout } from 'node:timers/promises';
import type { Update } from './objects.ts';

/** How a webhook is called; `fetch` fits. */
export type WebhookPost = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string; signal: AbortSignal },
) => Promise<Response>;

/** Telegram gives a webhook about a minute, and repeats what got no 2xx, later and later. */
const answerSecondsMax = 60;
const firstRepeatMs = 200;
const repeatMsMax = 30_000;

type Target = { readonly url: string; readonly secret: string; readonly connections: number };

/** Delivers the queue: one chat's updates one after the other, different chats at the same time. */
export function createWebhook({ queue, now, post }: { queue: Update[]; now: () => number; post: WebhookPost }) {
  let target: Target | undefined;
  let stop = new AbortController();
  let lastError: { last_error_date: number; last_error_message: string } | undefined;
  let reply: (call: Readonly<Record<string, unknown>>) => void = () => {};
  const busy = new Set<number>();

  function deliver(): void {
    for (const update of queue) {
      if (!target || busy.size >= target.connections) return;
      const chat = chatOf(update);
      if (busy.has(chat)) continue;
      busy.add(chat);
      void carry(update, target, stop.signal).finally(() => {
        busy.delete(chat);
        deliver();
      });
    }
  }

  async function carry(update: Update, { url, secret }: Target, stopped: AbortSignal): Promise<void> {
    for (let pauseMs = firstRepeatMs; !stopped.aborted; pauseMs = Math.min(pauseMs * 2, repeatMsMax)) {
      const error = await attempt(update, url, secret, stopped);
      if (error === undefined) {
        const at = queue.indexOf(update);
        if (at >= 0) queue.splice(at, 1);
        return;
      }
      lastError = { last_error_date: Math.floor(now() / 1000), last_error_message: error };
      await setTimeout(pauseMs, undefined, { signal: stopped }).catch(() => {});
    }
  }

  async function attempt(update: Update, url: string, secret: string, stopped: AbortSignal): Promise<string | undefined> {
    try {
      const headers = { 'content-type': 'application/json', ...(secret && { 'x-telegram-bot-api-secret-token': secret }) };
      const signal = AbortSignal.any([stopped, AbortSignal.timeout(answerSecondsMax * 1000)]);
      const response = await post(url, { method: 'POST', headers, body: JSON.stringify(update), signal });
      const answer = await response.text();
      if (!response.ok) return `Wrong response from the webhook: ${response.status} ${response.statusText}`;
      if (/^\s*\{.*"method"/su.test(answer)) reply(JSON.parse(answer));
      return;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  return {
    deliver,
    isSet: (): boolean => target !== undefined,
    set(next: Target): void {
      target = next;
      stop = new AbortController();
      deliver();
    },
    clear(): void {
      target = undefined;
      lastError = undefined;
      stop.abort();
    },
    info: () => ({ url: target?.url ?? '', ...(target && { max_connections: target.connections }), ...lastError }),
    onReply(listener: typeof reply): void {
      reply = listener;
    },
  };
}

function chatOf(update: Update): number {
  if ('message' in update) return update.message.chat.id;
  return 'callback_query' in update ? update.callback_query.message.chat.id : update.my_chat_member.chat.id;
}
