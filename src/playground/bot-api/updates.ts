import { badRequest, conflict, done, type Result } from './answers.ts';
import { flagField, jsonField, numberField, textField } from './fields.ts';
import type { Fields, Method, Update, UpdateContent } from './objects.ts';
import { createWebhook, type WebhookPost } from './webhook.ts';

export type { WebhookPost } from './webhook.ts';

const updatesPerPollMax = 100;
const pollSecondsMax = 50;

type Poll = { readonly offset: number; readonly limit: number; readonly seconds: number; readonly signal: AbortSignal | undefined };

export type Updates = ReturnType<typeof createUpdates>;

/** What waits for the bot: sequential ids, kept until confirmed by a poll's offset or by the webhook's 2xx. */
export function createUpdates({ now, firstUpdateId, post }: { now: () => number; firstUpdateId: number; post: WebhookPost }) {
  const queue: Update[] = [];
  let nextId = firstUpdateId;
  let allowed: readonly string[] = [];
  let endPoll: ((result: Result) => void) | undefined;
  const webhook = createWebhook({ queue, now, post });

  function push(content: UpdateContent): void {
    const [kind = ''] = Object.keys(content);
    if (allowed.length > 0 && !allowed.includes(kind)) return;
    queue.push({ update_id: nextId, ...content });
    nextId += 1;
    if (webhook.isSet()) webhook.deliver();
    else endPoll?.(done(queue.slice(0, updatesPerPollMax)));
  }

  function poll({ offset, limit, seconds, signal }: Poll): Result | Promise<Result> {
    if (webhook.isSet())
      return conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
    endPoll?.(conflict('terminated by other getUpdates request; make sure that only one bot instance is running'));
    confirm(offset);
    if (queue.length > 0 || seconds <= 0) return done(queue.slice(0, limit));

    return new Promise((resolve) => {
      const end = (result: Result) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', empty);
        if (endPoll === end) endPoll = undefined;
        resolve(result);
      };
      const empty = () => end(done([]));
      const timer = setTimeout(empty, seconds * 1000);
      signal?.addEventListener('abort', empty, { once: true });
      endPoll = end;
    });
  }

  /** All before `offset` is confirmed; a negative one keeps only the last so many. */
  function confirm(offset: number): void {
    if (offset < 0) queue.splice(0, Math.max(0, queue.length + offset));
    while (queue[0] && queue[0].update_id < offset) queue.shift();
  }

  return {
    push,
    poll,
    webhook,
    pending: (): number => queue.length,
    forget: (): void => void queue.splice(0),
    allow(kinds: readonly string[]): void {
      allowed = kinds;
    },
    allowed: (): readonly string[] => allowed,
    /** A webhook may carry one call of a method in its answer. */
    onReply: webhook.onReply,
    close(): void {
      endPoll?.(done([]));
      webhook.clear();
    },
  };
}

/** getUpdates and the webhook's settings. */
export function updateMethods(updates: Updates): Readonly<Record<string, Method>> {
  return {
    getUpdates({ fields, signal }) {
      allowFrom(updates, fields);
      const limit = Math.min(Math.max(numberField(fields, 'limit') ?? updatesPerPollMax, 1), updatesPerPollMax);
      const seconds = Math.min(numberField(fields, 'timeout') ?? 0, pollSecondsMax);
      return updates.poll({ offset: numberField(fields, 'offset') ?? 0, limit, seconds, signal });
    },
    setWebhook({ fields }) {
      const url = textField(fields, 'url');
      const secret = textField(fields, 'secret_token');
      if (url !== '' && !isCallable(url)) return badRequest('bad webhook: An HTTPS URL must be provided for webhook');
      if (secret !== '' && !/^[\w-]{1,256}$/u.test(secret)) return badRequest('secret token contains unallowed characters');
      if (flagField(fields, 'drop_pending_updates')) updates.forget();
      allowFrom(updates, fields);
      updates.webhook.clear();
      if (url !== '') updates.webhook.set({ url, secret, connections: numberField(fields, 'max_connections') ?? 40 });
      return { ...done(true), description: url === '' ? 'Webhook was deleted' : 'Webhook was set' };
    },
    deleteWebhook({ fields }) {
      if (flagField(fields, 'drop_pending_updates')) updates.forget();
      const description = updates.webhook.isSet() ? 'Webhook was deleted' : 'Webhook is already deleted';
      updates.webhook.clear();
      return { ...done(true), description };
    },
    getWebhookInfo: () =>
      done({
        ...updates.webhook.info(),
        has_custom_certificate: false,
        pending_update_count: updates.pending(),
        ...(updates.allowed().length > 0 && { allowed_updates: updates.allowed() }),
      }),
  };
}

/** Left out, the setting stays as it was; an empty list means the default, which here is everything. */
function allowFrom(updates: Updates, fields: Fields): void {
  const kinds = jsonField(fields, 'allowed_updates');
  if (Array.isArray(kinds)) updates.allow(kinds.map(String));
}

/** Telegram calls only HTTPS; in this process plain HTTP to the machine itself is as good. */
const isCallable = (url: string): boolean => /^https:\/\/.|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/u.test(url);
