import { describe, expect, test } from 'vitest';
import { createAndroidGateway } from '../../../../src/channels/sms/gateways/android/android.ts';
import { parseAndroidInbox, parseAndroidMessage, parseAndroidStatus } from '../../../../src/channels/sms/gateways/android/parse.ts';
import { verifyAndroid } from '../../../../src/channels/sms/gateways/android/verify.ts';
import type { WebhookCall } from '../../../../src/channels/webhook.ts';
import { hmacByWebCrypto } from '../../../support/foreign-hash.ts';
import { androidKey, signedByPhone } from '../samples.ts';

const shop = '+48221112233';
const received = {
  deviceId: 'ffffffffceb0b1db0000018e937c815b',
  event: 'sms:received',
  id: 'Ey6ECgOkVVFjz3CL48B8C',
  payload: {
    messageId: 'abc123',
    message: 'Zażółć & спасибо + 🎉',
    sender: '+48601234567',
    recipient: shop as string | null,
    phoneNumber: '+48601234567' as string | undefined,
    simNumber: 1,
    receivedAt: '2026-11-22T15:46:11.000+01:00',
  },
  webhookId: 'LreFUt-Z3sSq0JufY9uWB',
};
const callOf = (body: unknown): WebhookCall => ({
  rawBody: Buffer.from(JSON.stringify(body)),
  headers: {},
  publicUrl: 'https://shop.example',
});

describe('the signature', () => {
  const timestamp = '1795358771';
  const now = Number(timestamp) * 1000;
  const body = JSON.stringify(received);
  const recorded = 'c2642e7dd88622f41dfe018638aaadf1bf083c4a2778c5fa9f594ccc4339dd41';
  const call = (signature: string, at = timestamp): WebhookCall => ({
    rawBody: Buffer.from(body),
    headers: { 'x-signature': signature, 'x-timestamp': at },
    publicUrl: 'https://shop.example',
  });

  test('as the makers’ sample for Python makes it is right', () => {
    expect(verifyAndroid(call(recorded), androidKey, now)).toEqual({ ok: true });
    expect(verifyAndroid(call(recorded.toUpperCase()), androidKey, now)).toEqual({ ok: true });
  });

  test.each([-299, 0, 299])('of a phone whose clock is %i s off is right', (seconds) => {
    expect(verifyAndroid(call(recorded), androidKey, now + seconds * 1000)).toEqual({ ok: true });
  });

  test.each([-301, 301, 86_400])('replayed %i s later is too old', (seconds) => {
    expect(verifyAndroid(call(recorded), androidKey, now + seconds * 1000)).toEqual({ ok: false, reason: 'too-old' });
  });

  test('for another time is wrong: the time is signed too', () => {
    expect(verifyAndroid(call(recorded, '1795358772'), androidKey, now)).toEqual({ ok: false, reason: 'bad-signature' });
  });

  test('over a time that is none is not believed, though the key is right', async () => {
    for (const at of ['NaN', '-1', '1795358771.5', '1e9', ' 1795358771', '1795358771000']) {
      const signature = (await hmacByWebCrypto(androidKey, body, at)).toString('hex');
      expect(verifyAndroid(call(signature, at), androidKey, now), at).toEqual({ ok: false, reason: 'too-old' });
    }
  });

  test('of a call that is repeated an hour later is made anew, and right', async () => {
    const later = now + 3_600_000;
    expect(verifyAndroid(await signedByPhone(body, later), androidKey, later)).toEqual({ ok: true });
  });

  test('is never right for a shop that has no key: it asks instead of listening', async () => {
    const gateway = createAndroidGateway({ login: 'a', password: 'b', from: shop });
    expect(gateway.verify(await signedByPhone(body, now, 'undefined'), now)).toEqual({ ok: false, reason: 'no-signature' });
    expect(gateway.inbox).toBeTypeOf('function');
  });
});

describe('a text', () => {
  const only = (body: unknown) => {
    const parsed = parseAndroidMessage(callOf(body), shop);
    return parsed.ok ? parsed.items : parsed;
  };

  test('is known by its event: the message’s own id is made of its content', () => {
    expect(only(received)).toMatchObject([{ id: 'android:Ey6ECgOkVVFjz3CL48B8C', address: 'sms:+48601234567', languageHint: 'pl' }]);
  });

  test('of an app before 2026 has its sender in phoneNumber', () => {
    const { sender: _, ...payload } = received.payload;
    expect(only({ ...received, payload })).toMatchObject([{ address: 'sms:+48601234567' }]);
  });

  test('from a number of the shop’s own country is at home there', () => {
    expect(only({ ...received, payload: { ...received.payload, sender: '601234567' } })).toMatchObject([{ address: 'sms:+48601234567' }]);
  });

  test.each(['sms:data-received', 'mms:received', 'sms:batch:received', 'system:ping', 'app:started', 'something:new'])(
    '%s is none',
    (event) => {
      expect(only({ ...received, event })).toEqual([]);
    },
  );

  test.each([
    ['no id', { ...received, id: undefined }],
    ['an empty id', { ...received, id: '' }],
    ['no payload', { ...received, payload: null }],
    ['no sender', { ...received, payload: { message: 'x' } }],
  ])('with %s is a bad form', (_, body) => expect(only(body)).toEqual({ ok: false, reason: 'bad-form' }));
});

describe('a report', () => {
  test.each([
    ['sms:sent', 'sent'],
    ['sms:delivered', 'delivered'],
    ['sms:failed', 'failed'],
    ['sms:cancelled', 'failed'],
  ])('%s says %s', (event, state) => {
    const body = { ...received, event, payload: { messageId: 'c0ffee', recipient: '+48601234567' } };
    expect(parseAndroidStatus(callOf(body))).toEqual({ ok: true, items: [{ reference: 'c0ffee', state, optedOut: false }] });
  });

  test('carries Android’s code, and not the sentence around it', () => {
    const body = {
      ...received,
      event: 'sms:failed',
      payload: { messageId: 'c0ffee', reason: 'RESULT_ERROR_LIMIT_EXCEEDED for +48601234567' },
    };
    expect(parseAndroidStatus(callOf(body))).toMatchObject({ items: [{ errorCode: 'RESULT_ERROR_LIMIT_EXCEEDED' }] });
  });
});

describe('the inbox', () => {
  const item = { id: 'text:12', type: 'SMS', sender: '+48601234567', contentPreview: 'SALDO', createdAt: '2026-11-22T15:46:11Z' };
  const read = (...items: unknown[]) => {
    const parsed = parseAndroidInbox(JSON.stringify(items), shop);
    return parsed.ok ? parsed.items : expect.fail('a list was expected');
  };

  test('is heard the oldest first, whichever way it is listed', () => {
    const later = { ...item, contentPreview: 'STOP', createdAt: '2026-11-22T15:47:11+00:00' };
    for (const list of [read(later, item), read(item, later)])
      expect(list.map(({ said }) => said)).toEqual([
        { kind: 'text', text: 'SALDO' },
        { kind: 'text', text: 'STOP' },
      ]);
  });

  test('has the same text at two times as two texts, and once more as the same', () => {
    const ids = (...items: unknown[]) => read(...items).map(({ id }) => id);
    const [first, second] = ids(item, { ...item, createdAt: '2026-11-22T15:48:00Z' });
    expect(first).not.toBe(second);
    expect(ids(item)).toEqual([first]);
  });

  test('passes over pictures, data, names and what is not whole', () => {
    expect(
      read(
        { ...item, type: 'MMS' },
        { ...item, sender: 'MTS' },
        { ...item, contentPreview: undefined },
        { ...item, createdAt: undefined },
        7,
        null,
      ),
    ).toEqual([]);
  });

  test.each(['', '{}', 'null', '"x"'])('%j is none', (body) =>
    expect(parseAndroidInbox(body, shop)).toEqual({ ok: false, reason: 'bad-form' }),
  );
});
