import type { SendOutcome } from '../../../../delivery/channel.ts';
import { createCaller, outcomeOfStatus, parseJson } from '../../calling.ts';
import { hashOf } from '../../heard.ts';
import { pick, textAt } from '../../pick.ts';

const WAIT_WHEN_BUSY_SECONDS = 5;

export type SmsapiSending = {
  readonly token: string;
  /** The shop's number, or a sender name that SMSAPI has confirmed. */
  readonly from: string;
  /** Without a slash at its end. */
  readonly apiRoot: string;
  /** Where delivery reports go; without it they go where the account says. */
  readonly statusUrl?: string | undefined;
};

/** Sends by `sms.do`. The text's `idx` is checked there for a day, so that the same text sent again is refused as known: it is `sent`. */
export function createSmsapiSender(
  settings: SmsapiSending,
  timeLimitMs?: number,
): (phone: string, text: string, key: string) => Promise<SendOutcome> {
  const call = createCaller({ timeLimitMs });
  const url = `${settings.apiRoot}/sms.do`;
  const headers = {
    authorization: `Bearer ${settings.token}`,
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
  };

  return async (phone, text, key) => {
    const idx = hashOf(key, phone, text);
    const answer = await call({ method: 'POST', url, headers, body: formFor(settings, phone, text, idx).toString() });
    return answer.read ? outcomeOf(answer.status, answer.body, idx) : answer.outcome;
  };
}

function formFor({ from, statusUrl }: SmsapiSending, phone: string, text: string, idx: string): URLSearchParams {
  const form = new URLSearchParams({ to: phone.slice(1), from: from.replace(/^\+/, ''), message: text, encoding: 'utf-8', format: 'json' });
  form.set('idx', idx);
  form.set('check_idx', '1');
  if (statusUrl !== undefined) form.set('notify_url', statusUrl);
  return form;
}

/** A refusal comes with status 200 too: `{ error: 13, message }`, where the message may quote the phone. */
function outcomeOf(status: number, body: string, idx: string): SendOutcome {
  const answer = parseJson(body);
  const code = textAt(answer, 'error');
  if (code !== undefined) return outcomeOfError(code, idx);

  const reference = textAt(answer, 'list.0.id');
  const failed = pick(answer, 'list.0.error');
  if (status >= 200 && status < 300 && reference !== undefined)
    return failed === null || failed === undefined || failed === ''
      ? { outcome: 'sent', reference }
      : { outcome: 'refused', reason: 'smsapi-list-error' };
  return outcomeOfStatus(status);
}

function outcomeOfError(code: string, idx: string): SendOutcome {
  if (code === knownIdx) return { outcome: 'sent', reference: idx };
  if (code === tooMany) return { outcome: 'wait', seconds: WAIT_WHEN_BUSY_SECONDS };
  if (troubles.has(code)) return { outcome: 'unknown', reason: `smsapi-${code}` };
  return { outcome: 'refused', reason: credentials.has(code) ? 'gateway-credentials' : `smsapi-${code.slice(0, 16)}` };
}

const knownIdx = '53';
const tooMany = '203';
const troubles = new Set(['8', '201', '202', '999']);
const credentials = new Set(['101', '102', '105']);
