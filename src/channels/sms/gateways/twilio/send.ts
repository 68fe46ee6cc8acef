import type { SendOutcome } from '../../../../delivery/channel.ts';
import { basicAuth, createCaller, outcomeOfStatus, parseJson } from '../../calling.ts';
import { stoppedByRecipient } from './parse.ts';

export type TwilioSending = {
  readonly accountSid: string;
  readonly authToken: string;
  /** The shop's number or sender name, or a messaging service (`MG…`). */
  readonly from: string;
  /** Without a slash at its end. */
  readonly apiRoot: string;
  /** Where delivery reports go; without it none come. */
  readonly statusUrl?: string | undefined;
};

/** Sends by Twilio's Messages resource. It knows no idempotency key, so what may have been sent is `unknown`, never tried here again. */
export function createTwilioSender(settings: TwilioSending, timeLimitMs?: number): (phone: string, text: string) => Promise<SendOutcome> {
  const call = createCaller({ timeLimitMs });
  const url = `${settings.apiRoot}/2010-04-01/Accounts/${settings.accountSid}/Messages.json`;
  const headers = {
    authorization: basicAuth(settings.accountSid, settings.authToken),
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
  };

  return async (phone, text) => {
    const answer = await call({ method: 'POST', url, headers, body: formFor(settings, phone, text).toString() });
    return answer.read ? outcomeOf(answer.status, answer.body) : answer.outcome;
  };
}

function formFor({ from, statusUrl }: TwilioSending, phone: string, text: string): URLSearchParams {
  const sender = /^MG[0-9a-f]{32}$/i.test(from) ? 'MessagingServiceSid' : 'From';
  const form = new URLSearchParams({ To: phone, [sender]: from, Body: text });
  if (statusUrl !== undefined) form.set('StatusCallback', statusUrl);
  return form;
}

function outcomeOf(status: number, body: string): SendOutcome {
  const { sid, code } = readAnswer(body);
  if (status >= 200 && status < 300 && sid !== undefined) return { outcome: 'sent', reference: sid };
  if (status < 400 || status === 401 || status >= 500 || code === undefined) return outcomeOfStatus(status);
  return code === stoppedByRecipient ? { outcome: 'unreachable', reason: 'opted-out' } : { outcome: 'refused', reason: `twilio-${code}` };
}

function readAnswer(body: string): { sid?: string; code?: string } {
  const answer = parseJson(body);
  if (typeof answer !== 'object' || answer === null) return {};
  const sid = 'sid' in answer && typeof answer.sid === 'string' ? answer.sid : undefined;
  const code = 'code' in answer && Number.isInteger(answer.code) ? String(answer.code) : undefined;
  return { ...(sid !== undefined && { sid }), ...(code !== undefined && { code }) };
}
