import { describe, expect, test } from 'vitest';
import { type Description, presetNames } from '../../../../src/channels/sms/gateways/http/description.ts';
import { createHttpSender } from '../../../../src/channels/sms/gateways/http/send.ts';
import { answering, nobody, recording, standIn } from '../../../support/stand-in.ts';
import { gatewayBy, presetNamed } from '../samples.ts';

const phone = '+48601234567';
const latin = 'Thank you & bye + {to} 100%';
const unicode = 'Спасибо & żółć + 🎉';
const statusUrl = 'https://shop.example/webhooks/sms/http/secret/status';
const basic = `Basic ${Buffer.from('MAXXXXXXXXXXXXXXXXXX:api-password').toString('base64')}`;

/** What each gateway answers when it has taken a text, and the id in it. */
const answers: Record<string, readonly [unknown, string]> = {
  vonage: [{ message_uuid: 'aaaa-1' }, 'aaaa-1'],
  plivo: [{ message: 'message(s) queued', message_uuid: ['bbbb-2'], api_id: 'x' }, 'bbbb-2'],
  'sms-ru': [
    { status: 'OK', status_code: 100, sms: { '48601234567': { status: 'OK', status_code: 100, sms_id: '000000-1' } }, balance: 1 },
    '000000-1',
  ],
  serwersms: [{ success: true, queued: 1, unsent: 0, items: [{ id: 'cccc3', phone, status: 'queued', error_code: null }] }, 'cccc3'],
  smsaero: [{ success: true, data: { id: 4, number: '48601234567', status: 0 }, message: null }, '4'],
  exolve: [{ message_id: '439166538239448' }, '439166538239448'],
  kannel: ['0: Accepted for delivery', '17'],
  jasmin: ['Success "07033084-5cfd-4812-90a4-e4d24ffb6e3d"', '07033084-5cfd-4812-90a4-e4d24ffb6e3d'],
  infobip: [{ bulkId: '1', messages: [{ messageId: 'eeee-5', status: { groupName: 'PENDING' }, destination: '48601234567' }] }, 'eeee-5'],
};

const sendBy = (preset: string, apiRoot: string, text = unicode) =>
  gatewayBy(presetNamed(preset), { apiRoot, statusUrl }).send(phone, text, '17');

async function orderOf(preset: string, text: string) {
  const { root, seen } = await recording(200, answers[preset]?.[0]);
  await sendBy(preset, root, text);
  const [call] = seen;
  return { call, form: Object.fromEntries(new URLSearchParams(call?.body)), query: Object.fromEntries(call?.url.searchParams ?? []) };
}

describe('a text', () => {
  test.each(presetNames)('that %s took is sent, under the id it gave', async (preset) => {
    const { root } = await recording(200, answers[preset]?.[0]);
    expect(await sendBy(preset, root)).toEqual({ outcome: 'sent', reference: answers[preset]?.[1] });
  });

  test('to Vonage, Plivo, Exolve, SMS Aero and Infobip is JSON, letter by letter, and what is filled in is not filled in again', async () => {
    for (const text of [latin, unicode]) {
      const vonage = await orderOf('vonage', text);
      expect(vonage.call).toMatchObject({ method: 'POST', headers: { authorization: basic, 'content-type': 'application/json' } });
      expect([vonage.call?.url.pathname, JSON.parse(vonage.call?.body ?? '')]).toEqual([
        '/v1/messages',
        { channel: 'sms', message_type: 'text', to: '48601234567', from: '447700900123', text },
      ]);
      const plivo = await orderOf('plivo', text);
      expect([plivo.call?.url.pathname, JSON.parse(plivo.call?.body ?? '')]).toEqual([
        '/v1/Account/MAXXXXXXXXXXXXXXXXXX/Message/',
        { src: '447700900123', dst: '48601234567', text, url: statusUrl, method: 'POST' },
      ]);
      const exolve = await orderOf('exolve', text);
      expect(exolve.call?.headers.authorization).toBe('Bearer api-password');
      expect(JSON.parse(exolve.call?.body ?? '')).toEqual({ number: '447700900123', destination: '48601234567', text });
      const infobip = await orderOf('infobip', text);
      expect(infobip.call?.headers.authorization).toBe('App api-password');
      expect(JSON.parse(infobip.call?.body ?? '').messages[0]).toEqual({
        sender: '447700900123',
        destinations: [{ to: '48601234567' }],
        content: { text },
        webhooks: { delivery: { url: statusUrl } },
      });
    }
  });

  test('to SMS.ru and SerwerSMS is a form', async () => {
    expect((await orderOf('sms-ru', unicode)).form).toEqual({
      api_id: 'api-password',
      to: '48601234567',
      from: '447700900123',
      msg: unicode,
      json: '1',
    });
    expect((await orderOf('serwersms', unicode)).form).toMatchObject({
      username: 'MAXXXXXXXXXXXXXXXXXX',
      phone,
      text: unicode,
      utf: 'true',
    });
    expect((await orderOf('serwersms', latin)).form).not.toHaveProperty('utf');
  });

  test('to Kannel names the alphabet only where it must, and carries our id to its report', async () => {
    const { call, query } = await orderOf('kannel', unicode);
    expect(call).toMatchObject({ method: 'GET', body: '' });
    expect(query).toMatchObject({
      to: phone,
      text: unicode,
      coding: '2',
      charset: 'utf8',
      'dlr-mask': '27',
      'dlr-url': `${statusUrl}?id=17&status=%d`,
    });
    expect((await orderOf('kannel', latin)).query).not.toHaveProperty('coding');
  });

  test('to Jasmin is plain, or hex of UTF-16', async () => {
    expect((await orderOf('jasmin', latin)).form).toMatchObject({ content: latin, coding: '0', 'dlr-url': statusUrl });
    const { form } = await orderOf('jasmin', 'Ж🎉');
    expect(form).toMatchObject({ 'hex-content': '0416d83cdf89', coding: '8' });
    expect(form).not.toHaveProperty('content');
  });
});

describe('the outcome', () => {
  test.each<[string, string, number, unknown, object]>([
    [
      'a refusal inside a success',
      'sms-ru',
      200,
      { status: 'OK', sms: { '4860': { status: 'ERROR', status_code: 207, status_text: phone } } },
      { outcome: 'refused', reason: 'sms-ru-207' },
    ],
    [
      'a key that is not known',
      'sms-ru',
      200,
      { status: 'ERROR', status_code: 200 },
      { outcome: 'refused', reason: 'gateway-credentials' },
    ],
    ['trouble inside a success', 'sms-ru', 200, { status: 'ERROR', status_code: 500 }, { outcome: 'unknown', reason: 'sms-ru-500' }],
    [
      'an unsent text',
      'serwersms',
      200,
      { success: true, items: [{ status: 'unsent', error_code: 4303 }] },
      { outcome: 'refused', reason: 'serwersms-4303' },
    ],
    ['a no without a code', 'smsaero', 200, { success: false, message: `${phone} bad` }, { outcome: 'refused', reason: 'smsaero-refused' }],
    ['an answer that says neither', 'smsaero', 200, {}, { outcome: 'unknown', reason: 'answer-unreadable' }],
    ['a bad request', 'smsaero', 400, { success: false, message: 'Validation error.' }, { outcome: 'refused', reason: 'http-400' }],
    ['a refusal of Jasmin', 'jasmin', 412, 'Error "No route found"', { outcome: 'refused', reason: 'http-412' }],
    ['a success of Jasmin without an id', 'jasmin', 200, 'Hm', { outcome: 'unknown', reason: 'answer-unreadable' }],
    ['wrong credentials', 'kannel', 401, 'Authorization failed', { outcome: 'refused', reason: 'gateway-credentials' }],
    ['a full queue', 'kannel', 503, 'Temporal failure', { outcome: 'unknown', reason: 'http-503' }],
    ['a code that quotes the phone', 'infobip', 400, { errorCode: `bad ${phone}` }, { outcome: 'refused', reason: 'infobip-refused' }],
    ['a code', 'infobip', 400, { errorCode: 'E400' }, { outcome: 'refused', reason: 'infobip-E400' }],
    ['too many requests', 'vonage', 429, {}, { outcome: 'wait', seconds: 1 }],
    ['a redirection', 'vonage', 302, '', { outcome: 'refused', reason: 'http-302' }],
    ['an answer without an id', 'plivo', 202, { message_uuid: [] }, { outcome: 'unknown', reason: 'answer-unreadable' }],
  ])('of %s by %s', async (_, preset, status, body, outcome) =>
    expect(await sendBy(preset, await answering(status, body))).toEqual(outcome),
  );

  test('of codes that a description knows', async () => {
    const described: Description = {
      ...presetNamed('infobip'),
      send: {
        ...presetNamed('infobip').send,
        code: ['code'],
        codes: { wait: ['busy'], optedOut: ['stop'], credentials: ['who'], unknown: ['maybe'] },
      },
    };
    const fixed = { from: 'Shop', statusUrl: '', login: '', password: 'key' };
    const outcomeOf = async (status: number, code: string) =>
      createHttpSender(described, { ...fixed, apiRoot: await answering(status, { code }) })(phone, unicode, '17');
    expect(await outcomeOf(400, 'busy')).toEqual({ outcome: 'wait', seconds: 5 });
    expect(await outcomeOf(400, 'stop')).toEqual({ outcome: 'unreachable', reason: 'opted-out' });
    expect(await outcomeOf(400, 'who')).toEqual({ outcome: 'refused', reason: 'gateway-credentials' });
    expect(await outcomeOf(400, 'maybe')).toEqual({ outcome: 'unknown', reason: 'infobip-maybe' });
    expect(await outcomeOf(500, 'else')).toEqual({ outcome: 'unknown', reason: 'http-500' });
  });

  test('of nobody, of silence', async () => {
    expect(await sendBy('vonage', await nobody())).toEqual({ outcome: 'wait', seconds: 5 });
    const fixed = { from: 'Shop', statusUrl: '', login: 'a', password: 'b', apiRoot: await standIn(() => undefined) };
    expect(await createHttpSender(presetNamed('vonage'), fixed, 150)(phone, unicode, '17')).toEqual({
      outcome: 'unknown',
      reason: 'timed-out',
    });
  });
});
