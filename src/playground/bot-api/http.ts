import type { WebhookAnswer } from '../../channels/webhook.ts';
import type { BotApi } from '../bot-api.ts';
import { answerOf, type BotApiAnswer, badRequest, notFound, unauthorized } from './answers.ts';
import { readMultipart } from './multipart.ts';

export type BotHttpCall = {
  /** What follows the API's root: `/bot<TOKEN>/<method>`, with or without a query. */
  readonly path: string;
  readonly rawBody: Buffer;
  readonly contentType: string;
  readonly signal?: AbortSignal;
};

/** The double behind HTTP: Telegram's paths, its three ways to send fields, and 401 for a strange token. */
export async function answerBotCall(api: BotApi, call: BotHttpCall): Promise<WebhookAnswer> {
  const { status, body } = await answer(api, call);
  return { status, contentType: 'application/json', body: JSON.stringify(body) };
}

async function answer(api: BotApi, { path, rawBody, contentType, signal }: BotHttpCall): Promise<BotApiAnswer> {
  const url = new URL(path, 'http://telegram');
  const [, token, method] = /^\/bot([^/]+)\/(\w+)$/u.exec(decodeURIComponent(url.pathname)) ?? [];
  if (token === undefined || method === undefined) return answerOf(notFound);
  if (token !== api.token) return answerOf(unauthorized);
  const read = readBody(rawBody, contentType);
  if (!read) return answerOf(badRequest('object expected'));
  const body = { ...Object.fromEntries(url.searchParams), ...read.fields };
  return api.handle({ method, body, files: read.files, ...(signal && { signal }) });
}

type Read = { readonly fields: Record<string, unknown>; readonly files: Record<string, Buffer> };

function readBody(rawBody: Buffer, contentType: string): Read | undefined {
  if (contentType.startsWith('multipart/form-data')) return readMultipart(rawBody, contentType);
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return { fields: Object.fromEntries(new URLSearchParams(rawBody.toString())), files: {} };
  }
  if (rawBody.length === 0) return { fields: {}, files: {} };
  try {
    return { fields: JSON.parse(rawBody.toString()), files: {} };
  } catch {
    return;
  }
}
