import { Agent, request } from 'undici';
import type { SendOutcome } from '../../../../delivery/channel.ts';
import { stoppedByRecipient } from './parse.ts';

const usualTimeLimitMs = 15_000;
const connectTimeLimitMs = 5_000;
const keepAliveMs = 30_000;
const connectionsMax = 16;
const answerBytesMax = 65_536;
const waitWhenBusySeconds = 1;
const waitWhenUnreachableSeconds = 5;
const waitSecondsMax = 3600;

export type TwilioSending = {
  readonly accountSid: string;
  readonly authToken: string;
  /** The shop's number or sender name, or a messaging service (`MG…`). */
  readonly from: string;
  /** Without a slash at its end. */
  readonly apiRoot: string;
  /** Where delivery reports go; without it none come. */
  readonly statusUrl?: string;
};

/** Sends by Twilio's Messages resource. It knows no idempotency key, so what may have been sent is `unknown`, never tried here again. */
export function createTwilioSender(
  settings: TwilioSending,
  timeLimitMs = usualTimeLimitMs,
): (phone: string, text: string) => Promise<SendOutcome> {
  const dispatcher = new Agent({
    connections: connectionsMax,
    keepAliveTimeout: keepAliveMs,
    connect: { timeout: connectTimeLimitMs },
    maxResponseSize: answerBytesMax,
  });
  const url = `${settings.apiRoot}/2010-04-01/Accounts/${settings.accountSid}/Messages.json`;
  const headers = {
    authorization: `Basic ${Buffer.from(`${settings.accountSid}:${settings.authToken}`).toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
  };

  return async (phone, text) => {
    try {
      const body = formFor(settings, phone, text).toString();
      const answer = await request(url, { method: 'POST', dispatcher, headers, body, signal: AbortSignal.timeout(timeLimitMs) });
      return outcomeOf(answer.statusCode, answer.headers['retry-after'], await answer.body.text());
    } catch (error) {
      return outcomeOfFailure(error);
    }
  };
}

function formFor({ from, statusUrl }: TwilioSending, phone: string, text: string): URLSearchParams {
  const sender = /^MG[0-9a-f]{32}$/i.test(from) ? 'MessagingServiceSid' : 'From';
  const form = new URLSearchParams({ To: phone, [sender]: from, Body: text });
  if (statusUrl !== undefined) form.set('StatusCallback', statusUrl);
  return form;
}

/** Reasons carry Twilio's code and nothing else: its messages quote the phone. */
function outcomeOf(status: number, retryAfter: string | string[] | undefined, body: string): SendOutcome {
  const { sid, code } = readAnswer(body);
  if (status >= 200 && status < 300)
    return sid === undefined ? { outcome: 'unknown', reason: 'answer-unreadable' } : { outcome: 'sent', reference: sid };
  if (status === 429) return { outcome: 'wait', seconds: secondsOf(retryAfter) };
  if (status >= 500) return { outcome: 'unknown', reason: `http-${status}` };
  if (status === 401) return { outcome: 'refused', reason: 'gateway-credentials' };
  if (code === stoppedByRecipient) return { outcome: 'unreachable', reason: 'opted-out' };
  return { outcome: 'refused', reason: code === undefined ? `http-${status}` : `twilio-${code}` };
}

function readAnswer(body: string): { sid?: string; code?: string } {
  const answer = parseJson(body);
  if (typeof answer !== 'object' || answer === null) return {};
  const sid = 'sid' in answer && typeof answer.sid === 'string' ? answer.sid : undefined;
  const code = 'code' in answer && Number.isInteger(answer.code) ? String(answer.code) : undefined;
  return { ...(sid !== undefined && { sid }), ...(code !== undefined && { code }) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // an error page of something between us and Twilio
  }
}

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
