import { describe, expect, test } from 'vitest';
import { createAndroidInbox, createAndroidSender } from '../../../../src/channels/sms/gateways/android/send.ts';
import { answering, nobody, recording, standIn } from '../../../support/stand-in.ts';

const phone = '+48601234567';
const text = 'Dziękujemy & до встречи + 🎉';
const at = (apiRoot: string) => ({ login: 'SHOP', password: 'phone-password', apiRoot });
const sendTo = (apiRoot: string) => createAndroidSender(at(apiRoot))(phone, text, '17');

describe('sending', () => {
  test('posts the message as the app describes it, with the credentials of its first page', async () => {
    const { root, seen } = await recording(202, { id: 'PyDmBQZZXYmyxMwED8Fzy', state: 'Pending' });
    expect(await sendTo(`${root}/3rdparty/v1`)).toEqual({ outcome: 'sent', reference: 'PyDmBQZZXYmyxMwED8Fzy' });
    expect(seen).toMatchObject([
      { method: 'POST', headers: { authorization: `Basic ${Buffer.from('SHOP:phone-password').toString('base64')}` } },
    ]);
    expect(seen[0]?.url.pathname).toBe('/3rdparty/v1/messages');
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      textMessage: { text },
      phoneNumbers: [phone],
      withDeliveryReport: true,
      ttl: 86_400,
    });
  });

  test('gives one text one id, and every other text another', async () => {
    const { root, seen } = await recording(202, { id: 'a' });
    const send = createAndroidSender(at(root));
    for (const [to, words, key] of [
      [phone, text, '17'],
      [phone, text, '17'],
      [phone, text, '18'],
      [phone, 'x', '17'],
      ['+48601234568', text, '17'],
    ] as const)
      await send(to, words, key);
    const ids = seen.map(({ body }) => JSON.parse(body).id);
    expect(ids[0]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(4);
  });
});

describe('the outcome', () => {
  test.each([
    [
      'a text it has already: the first try had arrived',
      409,
      { message: 'exists' },
      { outcome: 'sent', reference: expect.stringMatching(/^[0-9a-f]{32}$/) },
    ],
    [
      'a queue that is full because the phone is away',
      503,
      { message: 'queue limits exceeded: too old pending message' },
      { outcome: 'wait', seconds: 60 },
    ],
    ['a server in trouble', 503, 'Bad gateway', { outcome: 'unknown', reason: 'http-503' }],
    ['a bad number', 400, { message: `${phone} is invalid` }, { outcome: 'refused', reason: 'http-400' }],
    ['wrong credentials', 401, { message: 'Unauthorized' }, { outcome: 'refused', reason: 'gateway-credentials' }],
    ['an answer without an id', 202, {}, { outcome: 'unknown', reason: 'answer-unreadable' }],
    ['an answer that is no JSON', 202, '<html>', { outcome: 'unknown', reason: 'answer-unreadable' }],
    ['too many requests', 429, '', { outcome: 'wait', seconds: 1 }],
  ])('of %s', async (_, status, body, outcome) => expect(await sendTo(await answering(status, body))).toEqual(outcome));

  test('of a phone that is off is a wait: nothing was sent', async () => {
    expect(await sendTo(await nobody())).toEqual({ outcome: 'wait', seconds: 5 });
  });

  test('of silence is unknown when the time is up', async () => {
    const send = createAndroidSender(at(await standIn(() => undefined)), 150);
    expect(await send(phone, text, '17')).toEqual({ outcome: 'unknown', reason: 'timed-out' });
  });
});

describe('asking for the inbox', () => {
  const ask = async (root: string) => createAndroidInbox({ ...at(root), from: '+48221112233' }, 500)(Date.parse('2026-11-22T10:00:00Z'));

  test('names the time from which on, and the kind', async () => {
    const item = { id: 'text:1', type: 'SMS', sender: phone, contentPreview: 'SALDO', createdAt: '2026-11-22T10:00:01Z' };
    const { root, seen } = await recording(200, [item]);
    expect(await ask(root)).toMatchObject({ ok: true, items: [{ address: `sms:${phone}`, said: { kind: 'text', text: 'SALDO' } }] });
    expect(Object.fromEntries(seen[0]?.url.searchParams ?? [])).toEqual({ type: 'SMS', limit: '500', from: '2026-11-22T10:00:00.000Z' });
  });

  test('says what stands in the way', async () => {
    expect(await ask(await answering(401, ''))).toEqual({ ok: false, reason: 'credentials' });
    expect(await ask(await answering(501, { message: 'Not implemented' }))).toEqual({ ok: false, reason: 'unreachable' });
    expect(await ask(await answering(200, '<html>'))).toEqual({ ok: false, reason: 'bad-form' });
    expect(await ask(await nobody())).toEqual({ ok: false, reason: 'unreachable' });
  });
});
