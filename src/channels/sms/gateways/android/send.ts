import type { SendOutcome } from '../../../../delivery/channel.ts';
import { basicAuth, createCaller, outcomeOfStatus, parseJson } from '../../calling.ts';
import type { GatewayInbox } from '../../gateway.ts';
import { hashOf } from '../../heard.ts';
import { textAt } from '../../pick.ts';
import { parseAndroidInbox } from './parse.ts';

/** What a phone that was off for longer has not sent by then is stale. */
const GOOD_FOR_SECONDS = 24 * 60 * 60;
/** The phone is away, and what waits for it is more than the server keeps: nothing of ours was taken. */
const WAIT_FOR_PHONE_SECONDS = 60;
const INBOX_ITEMS = 500;

export type AndroidSending = {
  readonly login: string;
  readonly password: string;
  /** Without a slash at its end. */
  readonly apiRoot: string;
};

/**
 * Sends by the phone. The text's id is made of all that makes it this text, so that the same one sent again is refused as known (409): what was
 * already taken is `sent`.
 */
export function createAndroidSender(
  settings: AndroidSending,
  timeLimitMs?: number,
): (phone: string, text: string, key: string) => Promise<SendOutcome> {
  const call = createCaller({ timeLimitMs });
  const url = `${settings.apiRoot}/messages`;
  const headers = headersFor(settings);

  return async (phone, text, key) => {
    const id = hashOf(key, phone, text);
    const message = { id, textMessage: { text }, phoneNumbers: [phone], withDeliveryReport: true, ttl: GOOD_FOR_SECONDS };
    const answer = await call({ method: 'POST', url, headers, body: JSON.stringify(message) });
    return answer.read ? outcomeOf(answer.status, answer.body, id) : answer.outcome;
  };
}

function outcomeOf(status: number, body: string, id: string): SendOutcome {
  const answer = parseJson(body);
  if (status >= 200 && status < 300) {
    const reference = textAt(answer, 'id');
    return reference === undefined ? outcomeOfStatus(status) : { outcome: 'sent', reference };
  }
  if (status === 409) return { outcome: 'sent', reference: id };
  if (status === 503 && /queue limits? exceeded/i.test(textAt(answer, 'message') ?? ''))
    return { outcome: 'wait', seconds: WAIT_FOR_PHONE_SECONDS };
  return outcomeOfStatus(status);
}

/** Asks the phone for what it received: for a shop that the phone cannot reach. */
export function createAndroidInbox(settings: AndroidSending & { readonly from: string }, timeLimitMs?: number): GatewayInbox {
  const call = createCaller({ timeLimitMs, answerBytes: 1024 * 1024 });
  const headers = headersFor(settings);

  return async (since) => {
    const url = `${settings.apiRoot}/inbox?type=SMS&limit=${INBOX_ITEMS}&from=${encodeURIComponent(new Date(since).toISOString())}`;
    const answer = await call({ method: 'GET', url, headers });
    if (!answer.read) return { ok: false, reason: 'unreachable' };
    if (answer.status === 401 || answer.status === 403) return { ok: false, reason: 'credentials' };
    return answer.status === 200 ? parseAndroidInbox(answer.body, settings.from) : { ok: false, reason: 'unreachable' };
  };
}

const headersFor = ({ login, password }: AndroidSending) => ({
  authorization: basicAuth(login, password),
  'content-type': 'application/json',
  accept: 'application/json',
});
