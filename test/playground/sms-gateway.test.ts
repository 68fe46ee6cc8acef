import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readBytes, write } from './plain-http.ts';
import { startSmsGateway } from './start-sms-gateway.ts';

const accountSid = 'AC00000000000000000000000000000000';
const authToken = 'test-auth-token';
const shopNumber = '+79000000001';

type Heard = { readonly url: string; readonly form: Record<string, string>; readonly signature: string };

let gateway: Awaited<ReturnType<typeof startSmsGateway>>;
let shop: Server;
let shopUrl: string;
let heard: Heard[];
let twiml: string;

beforeEach(async () => {
  heard = [];
  twiml = '<Response/>';
  shop = createServer(async (request, response) => {
    const form = Object.fromEntries(new URLSearchParams((await readBytes(request)).toString()));
    heard.push({ url: `${shopUrl}${request.url}`, form, signature: String(request.headers['x-twilio-signature']) });
    write(response, { status: request.url === '/broken' ? 500 : 200, contentType: 'text/xml', body: twiml });
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  gateway = await startSmsGateway({ webhookUrl: `${shopUrl}/webhooks/sms/twilio` });
});
afterEach(async () => {
  await gateway.stop();
  await new Promise((resolve) => shop.close(resolve));
});

function send(fields: Record<string, string>, password = authToken): Promise<Response> {
  return fetch(`${gateway.root}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${accountSid}:${password}`)}` },
    body: new URLSearchParams(fields),
  });
}
const letter = { To: '+79001234567', From: shopNumber, Body: 'Ваш баланс: 120' };

test("a shopper's text reaches the shop signed so that Twilio's own library verifies it", async () => {
  const sms = await gateway.phone('+79001234567').text('СТАРТ Анна 🍵');
  expect(sms).toMatchObject({ own: true, state: 'taken', encoding: 'ucs-2', segments: 1 });
  const [{ url, form, signature }] = heard as [Heard];
  expect(form).toMatchObject({
    From: '+79001234567',
    To: shopNumber,
    Body: 'СТАРТ Анна 🍵',
    MessageSid: sms.sid,
    AccountSid: accountSid,
    NumMedia: '0',
  });
  expect(twilio.validateRequest(authToken, signature, url, form)).toBe(true);
  expect(twilio.validateRequest('other', signature, url, form)).toBe(false);
});

test('a text the shop did not take is shown as refused; a reply in the answer arrives', async () => {
  twiml = '<?xml version="1.0"?><Response><Message>Tea &amp; biscuits</Message></Response>';
  const phone = gateway.phone('+79001234567');
  await phone.text('BALANCE');
  expect((await phone.nextMessage()).body).toBe('Tea & biscuits');
  const lost = await startSmsGateway({ webhookUrl: `${shopUrl}/broken` });
  expect(await lost.phone('+79001234567').text('Hi')).toMatchObject({ state: 'refused' });
  await lost.stop();
});

test("the shop's text is taken like Twilio takes it, and its delivery is reported and signed", async () => {
  const answer = await send({ ...letter, StatusCallback: `${shopUrl}/webhooks/sms/twilio/status?key=1` });
  expect(answer.status).toBe(201);
  const message = (await answer.json()) as { sid: string };
  expect(message).toMatchObject({ status: 'queued', to: letter.To, num_segments: '1', direction: 'outbound-api', error_code: null });
  expect(message.sid).toMatch(/^SM[0-9a-f]{32}$/);
  expect(await gateway.phone(letter.To).nextMessage()).toMatchObject({ body: letter.Body, sid: message.sid, own: false });

  await expect.poll(() => heard.map(({ form }) => form['MessageStatus'])).toEqual(['sent', 'delivered']);
  for (const { url, form, signature } of heard) expect(twilio.validateRequest(authToken, signature, url, form)).toBe(true);
});

test('a phone out of reach is reported undelivered', async () => {
  gateway.phone(letter.To).switch(false);
  await send({ ...letter, StatusCallback: `${shopUrl}/status` });
  await expect.poll(() => heard.at(-1)?.form).toMatchObject({ MessageStatus: 'undelivered', ErrorCode: '30003' });
});

describe('what Twilio refuses is refused with its codes', () => {
  const refused: [what: string, fields: Record<string, string>, status: number, code: number][] = [
    ['no recipient', { ...letter, To: '' }, 400, 21604],
    ['no sender', { ...letter, From: '' }, 400, 21603],
    ['no text', { ...letter, Body: '' }, 400, 21602],
    ['a number that is none', { ...letter, To: '89001234567' }, 400, 21211],
    ['a sender that is not ours', { ...letter, From: '+15005550006' }, 400, 21606],
    ['1601 characters', { ...letter, Body: 'a'.repeat(1601) }, 400, 21617],
  ];
  test.each(refused)('%s', async (_what, fields, status, code) => {
    const answer = await send(fields);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code, status, message: expect.any(String) });
  });

  test('a wrong password, a trouble on purpose, a lost connection', async () => {
    expect((await send(letter, 'wrong')).status).toBe(401);
    gateway.faults.add({ kind: 'too-many', retryAfterSeconds: 2 });
    const busy = await send(letter);
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '2']);
    gateway.faults.add({ kind: 'drop' });
    await expect(send(letter)).rejects.toThrow();
    expect((await send(letter)).status).toBe(201);
  });

  test('a gateway that answers STOP itself says so, and sends no more', async () => {
    const strict = await startSmsGateway({ webhookUrl: `${shopUrl}/sms`, answersStop: true });
    const phone = strict.phone(letter.To);
    await phone.text('stop');
    expect(heard[0]?.form['OptOutType']).toBe('STOP');
    expect((await phone.nextMessage()).body).toContain('no more messages');
    const call = {
      method: 'POST',
      path: `/2010-04-01/Accounts/${accountSid}/Messages.json`,
      headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
    };
    const answer = await strict.handle({ ...call, rawBody: Buffer.from(new URLSearchParams(letter).toString()) });
    expect(JSON.parse(answer.body)).toMatchObject({ code: 21610 });
    await strict.stop();
  });
});
