import type { SendOutcome } from '../../../../delivery/channel.ts';
import { createCaller, outcomeOfStatus, parseJson } from '../../calling.ts';
import { textAt } from '../../pick.ts';

/** From sixteen requests at once on, SMSC refuses. */
const CONNECTIONS = 10;
const WAIT_WHEN_BLOCKED_SECONDS = 60;

export type SmscSending = {
  readonly login: string;
  readonly password: string;
  /** The shop's number, or a sender name that SMSC has confirmed. */
  readonly from: string;
  /** Without a slash at its end. */
  readonly apiRoot: string;
};

/** Sends by `send.php`. It knows no key that would tell a repeat, so what may have been sent is `unknown`. */
export function createSmscSender(settings: SmscSending, timeLimitMs?: number): (phone: string, text: string) => Promise<SendOutcome> {
  const call = createCaller({ timeLimitMs, connections: CONNECTIONS });
  const url = `${settings.apiRoot}/sys/send.php`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };

  return async (phone, text) => {
    const answer = await call({ method: 'POST', url, headers, body: formFor(settings, phone, text).toString() });
    return answer.read ? outcomeOf(answer.status, answer.body) : answer.outcome;
  };
}

/** With its plus a number is taken as it is; without one SMSC would guess its country. */
const formFor = ({ login, password, from }: SmscSending, phone: string, text: string): URLSearchParams =>
  new URLSearchParams({ login, psw: password, phones: phone, mes: text, sender: from.replace(/^\+/, ''), charset: 'utf-8', fmt: '3' });

/** A refusal comes with status 200: `{ error, error_code }`, where the text may quote the phone. */
function outcomeOf(status: number, body: string): SendOutcome {
  const answer = parseJson(body);
  const code = textAt(answer, 'error_code');
  if (code !== undefined) return outcomeOfError(code);
  const reference = textAt(answer, 'id');
  return status >= 200 && status < 300 && reference !== undefined ? { outcome: 'sent', reference } : outcomeOfStatus(status);
}

/** Source: smsc.ru, "Отправка SMS-сообщения". Code 9 is either too many at once or the same text twice within a minute: it may have been sent. */
function outcomeOfError(code: string): SendOutcome {
  if (code === '2') return { outcome: 'refused', reason: 'gateway-credentials' };
  if (code === '4') return { outcome: 'wait', seconds: WAIT_WHEN_BLOCKED_SECONDS };
  if (code === '9') return { outcome: 'unknown', reason: 'smsc-9' };
  return { outcome: 'refused', reason: `smsc-${code.slice(0, 16)}` };
}
