import { randomBytes } from 'node:crypto';
import type { WebhookAnswer } from '../channels/webhook.ts';
import { createFaults, type Faults } from './faults.ts';
import { createPhones, type Phone, type Sms } from './sms-gateway/phones.ts';
import { replyTexts, sendRefusal, twilioError, twilioMessage } from './sms-gateway/twilio.ts';
import { postSigned } from './sms-gateway/twilio-signature.ts';

export type { Phone, Sms } from './sms-gateway/phones.ts';

/** A call of the gateway's REST API. `path` is what follows its root: `/2010-04-01/Accounts/<sid>/Messages.json`. */
type SmsGatewayCall = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawBody: Buffer;
  readonly signal?: AbortSignal;
};

type SmsGatewayAnswer = WebhookAnswer & { readonly headers?: Readonly<Record<string, string>> };

export type SmsGateway = {
  /** Answers as api.twilio.com would. Throws `ConnectionDropped` for that fault: whoever mounts this cuts the connection. */
  handle(call: SmsGatewayCall): Promise<SmsGatewayAnswer>;
  /** The phone with this number, made on first sight. */
  phone(number: string): Phone;
  listen(listener: (sms: Sms) => void): () => void;
  /** Troubles that the next sends meet; their name is `send`. */
  readonly faults: Faults;
  close(): void;
};

export type SmsGatewayOptions = {
  readonly accountSid: string;
  readonly authToken: string;
  /** The shop's number, E.164. */
  readonly shopNumber: string;
  /** The shop's public address for incoming messages: signed over, and called unless `postTo` says how it is reached. */
  readonly webhookUrl: string;
  readonly postTo?: (publicUrl: string) => string;
  readonly now: () => number;
  /** The gateway answers STOP and START words itself, tells the shop by `OptOutType`, and refuses to send to who stopped. Default off. */
  readonly answersStop?: boolean;
  /** How long a text is under way before its delivery is reported; default 400 ms. */
  readonly deliveryMs?: number;
};

/** A double of Twilio's messaging API in this process: it takes the shop's texts, reports their delivery and brings the shoppers' own. */
export function createSmsGateway(options: SmsGatewayOptions): SmsGateway {
  const { accountSid, authToken, shopNumber, now, postTo = (url) => url, deliveryMs = 400 } = options;
  const faults = createFaults();
  const closing = new AbortController();
  const reports = new Set<NodeJS.Timeout>();
  const phones = createPhones({ now, carry });
  const post = (url: string, form: Record<string, string>) =>
    postSigned({ url, postTo: postTo(url), form, authToken, signal: closing.signal });

  /** Brings a shopper's text to the shop; true when the shop took it. */
  async function carry(sms: Sms): Promise<boolean> {
    const optOut = options.answersStop ? phones.optOut(sms) : undefined;
    const form = {
      MessageSid: sms.sid,
      SmsMessageSid: sms.sid,
      SmsSid: sms.sid,
      AccountSid: accountSid,
      From: sms.phone,
      To: shopNumber,
      Body: sms.body,
      NumSegments: String(sms.segments),
      NumMedia: '0',
      ApiVersion: apiVersion,
      ...(optOut && { OptOutType: optOut }),
    };
    const answer = await post(options.webhookUrl, form);
    const replies = [...(optOut ? [gatewayWords[optOut]] : []), ...(answer.ok ? replyTexts(answer.body) : [])];
    for (const text of replies) phones.receive(sms.phone, text, newSid());
    return answer.ok;
  }

  async function send(form: URLSearchParams): Promise<SmsGatewayAnswer> {
    const refusal = sendRefusal(form, shopNumber, phones.hasStopped);
    if (refusal) return twilioError(refusal);
    const sms = phones.receive(form.get('To')!, form.get('Body')!, newSid());
    const callback = form.get('StatusCallback');
    if (callback) reportLater(sms, callback);
    return { status: 201, contentType: json, body: JSON.stringify(twilioMessage(sms, { accountSid, shopNumber, now: now() })) };
  }

  function reportLater(sms: Sms, callback: string): void {
    const timer = setTimeout(async () => {
      reports.delete(timer);
      const reached = phones.isOn(sms.phone);
      for (const status of reached ? ['sent', 'delivered'] : ['sent', 'undelivered']) {
        const code = status === 'undelivered' ? { ErrorCode: '30003' } : {};
        const names = { MessageSid: sms.sid, SmsSid: sms.sid, MessageStatus: status, SmsStatus: status };
        await post(callback, { ...names, AccountSid: accountSid, From: shopNumber, To: sms.phone, ApiVersion: apiVersion, ...code });
      }
    }, deliveryMs);
    reports.add(timer);
  }

  return {
    async handle({ method, path, headers, rawBody, signal }) {
      const [, account] = /^\/2010-04-01\/Accounts\/([^/?]+)\/Messages\.json$/u.exec(path) ?? [];
      if (account === undefined || method !== 'POST') return twilioError('not-found');
      if (account !== accountSid || headers['authorization'] !== basicAuth(accountSid, authToken)) return twilioError('unauthorized');
      return faults.meet('send', () => send(new URLSearchParams(rawBody.toString())), {
        tooMany: (seconds) => ({ ...twilioError('too-many'), headers: { 'retry-after': String(seconds) } }),
        broken: () => twilioError('broken'),
        ...(signal && { signal }),
      });
    },
    phone: phones.phone,
    listen: phones.listen,
    faults,
    close() {
      closing.abort();
      faults.close();
      for (const timer of reports) clearTimeout(timer);
    },
  };
}

/** What the gateway itself says to who sent STOP or START, when it answers those. */
const gatewayWords = {
  STOP: 'You will receive no more messages from this number. Reply START to receive them again.',
  START: 'You will receive messages from this number again. Reply STOP to end them.',
};

const apiVersion = '2010-04-01';
const json = 'application/json';
const newSid = (): string => `SM${randomBytes(16).toString('hex')}`;
const basicAuth = (name: string, password: string): string => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
