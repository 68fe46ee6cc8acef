import { createHash } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import type { Gateway } from '../../../src/channels/sms/gateway.ts';
import { createAndroidGateway } from '../../../src/channels/sms/gateways/android/android.ts';
import { type Description, needsOf, readPreset } from '../../../src/channels/sms/gateways/http/description.ts';
import { createHttpGateway } from '../../../src/channels/sms/gateways/http/http.ts';
import { createSmsapiGateway } from '../../../src/channels/sms/gateways/smsapi/smsapi.ts';
import { createSmscGateway } from '../../../src/channels/sms/gateways/smsc/smsc.ts';
import { createTwilioGateway } from '../../../src/channels/sms/gateways/twilio/twilio.ts';
import type { WebhookCall } from '../../../src/channels/webhook.ts';
import { hmacByWebCrypto, md5ByPostgres } from '../../support/foreign-hash.ts';
import { authToken, callSignedByTwilio, inbound, status } from './twilio/calls.ts';

/** What somebody writes, or what became of a text, in no gateway's own words. */
type Text = { readonly from: string; readonly text: string; readonly id: string };
type Fate = { readonly reference: string; readonly state: 'sent' | 'delivered' | 'undelivered' };

/** A gateway and the calls it makes, proved by somebody else's code wherever it signs them. */
export type Sample = {
  readonly name: string;
  readonly gateway: Gateway;
  /** Nothing for gateways that bring no texts, or no reports. */
  readonly text?: (text: Text, now: number, url?: string) => Promise<WebhookCall>;
  readonly report?: (fate: Fate, now: number, url?: string) => Promise<WebhookCall>;
  /** The same call without its proof, or with that of somebody who does not know the secret. */
  readonly unproved: (call: WebhookCall) => WebhookCall;
  readonly signs: boolean;
};

export const pathSecret = 'a-path-nobody-guesses-0123456789';
export const from = '+447700900123';
const usualUrl = 'https://shop.example/webhooks/sms';

type Fields = Readonly<Record<string, string>>;

const post = (url: string, body: string, headers: WebhookCall['headers'] = {}): WebhookCall => ({
  rawBody: Buffer.from(body),
  publicUrl: url,
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
});

const form = (fields: Fields): string => new URLSearchParams(fields).toString();
const withSecret = (call: WebhookCall): WebhookCall => ({ ...call, params: { secret: pathSecret } });
const withoutSecret = (call: WebhookCall): WebhookCall => ({ ...call, params: {} });
const without =
  (...names: string[]) =>
  (call: WebhookCall): WebhookCall => ({
    ...call,
    headers: Object.fromEntries(Object.entries(call.headers).filter(([name]) => !names.includes(name))),
  });
const withoutField =
  (name: string) =>
  (call: WebhookCall): WebhookCall => {
    const fields = new URLSearchParams(call.rawBody.toString());
    fields.delete(name);
    return { ...call, rawBody: Buffer.from(fields.toString()) };
  };

const twilio: Sample = {
  name: 'twilio',
  gateway: createTwilioGateway({ accountSid: 'AC1', authToken, from }),
  text: async (said, _, url = `${usualUrl}/twilio`) =>
    callSignedByTwilio({ ...inbound, From: said.from, Body: said.text, MessageSid: said.id }, url),
  report: async ({ reference, state }, _, url = `${usualUrl}/twilio/status`) =>
    callSignedByTwilio({ ...status, MessageSid: reference, MessageStatus: state }, url),
  unproved: without('x-twilio-signature'),
  signs: true,
};

export const androidKey = 'zVfQ7bXk1';

/** As the app signs: by Web Crypto, which our code does not use. */
export async function signedByPhone(body: string, now: number, key = androidKey, url = `${usualUrl}/android`): Promise<WebhookCall> {
  const timestamp = String(Math.floor(now / 1000));
  const signature = (await hmacByWebCrypto(key, body, timestamp)).toString('hex');
  return post(url, body, { 'content-type': 'application/json', 'x-timestamp': timestamp, 'x-signature': signature });
}

const event = (name: string, id: string, payload: object): string =>
  JSON.stringify({ deviceId: 'ffffffffceb0b1db0000018e937c815b', event: name, id, payload, webhookId: 'LreFUt-Z3sSq0JufY9uWB' });

const android: Sample = {
  name: 'android',
  gateway: createAndroidGateway({ login: 'SHOP', password: 'phone-password', webhookKey: androidKey, from }),
  text: (said, now, url) =>
    signedByPhone(
      event('sms:received', said.id, { messageId: 'abc123', message: said.text, sender: said.from, phoneNumber: said.from }),
      now,
      androidKey,
      url,
    ),
  report: ({ reference, state }, now, url) => {
    const name = { sent: 'sms:sent', delivered: 'sms:delivered', undelivered: 'sms:failed' }[state];
    return signedByPhone(event(name, `event-${reference}`, { messageId: reference, recipient: '+447911123456' }), now, androidKey, url);
  },
  unproved: without('x-signature'),
  signs: true,
};

const smsapi: Sample = {
  name: 'smsapi',
  gateway: createSmsapiGateway({ token: 'smsapi-token', from, pathSecret }),
  text: async (said, _, url = `${usualUrl}/smsapi/${pathSecret}`) =>
    withSecret(
      post(url, form({ sms_to: '447700900123', sms_from: said.from.slice(1), sms_text: said.text, sms_date: said.id, username: 'shop' })),
    ),
  report: async ({ reference, state }, _, url = `${usualUrl}/smsapi/${pathSecret}/status`) => {
    const code = { sent: '403', delivered: '404', undelivered: '405' }[state];
    return withSecret(
      post(`${url}?${form({ MsgId: reference, status: code, status_name: state.toUpperCase(), idx: '', to: '44791' })}`, ''),
    );
  },
  unproved: withoutSecret,
  signs: false,
};

export const smscSecret = 'tea-secret';

async function signedBySmsc(url: string, fields: Fields, signed: readonly string[]): Promise<WebhookCall> {
  const md5 = await md5ByPostgres(Buffer.from([...signed.map((name) => fields[name] ?? ''), smscSecret].join(':')));
  return post(url, form({ ...fields, md5 }));
}

const smsc: Sample = {
  name: 'smsc',
  gateway: createSmscGateway({ login: 'shop', password: 'smsc-password', secret: smscSecret, from }),
  text: (said, _, url = `${usualUrl}/smsc?charset=utf-8`) =>
    signedBySmsc(url, { phone: said.from.slice(1), mes: said.text, to: '447700900123', time: said.id }, ['phone', 'mes', 'to']),
  report: ({ reference, state }, _, url = `${usualUrl}/smsc?charset=utf-8`) => {
    const fields = {
      id: reference,
      phone: '447911123456',
      status: { sent: '0', delivered: '1', undelivered: '20' }[state],
      time: '1',
      err: '0',
    };
    return signedBySmsc(url, fields, ['id', 'phone', 'status']);
  },
  unproved: withoutField('md5'),
  signs: true,
};

export function presetNamed(name: string): Description {
  const read = readPreset(name);
  if (!read.ok) throw new Error(read.mistakes.join('\n'));
  return read.description;
}

const given = {
  login: 'MAXXXXXXXXXXXXXXXXXX',
  password: 'api-password',
  signingKey: 'MTIzNDU2Nzg5MGFiY2RlZg',
  pathSecret,
  headerSecret: 'a-header-nobody-guesses-012345',
  apiRoot: 'https://gateway.example',
};
export const signingKey = given.signingKey;

/** What a description needs of the operator, and nothing else. */
export const neededBy = (description: Description): Partial<typeof given> =>
  Object.fromEntries(needsOf(description).map((need) => [need, given[need]]));

export function gatewayBy(description: Description, more: { readonly apiRoot?: string; readonly statusUrl?: string } = {}): Gateway {
  return createHttpGateway({ description, from, ...neededBy(description), ...more });
}

/** As Vonage signs: a token by somebody else's package. */
export function signedByVonage(body: string, now: number, claims: object = {}, key = signingKey, url = `${usualUrl}/http`): WebhookCall {
  const iat = Math.floor(now / 1000);
  const hash = createHash('sha256').update(body).digest('hex');
  const token = jsonwebtoken.sign({ iss: 'Vonage', jti: 'c5ba8f24', iat, payload_hash: hash, api_key: 'abc', ...claims }, key, {
    algorithm: 'HS256',
  });
  return post(url, body, { 'content-type': 'application/json', authorization: `Bearer ${token}` });
}

const vonage: Sample = {
  name: 'http: vonage',
  gateway: gatewayBy(presetNamed('vonage')),
  text: async (said, now, url) =>
    signedByVonage(
      JSON.stringify({
        channel: 'sms',
        message_uuid: said.id,
        from: said.from.slice(1),
        to: '447700900123',
        text: said.text,
        message_type: 'text',
      }),
      now,
      {},
      signingKey,
      url,
    ),
  report: async ({ reference, state }, now, url) => {
    const name = { sent: 'submitted', delivered: 'delivered', undelivered: 'undeliverable' }[state];
    return signedByVonage(
      JSON.stringify({ channel: 'sms', message_uuid: reference, status: name, to: '447911123456' }),
      now,
      {},
      signingKey,
      url,
    );
  },
  unproved: without('authorization'),
  signs: true,
};

const plivo: Sample = {
  name: 'http: plivo',
  gateway: gatewayBy(presetNamed('plivo')),
  text: (said, _, url = `${usualUrl}/http`) =>
    signedByPlivo(url, { From: said.from.slice(1), To: '447700900123', Text: said.text, Type: 'sms', MessageUUID: said.id }),
  report: ({ reference, state }, _, url = `${usualUrl}/http/status`) =>
    signedByPlivo(url, { MessageUUID: reference, Status: state, From: '447700900123', To: '447911123456' }),
  unproved: without('x-plivo-signature-v3'),
  signs: true,
};

export const plivoNonce = '12345678901234567890';

/** The line is put together here, and its making was compared with Plivo's own package: see the recorded signatures. */
async function signedByPlivo(url: string, fields: Fields): Promise<WebhookCall> {
  const line = Object.keys(fields)
    .toSorted()
    .map((name) => name + fields[name])
    .join('');
  const signature = (await hmacByWebCrypto(signingKey, `${url}?${line}.${plivoNonce}`)).toString('base64');
  return post(url, form(fields), { 'x-plivo-signature-v3': signature, 'x-plivo-signature-v3-nonce': plivoNonce });
}

type FormNames = {
  readonly from: string;
  readonly text: string;
  readonly status: string;
  readonly states: readonly [string, string, string];
};

/** Gateways that send a form to an address with a secret. */
const formSample = (preset: string, names: FormNames, more: { readonly texts?: false } = {}): Sample => ({
  name: `http: ${preset}`,
  gateway: gatewayBy(presetNamed(preset)),
  ...(more.texts === false
    ? {}
    : {
        text: async (said: Text, _: number, url = `${usualUrl}/http/${pathSecret}`) =>
          withSecret(post(url, form({ id: said.id, [names.from]: said.from.slice(1), [names.text]: said.text }))),
      }),
  report: async ({ reference, state }, _, url = `${usualUrl}/http/${pathSecret}/status`) => {
    const [sent, delivered, undelivered] = names.states;
    return withSecret(post(`${url}?${form({ id: reference, [names.status]: { sent, delivered, undelivered }[state] })}`, ''));
  },
  unproved: withoutSecret,
  signs: false,
});

const json = (url: string, value: unknown): WebhookCall =>
  withSecret(post(url, JSON.stringify(value), { 'content-type': 'application/json' }));

const infobip: Sample = {
  name: 'http: infobip',
  gateway: gatewayBy(presetNamed('infobip')),
  text: async (said, _, url = `${usualUrl}/http/${pathSecret}`) =>
    json(url, {
      results: [
        { messageId: said.id, from: said.from.slice(1), to: '447700900123', text: said.text, receivedAt: '2026-11-22T10:00:00.000+0000' },
      ],
      messageCount: 1,
      pendingMessageCount: 0,
    }),
  report: async ({ reference, state }, _, url = `${usualUrl}/http/${pathSecret}/status`) =>
    json(url, {
      results: [
        {
          messageId: reference,
          to: '447911123456',
          status: { groupName: { sent: 'PENDING', delivered: 'DELIVERED', undelivered: 'UNDELIVERABLE' }[state] },
        },
      ],
    }),
  unproved: withoutSecret,
  signs: false,
};

const exolve: Sample = {
  name: 'http: exolve',
  gateway: gatewayBy(presetNamed('exolve')),
  text: async (said, _, url = `${usualUrl}/http/${pathSecret}`) =>
    json(url, {
      message_id: said.id,
      direction: 'DIRECTION_INCOMING',
      sender: said.from.slice(1),
      receiver: '447700900123',
      text: said.text,
    }),
  report: async ({ reference, state }, _, url = `${usualUrl}/http/${pathSecret}/status`) =>
    json(url, { message_id: reference, direction: 'DIRECTION_OUTGOING', delivery_status: `DELIVERY_STATUS_${state.toUpperCase()}` }),
  unproved: withoutSecret,
  signs: false,
};

export const smsRuKey = 'A1B2C3D4-0000-1111-2222-333344445555';

const smsRu: Sample = {
  name: 'http: sms-ru',
  gateway: createHttpGateway({ description: presetNamed('sms-ru'), from, password: smsRuKey, signingKey: smsRuKey }),
  report: async ({ reference, state }, _, url = `${usualUrl}/http/status`) => {
    const entry = `sms_status\n${reference}\n${{ sent: '102', delivered: '103', undelivered: '104' }[state]}\n1795358771`;
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(smsRuKey + entry))).toString('hex');
    return post(url, form({ 'data[0]': entry, hash: digest }));
  },
  unproved: withoutField('hash'),
  signs: true,
};

export const samples: readonly Sample[] = [
  twilio,
  android,
  smsapi,
  smsc,
  vonage,
  plivo,
  smsRu,
  infobip,
  exolve,
  formSample('kannel', { from: 'sender', text: 'text', status: 'status', states: ['8', '1', '2'] }),
  formSample('jasmin', { from: 'from', text: 'content', status: 'message_status', states: ['ESME_ROK', 'DELIVRD', 'UNDELIV'] }),
  formSample('smsaero', { from: '', text: '', status: 'status', states: ['3', '1', '2'] }, { texts: false }),
];
