import { createHash } from 'node:crypto';
import fc from 'fast-check';
import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { parseTwilioMessage, parseTwilioStatus } from '../../../../src/channels/sms/gateways/twilio/parse.ts';
import { verifyTwilio } from '../../../../src/channels/sms/gateways/twilio/verify.ts';
import type { WebhookCall } from '../../../../src/channels/webhook.ts';
import { authToken, bodyOf, callOf, callSignedByAdapter, callSignedByTwilio, type Fields, inbound, inboundUrl } from './calls.ts';

const accepted = { ok: true };
const forged = { ok: false, reason: 'bad-signature' };

const genuine: readonly (readonly [string, Fields])[] = [
  ['an everyday text', inbound],
  ['Cyrillic, Polish and emoji', { ...inbound, Body: 'Спасибо! Zażółć gęślą jaźń 🎉 €' }],
  ['signs that forms escape', { ...inbound, Body: 'a+b & c=d % "e" \'f\' #g ? / ; ~ \\ \r\n next' }],
  ['empty fields', { ...inbound, Body: '', FromCity: '' }],
  ['repeated fields', { ...inbound, MediaUrl: ['b', 'a', 'b', '', 'я'] }],
  ['names that only a careless sort mixes up', { ...inbound, a: '1', A: '2', aa: '3', _: '4', Ä: '5' }],
  ['names every object has', { ...inbound, constructor: 'x', toString: 'y' }],
];

describe('a genuine call', () => {
  test.each(genuine)('with %s is accepted as signed by the twilio package', (_, fields) => {
    expect(verifyTwilio(callSignedByTwilio(fields), authToken)).toEqual(accepted);
  });

  test.each(genuine)('with %s is accepted as signed by another package', async (_, fields) => {
    expect(verifyTwilio(await callSignedByAdapter(fields), authToken)).toEqual(accepted);
  });

  test.each([
    ['another port', 'https://shop.example:8443/webhooks/sms/twilio', 'https://shop.example:8443/webhooks/sms/twilio'],
    ['another port, left out of the signature', 'https://shop.example:8443/webhooks/sms/twilio', inboundUrl],
    ['the usual port in the signature only', inboundUrl, 'https://shop.example:443/webhooks/sms/twilio'],
    ['plain HTTP and its usual port', 'http://shop.example/in', 'http://shop.example:80/in'],
    ['a query', `${inboundUrl}?shop=1&tea=green%20tea`, `${inboundUrl}?shop=1&tea=green%20tea`],
    ['a query that was escaped once more', `${inboundUrl}?tea=anna's`, `${inboundUrl}?tea=anna%27s`],
    ['no path', 'https://shop.example', 'https://shop.example'],
    ['an IPv6 host', 'https://[2001:db8::1]/in', 'https://[2001:db8::1]:443/in'],
    ['a password', 'https://anna:secret@shop.example/in', 'https://anna:secret@shop.example:443/in'],
  ])('to an address with %s is accepted', (_, url, signedUrl) => {
    expect(verifyTwilio(callSignedByTwilio(inbound, url, signedUrl), authToken)).toEqual(accepted);
  });

  test('with any fields is accepted, whoever signed it', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(text.filter(isOrdinary), fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 4 })), { noNullPrototype: true }),
        async (fields) => {
          expect(verifyTwilio(callSignedByTwilio(fields), authToken)).toEqual(accepted);
          expect(verifyTwilio(await callSignedByAdapter(fields), authToken)).toEqual(accepted);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a JSON body', () => {
  const body = '{"text":"Спасибо"}';
  const urlFor = (text: string) => `${inboundUrl}?bodySHA256=${createHash('sha256').update(text).digest('hex')}`;

  test('is accepted by its hash in the signed address', () => {
    const url = urlFor(body);
    const signature = twilio.getExpectedTwilioSignature(authToken, url, {});
    expect(twilio.validateRequestWithBody(authToken, signature, url, body)).toBe(true);
    expect(verifyTwilio(callOf(body, signature, url), authToken)).toEqual(accepted);
  });

  test('is refused when the body is another', () => {
    const url = urlFor(body);
    const signature = twilio.getExpectedTwilioSignature(authToken, url, {});
    expect(verifyTwilio(callOf(`${body} `, signature, url), authToken)).toEqual(forged);
  });

  test('is refused when the address was not signed', () => {
    const signature = twilio.getExpectedTwilioSignature(authToken, inboundUrl, {});
    expect(verifyTwilio(callOf(body, signature, urlFor(body)), authToken)).toEqual(forged);
  });
});

describe('a forged call', () => {
  const call = callSignedByTwilio(inbound);
  const signature = String(call.headers['x-twilio-signature']);

  test.each([
    ['no signature', undefined, { ok: false, reason: 'no-signature' }],
    ['an empty signature', '', { ok: false, reason: 'no-signature' }],
    ['a truncated signature', signature.slice(0, -1), forged],
    ['a longer signature', `${signature}=`, forged],
    ['a signature in other letters', signature.toLowerCase(), forged],
    ['a signature of signs outside Latin', 'я'.repeat(28), forged],
  ])('with %s is refused', (_, given, refusal) => {
    expect(verifyTwilio({ ...call, headers: given === undefined ? {} : { 'x-twilio-signature': given } }, authToken)).toEqual(refusal);
  });

  test('with two signatures is refused', () => {
    const headers = { 'x-twilio-signature': [signature, signature] };
    expect(verifyTwilio({ ...call, headers }, authToken)).toEqual({ ok: false, reason: 'no-signature' });
  });

  test.each([
    ['another text', { ...inbound, Body: 'JOIN Boris' }],
    ['a field more', { ...inbound, OptOutType: 'START' }],
    ['a field less', { ...inbound, FromCity: [] }],
    ['nothing', {}],
  ])('that holds %s is refused', (_, fields) => {
    expect(verifyTwilio(callOf(bodyOf(fields).toString(), signature), authToken)).toEqual(forged);
  });

  test.each([
    'https://shop.example/webhooks/sms/other',
    'http://shop.example/webhooks/sms/twilio',
    `${inboundUrl}?a=1`,
    'https://evil.example/webhooks/sms/twilio',
  ])('replayed at %s is refused', (publicUrl) => {
    expect(verifyTwilio({ ...call, publicUrl }, authToken)).toEqual(forged);
  });

  test('signed with another token is refused', () => expect(verifyTwilio(call, 'another')).toEqual(forged));

  test('larger than any form of the gateway is refused', () => {
    const fields = { ...inbound, Body: 'a'.repeat(70_000) };
    expect(verifyTwilio(callSignedByTwilio(fields), authToken)).toEqual(forged);
  });

  test('is neither accepted nor a reason to fall over, whatever it holds', () => {
    fc.assert(fc.property(anyCall, neitherAcceptsNorThrows), { numRuns: 10_000 });
    fc.assert(fc.property(nearlyGenuineCall, neitherAcceptsNorThrows), { numRuns: 10_000 });
  });
});

const isOrdinary = (name: string): boolean => name !== '__proto__' && !/^\d+$/.test(name);

function neitherAcceptsNorThrows(call: WebhookCall): void {
  expect(verifyTwilio(call, authToken).ok).toBe(false);
  for (const parsed of [parseTwilioMessage(call), parseTwilioStatus(call)]) expect(typeof parsed.ok).toBe('boolean');
}

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const anyBytes = fc.uint8Array({ maxLength: 120 }).map((bytes) => Buffer.from(bytes));
const loneSurrogates = fc.constantFrom('\ud800', 'https://a/?x=\udfff', 'https://a/?%ff=%', '?bodySHA256=', '://', 'https://[');

const anyCall: fc.Arbitrary<WebhookCall> = fc.record({
  rawBody: fc.oneof(
    anyBytes,
    anyText.map((text) => Buffer.from(text)),
  ),
  headers: fc.record({
    'x-twilio-signature': fc.oneof(anyText, fc.base64String({ minLength: 28, maxLength: 28 }), fc.array(anyText), fc.constant(undefined)),
  }),
  publicUrl: fc.oneof(anyText, fc.webUrl({ withQueryParameters: true }), loneSurrogates),
});

/** A genuine form with one byte of it or of its signature changed. */
const nearlyGenuineCall: fc.Arbitrary<WebhookCall> = fc
  .record({ at: fc.nat(), by: fc.integer({ min: 1, max: 127 }), inSignature: fc.boolean() })
  .map(({ at, by, inSignature }) => {
    const call = callSignedByTwilio(inbound);
    const changed = (text: string) => {
      const index = at % text.length;
      return text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ by) + text.slice(index + 1);
    };
    const signature = String(call.headers['x-twilio-signature']);
    if (inSignature) return { ...call, headers: { 'x-twilio-signature': changed(signature) } };
    return { ...call, rawBody: Buffer.from(changed(call.rawBody.toString())) };
  })
  .filter(({ rawBody, headers }) => {
    const genuineCall = callSignedByTwilio(inbound);
    const sameFields = new URLSearchParams(rawBody.toString()).toString() === genuineCall.rawBody.toString();
    return !(sameFields && headers['x-twilio-signature'] === genuineCall.headers['x-twilio-signature']);
  });
