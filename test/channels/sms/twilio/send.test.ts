import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createTwilioSender } from '../../../../src/channels/sms/gateways/twilio/send.ts';
import { createTwilioGateway } from '../../../../src/channels/sms/gateways/twilio/twilio.ts';
import { answering, nobody, standIn } from '../../../support/stand-in.ts';

const accountSid = 'AC0123456789abcdef0123456789abcdef';
const phone = '+79161234567';
const text = 'Ваш баланс: 120 & больше + 🎉';

const gatewayAt = (apiRoot: string, from = '+447700900123') =>
  createTwilioGateway({ accountSid, authToken: 'secret', from, apiRoot, statusUrl: 'https://shop.example/webhooks/sms/twilio/status' });

const sendTo = async (root: string) => gatewayAt(root).send(phone, text, 'key');

describe('sending', () => {
  test('posts the form the gateway documents, with its credentials', async () => {
    let seen: { request: IncomingMessage; body: string } | undefined;
    const root = await standIn(async (request, response) => {
      seen = { request, body: Buffer.concat(await request.toArray()).toString() };
      response.writeHead(201).end(JSON.stringify({ sid: 'SM1', status: 'queued' }));
    });

    expect(await sendTo(`${root}/proxy/`)).toEqual({ outcome: 'sent', reference: 'SM1' });
    expect(seen?.request.method).toBe('POST');
    expect(seen?.request.url).toBe(`/proxy/2010-04-01/Accounts/${accountSid}/Messages.json`);
    expect(seen?.request.headers).toMatchObject({
      authorization: `Basic ${Buffer.from(`${accountSid}:secret`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(Object.fromEntries(new URLSearchParams(seen?.body))).toEqual({
      To: phone,
      From: '+447700900123',
      Body: text,
      StatusCallback: 'https://shop.example/webhooks/sms/twilio/status',
    });
  });

  test('by a messaging service names it', async () => {
    let body = '';
    const root = await standIn(async (request, response) => {
      body = Buffer.concat(await request.toArray()).toString();
      response.writeHead(201).end('{"sid":"SM1"}');
    });
    await gatewayAt(root, 'MG0123456789abcdef0123456789abcdef').send(phone, text, 'key');
    expect(new URLSearchParams(body).get('MessagingServiceSid')).toBe('MG0123456789abcdef0123456789abcdef');
    expect(new URLSearchParams(body).has('From')).toBe(false);
  });

  test('keeps connections for the texts that follow', async () => {
    const sockets = new Set<Socket>();
    const root = await standIn((request, response) => {
      sockets.add(request.socket);
      response.writeHead(201).end('{"sid":"SM1"}');
    });
    const gateway = gatewayAt(root);
    for (let count = 0; count < 10; count++) await gateway.send(phone, text, 'key');
    expect(sockets.size).toBeLessThanOrEqual(2);
  });
});

describe('the outcome', () => {
  test.each([
    [
      'a recipient who said stop',
      400,
      { code: 21610, message: `Attempt to send to ${phone}` },
      { outcome: 'unreachable', reason: 'opted-out' },
    ],
    ['a bad number', 400, { code: 21211, message: `${phone} is not valid` }, { outcome: 'refused', reason: 'twilio-21211' }],
    ['a region that is off', 403, { code: 21408 }, { outcome: 'refused', reason: 'twilio-21408' }],
    ['a refusal without a code', 404, '<html>', { outcome: 'refused', reason: 'http-404' }],
    ['wrong credentials', 401, { code: 20003 }, { outcome: 'refused', reason: 'gateway-credentials' }],
    ['a server in trouble', 500, { code: 20500 }, { outcome: 'unknown', reason: 'http-500' }],
    ['a proxy in trouble', 503, 'busy', { outcome: 'unknown', reason: 'http-503' }],
    ['an answer that cannot be read', 201, 'ok', { outcome: 'unknown', reason: 'answer-unreadable' }],
    ['an answer without an id', 201, [], { outcome: 'unknown', reason: 'answer-unreadable' }],
  ])('of %s', async (_, status, body, outcome) => {
    expect(await sendTo(await answering(status, body))).toEqual(outcome);
  });

  test.each([
    ['7', 7],
    ['0.5', 1],
    ['100000', 3600],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 1],
    ['-3', 1],
  ])('of too many requests is a wait: Retry-After "%s" means %i s', async (retryAfter, seconds) => {
    const root = await answering(429, { code: 20429 }, { 'retry-after': retryAfter });
    expect(await sendTo(root)).toEqual({ outcome: 'wait', seconds });
  });

  test('of too many requests without a time is a wait of a second', async () => {
    expect(await sendTo(await answering(429, ''))).toEqual({ outcome: 'wait', seconds: 1 });
  });

  test('of a connection refused is a wait: nothing was sent', async () => {
    expect(await sendTo(await nobody())).toEqual({ outcome: 'wait', seconds: 5 });
  });

  test('of a connection lost is unknown: it may have been sent', async () => {
    const root = await standIn((request) => request.socket.destroy());
    expect(await sendTo(root)).toMatchObject({ outcome: 'unknown' });
  });

  test('of an answer cut short is unknown', async () => {
    const root = await standIn((request, response) => {
      response.writeHead(201, { 'content-length': '100' }).write('{"sid":');
      setTimeout(() => request.socket.destroy(), 20);
    });
    expect(await sendTo(root)).toMatchObject({ outcome: 'unknown' });
  });

  test('of an endless answer is unknown', async () => {
    const root = await answering(201, 'x'.repeat(200_000));
    expect(await sendTo(root)).toMatchObject({ outcome: 'unknown' });
  });

  test('of silence is unknown when the time is up', async () => {
    const root = await standIn(() => {});
    const send = createTwilioSender({ accountSid, authToken: 'secret', from: '+447700900123', apiRoot: root }, 200);
    expect(await send(phone, text)).toEqual({ outcome: 'unknown', reason: 'timed-out' });
  });
});
