import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, secret, shopNumber, twilio, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

let updates = 5_000_000;
const update = (text: string, chat = 990_001) => {
  updates += 1;
  const from = { id: chat, is_bot: false, first_name: 'Anna', language_code: 'en' };
  return { update_id: updates, message: { message_id: 1, date: 1, chat: { id: chat, type: 'private', first_name: 'Anna' }, from, text } };
};

const telegram = (body: string, headers: Record<string, string> = { 'x-telegram-bot-api-secret-token': secret }) =>
  fetch(`${world.url}/webhooks/telegram`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

const requests = async (): Promise<number> => (await world.database.pool.query('select 1 from request')).rowCount ?? 0;

describe('the Telegram door', () => {
  test.each([
    ['without a secret', {}],
    ['with an empty one', { 'x-telegram-bot-api-secret-token': '' }],
    ['with a wrong one', { 'x-telegram-bot-api-secret-token': `${secret}x` }],
  ])('a call %s is refused with 401 and leaves nothing', async (_, headers) => {
    const before = await requests();
    const answer = await telegram(JSON.stringify(update('/start')), headers as Record<string, string>);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await requests()).toBe(before);
  });

  test.each(['', '{', 'null', '[]', '"text"', '{"update_id":"1"}', '{"update_id":1.5}'])('a body %j is refused with 400', async (body) => {
    expect((await telegram(body)).status).toBe(400);
  });

  test('a tapped button stops spinning by the answer itself, whatever stood behind it', async () => {
    const { message } = update('?');
    const tap = {
      update_id: update('').update_id,
      callback_query: { id: '4711', from: message.from, chat_instance: '1', message, data: 'last-week:yes' },
    };
    const answer = await telegram(JSON.stringify(tap));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.json()).toEqual({ method: 'answerCallbackQuery', callback_query_id: '4711' });
    const plain = await telegram(JSON.stringify(update('/help')));
    expect([plain.status, await plain.text()]).toEqual([200, '']);
  });

  test('a body of 10 MB is refused with 413 and the next call is answered', async () => {
    const big = await telegram(JSON.stringify({ update_id: 1, text: 'x'.repeat(10 * 1024 * 1024) })).catch(() => ({ status: 413 }));
    expect(big.status).toBe(413);
    expect((await telegram(JSON.stringify(update('/help')))).status).toBe(200);
  });

  test('what concerns nobody is taken and passed over', async () => {
    await world.quiet();
    const before = await requests();
    for (const content of [
      { edited_message: update('x').message },
      { channel_post: {} },
      { poll: {} },
      { message: { ...update('x').message, from: undefined } },
    ]) {
      updates += 1;
      expect((await telegram(JSON.stringify({ update_id: updates, ...content }))).status).toBe(200);
    }
    expect(await requests()).toBe(before);
  });

  test.each([
    ['4,096 characters', 'x'.repeat(4096)],
    ['no characters', ''],
    ['emoji', '👩‍👩‍👧‍👦'.repeat(100)],
    ['right to left', '\u202eمرحبا\u202c'],
    ['HTML', '<script>alert(1)</script>&lt;b>'],
    ['half a character and a zero byte', 'stop\ud800\u0000'],
  ])('a text of %s is answered', async (_, text) => {
    const chat = 991_000 + updates;
    expect((await telegram(JSON.stringify(update(text, chat)))).status).toBe(200);
    await world.quiet();
    const { rows } = await world.database.pool.query('select state from outbox where address = $1', [`telegram:${chat}`]);
    expect(rows).toHaveLength(1);
  });
});

const sms = (form: Record<string, string>, sign: (url: string, form: Record<string, string>) => string | undefined) => {
  const url = `${world.url}/webhooks/sms/twilio`;
  const signature = sign(url, form);
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(signature === undefined ? {} : { 'x-twilio-signature': signature }),
    },
    body: new URLSearchParams(form).toString(),
  });
};

const rightly = (url: string, form: Record<string, string>) => getExpectedTwilioSignature(twilio.authToken, url, form);
let sids = 0;
const inbound = (body: string, from = '+447911000001') => {
  sids += 1;
  return {
    MessageSid: `SM${String(sids).padStart(32, '0')}`,
    AccountSid: twilio.accountSid,
    From: from,
    To: shopNumber,
    Body: body,
    NumMedia: '0',
  };
};

describe('the SMS door', () => {
  test('a wrong, a missing and a foreign signature are refused with 401 and leave nothing', async () => {
    const before = await requests();
    const form = inbound('JOIN Eve');
    expect((await sms(form, () => undefined)).status).toBe(401);
    expect((await sms(form, () => 'bm9wZQ==')).status).toBe(401);
    expect((await sms(form, (url, signed) => getExpectedTwilioSignature('another token', url, signed))).status).toBe(401);
    expect((await sms(form, (url, signed) => rightly(url, { ...signed, Body: 'HELP' }))).status).toBe(401);
    expect(await requests()).toBe(before);
  });

  test('a replayed call is answered as before and does nothing again', async () => {
    const form = inbound('JOIN Bob', '+447911000002');
    expect((await sms(form, rightly)).status).toBe(200);
    expect((await sms(form, rightly)).status).toBe(200);
    await world.quiet();
    const { rows } = await world.database.pool.query(`select state from outbox where address = 'sms:+447911000002'`);
    expect(rows).toEqual([{ state: 'sent' }]);
  });

  test('an empty text is answered kindly', async () => {
    expect((await sms(inbound('', '+447911000003'), rightly)).status).toBe(200);
    await world.quiet();
    expect((await world.database.pool.query(`select 1 from outbox where address = 'sms:+447911000003'`)).rowCount).toBe(1);
  });

  test('a short number is nobody to answer', async () => {
    const before = await requests();
    expect((await sms(inbound('JOIN', '12345'), rightly)).status).toBe(200);
    expect(await requests()).toBe(before);
  });
});

test('there is nothing at an unknown address, and it says so', async () => {
  const answer = await fetch(`${world.url}/webhooks/sms/nobody`, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ title: 'Not Found' });
});
