import type { Readable } from 'node:stream';
import { Api, type ApiCallFn, HttpError, type Transformer } from 'grammy';
import { type Dispatcher, Pool, request } from 'undici';

const CONNECT_WITHIN_MS = 10_000;
const CONNECTIONS_MAX = 64;
const ANSWER_WITHIN_SECONDS = 20;

/** grammY's client over undici, which costs a fraction of the fetch it brings. The token is part of every address it calls: never log one. */
export function createTelegramApi(settings: { token: string; apiRoot: string }): Api {
  const apiRoot = settings.apiRoot.replace(/\/+$/, '');
  const dispatcher = new Pool(new URL(apiRoot).origin, {
    connections: CONNECTIONS_MAX,
    pipelining: 1,
    connect: { timeout: CONNECT_WITHIN_MS },
  });
  const api = new Api(settings.token, { apiRoot, timeoutSeconds: ANSWER_WITHIN_SECONDS, fetch: fetchBy(dispatcher) });
  api.config.use(textsGoStraight(dispatcher, new URL(`${apiRoot}/bot${settings.token}/sendMessage`)));
  return api;
}

export const botIdOf = (token: string): string => token.slice(0, token.indexOf(':'));

type Init = { readonly headers: Record<string, string>; readonly body: string | Readable; readonly signal: AbortSignal };

/** The little of `fetch` that grammY uses: a POST, and its answer as JSON. */
function fetchBy(dispatcher: Dispatcher): typeof fetch {
  const call = async (url: string, { headers: { connection: _, ...headers }, body, signal }: Init) => {
    const answer = await request(url, { method: 'POST', dispatcher, headers, body, signal: toNative(signal) });
    return { json: () => answer.body.json() };
  };
  return call as unknown as typeof fetch;
}

/** grammY aborts by a polyfill's signal, which undici does not take. */
function toNative(signal: AbortSignal): AbortSignal {
  const controller = new AbortController();
  if (signal.aborted) controller.abort();
  else signal.addEventListener('abort', () => controller.abort(), { once: true });
  return controller.signal;
}

/**
 * A text is nearly all that is ever sent, and needs none of what grammY gets ready for a call: a form, a timer, a signal, a stream of the answer.
 * Its answer and its troubles are those that grammY would give.
 */
function textsGoStraight(dispatcher: Dispatcher, address: URL): Transformer {
  return async (prev, method, payload, signal) => {
    if (method !== 'sendMessage' || signal !== undefined) return prev(method, payload, signal);
    try {
      return JSON.parse(await post(dispatcher, address, JSON.stringify(payload))) as Awaited<ReturnType<ApiCallFn>>;
    } catch (error) {
      throw new HttpError(`Network request for '${method}' failed!`, error);
    }
  };
}

const headers = { 'content-type': 'application/json' };
const patience = { headersTimeout: ANSWER_WITHIN_SECONDS * 1000, bodyTimeout: ANSWER_WITHIN_SECONDS * 1000 };

/** Gives the body of the answer. undici's own `request` makes a stream and a queue of every answer, which costs more than the answer. */
function post(dispatcher: Dispatcher, { pathname: path }: URL, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    dispatcher.dispatch(
      { path, method: 'POST', headers, body, ...patience },
      {
        onRequestStart() {},
        onResponseStart() {},
        onResponseData: (_, chunk) => void chunks.push(chunk),
        onResponseEnd: () => resolve(Buffer.concat(chunks).toString('utf8')),
        onResponseError: (_, error) => reject(error),
      },
    );
  });
}
