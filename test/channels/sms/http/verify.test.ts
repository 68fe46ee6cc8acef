import { createHash } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { describe, expect, test } from 'vitest';
import type { Proof } from '../../../../src/channels/sms/gateways/http/description.ts';
import { verifyHttp } from '../../../../src/channels/sms/gateways/http/verify.ts';
import type { WebhookCall } from '../../../../src/channels/webhook.ts';
import { hmacByWebCrypto } from '../../../support/foreign-hash.ts';
import { plivoNonce, presetNamed, signedByVonage, signingKey, smsRuKey } from '../samples.ts';

const now = Date.parse('2026-11-22T15:46:11+01:00');
const keys = { pathSecret: 'path-secret', headerSecret: 'header-secret', signingKey };
const url = 'https://shop.example/webhooks/sms/http';
const right = { ok: true };
const noSignature = { ok: false, reason: 'no-signature' };
const badSignature = { ok: false, reason: 'bad-signature' };
const badSecret = { ok: false, reason: 'bad-secret' };
const tooOld = { ok: false, reason: 'too-old' };

const call = (body: string, headers: WebhookCall['headers'] = {}, more: Partial<WebhookCall> = {}): WebhookCall => ({
  rawBody: Buffer.from(body),
  headers,
  publicUrl: url,
  ...more,
});
const verify = (asked: WebhookCall, ...proofs: Proof[]) => verifyHttp(asked, proofs, keys, now);

describe('a secret', () => {
  test('in the path', () => {
    const path: Proof = { kind: 'path' };
    expect(verify(call('', {}, { params: { secret: 'path-secret' } }), path)).toEqual(right);
    expect(verify(call('', {}, { params: { secret: 'header-secret' } }), path)).toEqual(badSecret);
    expect(verify(call('', {}, { params: { secret: '' } }), path)).toEqual(noSignature);
    expect(verify(call(''), path)).toEqual(noSignature);
  });

  test('in a header of any name', () => {
    const header: Proof = { kind: 'header', name: 'X-Api-Key', value: 'Key {secret}' };
    expect(verify(call('', { 'x-api-key': 'Key header-secret' }), header)).toEqual(right);
    expect(verify(call('', { 'x-api-key': 'header-secret' }), header)).toEqual(badSecret);
    expect(verify(call('', { 'x-api-key': ['Key header-secret', 'Key header-secret'] }), header)).toEqual(noSignature);
  });

  test('as a password', () => {
    const basic: Proof = { kind: 'basic', user: 'kopilka' };
    const auth = (words: string) => `Basic ${Buffer.from(words).toString('base64')}`;
    expect(verify(call('', { authorization: auth('kopilka:header-secret') }), basic)).toEqual(right);
    for (const words of ['kopilka:', 'kopilka:path-secret', 'eve:header-secret', 'kopilka'])
      expect(verify(call('', { authorization: auth(words) }), basic)).toEqual(badSecret);
  });

  test('and another: both must hold', () => {
    const both: Proof[] = [{ kind: 'path' }, { kind: 'header', name: 'x', value: '{secret}' }];
    const path = { params: { secret: 'path-secret' } };
    expect(verify(call('', { x: 'header-secret' }, path), ...both)).toEqual(right);
    expect(verify(call('', {}, path), ...both)).toEqual(noSignature);
    expect(verify(call('', { x: 'header-secret' }), ...both)).toEqual(noSignature);
  });

  test('that nobody asks for is not given: without proofs nothing is believed', () => expect(verify(call(''))).toEqual(noSignature));
});

describe('an HMAC', () => {
  const proof = {
    kind: 'hmac',
    algorithm: 'sha256',
    encoding: 'base64url',
    in: 'header:x-sign',
    parts: ['header:x-time', 'text:.', 'body'],
    time: { in: 'header:x-time', unit: 'milliseconds', withinSeconds: 60 },
  } as const satisfies Proof;
  const signed = async (body: string, at: string) =>
    call(body, { 'x-time': at, 'x-sign': (await hmacByWebCrypto(signingKey, at, '.', body)).toString('base64url') });

  test.each(['', 'a=1', '{"text":"Зима & żółć 🎉"}', '\0', 'x'.repeat(70_000)])(
    'as Web Crypto makes it is right, over %j',
    async (body) => {
      expect(verify(await signed(body, String(now)), proof)).toEqual(right);
      expect(verify({ ...(await signed(body, String(now))), rawBody: Buffer.from(`${body} `) }, proof)).toEqual(badSignature);
    },
  );

  test('is too old after its time, before it, and without one', async () => {
    for (const at of [String(now - 61_000), String(now + 61_000), '', 'soon', '-1'])
      expect(verify(await signed('x', at), proof), at).toEqual(tooOld);
    expect(verify(await signed('x', String(now - 59_000)), proof)).toEqual(right);
  });

  test('in hex may be written in capitals; in a field it is found there', async () => {
    const inField: Proof = { kind: 'hmac', algorithm: 'sha256', encoding: 'hex', in: 'field:sign', parts: ['field:text'] };
    const sign = (await hmacByWebCrypto(signingKey, 'спасибо + &')).toString('hex');
    for (const written of [sign, sign.toUpperCase()])
      expect(verify(call(new URLSearchParams({ text: 'спасибо + &', sign: written }).toString()), inField)).toEqual(right);
    expect(verify(call(new URLSearchParams({ text: 'спасибо', sign }).toString()), inField)).toEqual(badSignature);
    expect(verify(call('text=x'), inField)).toEqual(noSignature);
  });
});

/** Made by Plivo's own package 4.79.0, and accepted by it. */
const madeByPlivo: readonly (readonly [string, string, string, string])[] = [
  [
    'a text',
    url,
    'From=447911123456&To=447700900123&Text=JOIN+Anna+anna%40example.com&Type=sms&MessageUUID=0d1d5e3a-4a51-11ef-9c5b-0242ac110002',
    'lm+vLs7IDzoVxF+AGv5K80pQtvBhm0Lvl8Kla6NhW8U=',
  ],
  [
    'a text on another port',
    'https://shop.example:8443/webhooks/sms/http',
    'From=447911123456&To=447700900123&Text=JOIN+Anna+anna%40example.com&Type=sms&MessageUUID=0d1d5e3a-4a51-11ef-9c5b-0242ac110002',
    'TenCkguwd5+5SQs2HzF1zKcbb8Tn+PwUlN6BJDlx2iU=',
  ],
  [
    'Polish, Russian, emoji, signs and an empty field',
    url,
    `From=48601234567&To=447700900123&Text=${encodeURIComponent('Zażółć & спасибо + 🎉 = 100%')}&Type=sms&MessageUUID=1d1d5e3a-4a51-11ef-9c5b-0242ac110002&Empty=`,
    'maDJiowxpDswMl4xv5cwR7+e3QGSnjU7vWynyonmLIo=',
  ],
  [
    'a report',
    url,
    'MessageUUID=2d1d5e3a-4a51-11ef-9c5b-0242ac110002&ParentMessageUUID=2d1d5e3a-4a51-11ef-9c5b-0242ac110002&Status=delivered&From=447700900123&To=447911123456',
    '4d621vJGpIdfmUXphu3+hxl8mXqaC6sRVfeHIIDYdSw=',
  ],
  [
    'a repeated field',
    url,
    'From=447911123456&Text=b&Text=a&MessageUUID=3d1d5e3a-4a51-11ef-9c5b-0242ac110002',
    'e3p73GmtsTaL1J5E5cxu16zJLoN2BKR2CZDhFWOQ+2I=',
  ],
];

describe('Plivo’s signature', () => {
  const { proofs } = presetNamed('plivo').calls;
  const signed = (body: string, signature: string, publicUrl: string) =>
    call(body, { 'x-plivo-signature-v3': signature, 'x-plivo-signature-v3-nonce': plivoNonce }, { publicUrl });

  test.each(madeByPlivo)('of %s is right', (_, publicUrl, body, signature) => {
    expect(verify(signed(body, signature, publicUrl), ...proofs)).toEqual(right);
    expect(verify(signed(body, `bm9wZQ==,${signature}`, publicUrl), ...proofs)).toEqual(right);
  });

  test.each(madeByPlivo)('of %s is wrong elsewhere, with another nonce, field or host', (_, publicUrl, body, signature) => {
    expect(verify(signed(body, signature, 'https://proxy.example/webhooks/sms/http'), ...proofs)).toEqual(badSignature);
    expect(verify(signed(`${body}&x=`, signature, publicUrl), ...proofs)).toEqual(badSignature);
    const other = call(body, { 'x-plivo-signature-v3': signature, 'x-plivo-signature-v3-nonce': '1' }, { publicUrl });
    expect(verify(other, ...proofs)).toEqual(badSignature);
  });
});

describe('SMS.ru’s hash', () => {
  const proof = presetNamed('sms-ru').calls.proofs[0]!;
  const made = {
    batch: '4cbae1a082a44d85a20ca5cf48ed94163500920a69239783718ff5484e3962dd',
    heartbeat: '55afb3ec2546d4ec915eed99839f9216b4947486a0accf40954849d5ecccf9f8',
  };
  const entries = ['sms_status\n202648-1000001\n103\n1795358771', 'sms_status\n202648-1000002\n104\n1795358772'];
  const verifyRu = (fields: [string, string][]) =>
    verifyHttp(call(new URLSearchParams(fields).toString()), [proof], { ...keys, signingKey: smsRuKey }, now);

  test('as Python makes it is right, over a batch and over a heartbeat', () => {
    expect(
      verifyRu([
        ['data[0]', entries[0]!],
        ['data[1]', entries[1]!],
        ['hash', made.batch],
      ]),
    ).toEqual(right);
    expect(
      verifyRu([
        ['data[]', entries[0]!],
        ['data[]', entries[1]!],
        ['hash', made.batch],
      ]),
    ).toEqual(right);
    expect(
      verifyRu([
        ['data[0]', 'test\n1795358771'],
        ['hash', made.heartbeat],
      ]),
    ).toEqual(right);
  });

  test('is wrong for less, more, or another order', () => {
    expect(
      verifyRu([
        ['data[0]', entries[0]!],
        ['hash', made.batch],
      ]),
    ).toEqual(badSignature);
    expect(
      verifyRu([
        ['data[0]', entries[1]!],
        ['data[1]', entries[0]!],
        ['hash', made.batch],
      ]),
    ).toEqual(badSignature);
    expect(
      verifyRu([
        ['data[0]', entries[0]!],
        ['data[1]', entries[1]!],
        ['data[2]', 'x'],
        ['hash', made.batch],
      ]),
    ).toEqual(badSignature);
  });
});

describe('a token', () => {
  const { proofs } = presetNamed('vonage').calls;
  const body = '{"channel":"sms","text":"Зима & żółć 🎉"}';
  const hash = createHash('sha256').update(body).digest('hex');
  const bearing = (token: string) => call(body, { authorization: `Bearer ${token}` });
  const seconds = Math.floor(now / 1000);

  test('by another package is right', () => expect(verify(signedByVonage(body, now), ...proofs)).toEqual(right));

  test('whose body was changed, or whose hash is missing, is wrong', () => {
    expect(verify({ ...signedByVonage(body, now), rawBody: Buffer.from(`${body} `) }, ...proofs)).toEqual(badSignature);
    expect(verify(bearing(jsonwebtoken.sign({ iss: 'Vonage' }, signingKey, { algorithm: 'HS256' })), ...proofs)).toEqual(badSignature);
    expect(verify(bearing(jsonwebtoken.sign({ payload_hash: '' }, signingKey, { algorithm: 'HS256' })), ...proofs)).toEqual(badSignature);
  });

  test('by another key or another algorithm is wrong, whatever it says of itself', () => {
    expect(verify(signedByVonage(body, now, {}, 'another'), ...proofs)).toEqual(badSignature);
    expect(verify(bearing(jsonwebtoken.sign({ payload_hash: hash }, signingKey, { algorithm: 'HS512' })), ...proofs)).toEqual(badSignature);
    const unsigned = jsonwebtoken.sign({ payload_hash: hash }, '', { algorithm: 'none' });
    expect(verify(bearing(unsigned), ...proofs)).toEqual(noSignature);
    const [, claims = '', signature = ''] = jsonwebtoken.sign({ payload_hash: hash }, signingKey, { algorithm: 'HS256' }).split('.');
    const relabelled = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const token of [
      `${relabelled}.${claims}.${signature}`,
      `${relabelled}.${claims}.`,
      `${claims}.${claims}.${signature}`,
      'a.b',
      'a.b.c.d',
    ])
      expect(verify(bearing(token), ...proofs).ok, token).toBe(false);
  });

  test('is taken for as long as Vonage repeats a call, and not for ever, nor from the future', () => {
    expect(verify(signedByVonage(body, now - 24 * 3_600_000), ...proofs)).toEqual(right);
    expect(verify(signedByVonage(body, now - 26 * 3_600_000), ...proofs)).toEqual(tooOld);
    expect(verify(signedByVonage(body, now + 3_600_000), ...proofs)).toEqual(tooOld);
    expect(verify(signedByVonage(body, now, { exp: seconds - 3600 }), ...proofs)).toEqual(tooOld);
    expect(verify(signedByVonage(body, now, { nbf: seconds + 3600 }), ...proofs)).toEqual(tooOld);
    expect(verify(signedByVonage(body, now, { exp: seconds + 60, nbf: seconds - 60 }), ...proofs)).toEqual(right);
  });

  test.each([{}, { authorization: 'Basic x' }, { authorization: 'Bearer ' }, { authorization: ['Bearer a.b.c'] }])(
    'that is not there: %j',
    (headers) => {
      expect(verify(call(body, headers as WebhookCall['headers']), ...proofs)).toEqual(noSignature);
    },
  );
});
