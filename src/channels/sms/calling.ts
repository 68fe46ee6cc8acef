import { Agent, request } from 'undici';
import type { SendOutcome } from '../../delivery/channel.ts';

const usualTimeLimitMs = 15_000;
const connectTimeLimitMs = 5_000;
/** Short: what is sent into a connection that the gateway is just closing may be lost, and is never repeated. */
const keepAliveMs = 2_000;
const usualConnections = 16;
const usualAnswerBytes = 65_536;
const waitWhenBusySeconds = 1;
const waitWhenUnreachableSeconds = 5;
const waitSecondsMax = 3600;

export type Order = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** `outcome`: what can be said of the text without reading the answer: none came, or one that every gateway means alike. */
export type Answered =
  | { readonly read: true; readonly status: number; readonly body: string }
  | { readonly read: false; readonly outcome: SendOutcome };

export type CallerOptions = { readonly timeLimitMs?: number | undefined; readonly connections?: number; readonly answerBytes?: number };

/** Calls a gateway's API, with an end to every wait. What may have reached the gateway is `unknown`, and never repeated here. */
export function createCaller(options: CallerOptions = {}): (order: Order) => Promise<Answered> {
  const { timeLimitMs = usualTimeLimitMs, connections = usualConnections, answerBytes = usualAnswerBytes } = options;
  const dispatcher = new Agent({
    connections,
    keepAliveTimeout: keepAliveMs,
    connect: { timeout: connectTimeLimitMs },
    maxResponseSize: answerBytes,
  });
  return async ({ method, url, headers, body }) => {
    try {
      const signal = AbortSignal.timeout(timeLimitMs);
      const answer = await request(url, { method, dispatcher, headers, signal, ...(body === undefined ? {} : { body }) });
      const text = await answer.body.text();
      return answer.statusCode === 429
        ? { read: false, outcome: { outcome: 'wait', seconds: secondsOf(answer.headers['retry-after']) } }
        : { read: true, status: answer.statusCode, body: text };
    } catch (error) {
      return { read: false, outcome: outcomeOfFailure(error) };
    }
  };
}

/** What a refusal means when the gateway's own code does not say more. Reasons carry codes and nothing else: messages quote the phone. */
export function outcomeOfStatus(status: number): SendOutcome {
  if (status >= 200 && status < 300) return { outcome: 'unknown', reason: 'answer-unreadable' };
  if (status >= 500) return { outcome: 'unknown', reason: `http-${status}` };
  return { outcome: 'refused', reason: status === 401 ? 'gateway-credentials' : `http-${status}` };
}

/** Nothing when it is not JSON: an error page of something between us and the gateway. Numbers too long to be exact stay as they are written. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, exactly as Parameters<typeof JSON.parse>[1]);
  } catch {
    return undefined;
  }
}

/** The third argument is younger than the types. */
const exactly = (_: string, value: unknown, { source }: { readonly source?: string }): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && /^\d+$/.test(source) ? source : value;

export const basicAuth = (name: string, password: string): string => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

function secondsOf(retryAfter: string | string[] | undefined): number {
  const seconds = Number(retryAfter);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.ceil(seconds), waitSecondsMax) : waitWhenBusySeconds;
}

/** Failures of finding, connecting to and trusting the server: not a byte of the request has left. */
const beforeSending = new Set(
  [
    'ECONNREFUSED ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN ERR_TLS_CERT_ALTNAME_INVALID UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ].flatMap((codes) => codes.split(' ')),
);

function outcomeOfFailure(error: unknown): SendOutcome {
  const code = codeOf(error);
  if (code !== undefined && beforeSending.has(code)) return { outcome: 'wait', seconds: waitWhenUnreachableSeconds };
  return { outcome: 'unknown', reason: code ?? 'connection-failed' };
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TimeoutError') return 'timed-out';
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
