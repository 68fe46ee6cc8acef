import { describe, expect, test } from 'vitest';
import { parseSmscMessage, parseSmscStatus } from '../../../../src/channels/sms/gateways/smsc/parse.ts';
import { createSmscSender } from '../../../../src/channels/sms/gateways/smsc/send.ts';
import { verifySmsc } from '../../../../src/channels/sms/gateways/smsc/verify.ts';
import type { WebhookCall } from '../../../../src/channels/webhook.ts';
import { md5ByPostgres } from '../../../support/foreign-hash.ts';
import { answering, nobody, recording, standIn } from '../../../support/stand-in.ts';
import { smscSecret } from '../samples.ts';

const url = 'https://shop.example/webhooks/sms/smsc';
const byPost = (body: string, publicUrl = url): WebhookCall => ({ rawBody: Buffer.from(body, 'latin1'), headers: {}, publicUrl });
const byGet = (query: string): WebhookCall => ({ rawBody: Buffer.alloc(0), headers: {}, publicUrl: `${url}?${query}` });
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const right = { ok: true };
const wrong = { ok: false, reason: 'bad-signature' };

/** Made by Python's hashlib. */
const recorded = {
  text: { phone: '79161234567', mes: 'JOIN Анна + & =%: 🎉', to: '79000000000' },
  textMd5: '710f1b5ab022b8104976e6ae106c7df6',
  textSha1: '225f100f276d8b062a928319d79c047f590c2955',
  windows1251: 'phone=79161234567&mes=%D1%D2%C0%D0%D2+%C0%ED%ED%E0&to=79000000000&md5=59b0d9a812d67f488cd8abaf56f23255',
  koi8: 'phone=79161234567&mes=%F3%F4%E1%F2%F4+%E1%CE%CE%C1&to=79000000000&md5=5440c99a99743e371f98442408d4b4cc',
  report: { id: '4213', phone: '79161234567', status: '1', time: '22.11.2026 15:46:11', err: '0' },
  reportMd5: 'da4cd5fda4467b7a73a29b6c34489de3',
  reportSha1: 'fef50d015a2100d08f88f4dfeb2ee51d6776c16e',
};

describe('the signature', () => {
  test.each([
    ['md5 of a text', { ...recorded.text, md5: recorded.textMd5 }],
    ['sha1 of a text', { ...recorded.text, sha1: recorded.textSha1 }],
    ['both of a text', { ...recorded.text, md5: recorded.textMd5, sha1: recorded.textSha1 }],
    ['md5 in capitals', { ...recorded.text, md5: recorded.textMd5.toUpperCase() }],
    ['md5 of a report', { ...recorded.report, md5: recorded.reportMd5 }],
    ['sha1 of a report', { ...recorded.report, sha1: recorded.reportSha1 }],
    ['md5 of an empty text', { phone: '79161234567', mes: '', to: '79000000000', md5: '382e65ad8d71736b33ec3918a9fdf083' }],
  ])('%s is right, by POST and by GET', (_, fields) => {
    expect(verifySmsc(byPost(form(fields)), smscSecret)).toEqual(right);
    expect(verifySmsc(byGet(form(fields)), smscSecret)).toEqual(right);
  });

  test('is made of the bytes as they came, in another alphabet too', () => {
    expect(verifySmsc(byPost(recorded.windows1251), smscSecret)).toEqual(right);
    expect(verifySmsc(byPost(recorded.koi8), smscSecret)).toEqual(right);
  });

  test('of a call that confirms a number is right, and leaves nothing to do', async () => {
    const md5 = await md5ByPostgres(Buffer.from(`79161234567:1795358771:${smscSecret}`));
    const call = byPost(form({ phone: '79161234567', waitcall: '1', ts: '1795358771', md5 }));
    expect(verifySmsc(call, smscSecret)).toEqual(right);
    expect([parseSmscMessage(call), parseSmscStatus(call)]).toEqual([
      { ok: true, items: [] },
      { ok: true, items: [] },
    ]);
  });

  test.each([
    ['a right one beside a wrong one', { ...recorded.text, md5: recorded.textMd5, sha1: '0'.repeat(40) }, wrong],
    ['one of a report on a text', { ...recorded.text, md5: recorded.reportMd5 }, wrong],
    ['another text', { ...recorded.text, mes: 'STOP', md5: recorded.textMd5 }, wrong],
    ['another receiver', { ...recorded.text, to: '79000000001', md5: recorded.textMd5 }, wrong],
    ['none but a crc32', { ...recorded.text, crc32: '907060870' }, { ok: false, reason: 'no-signature' }],
    ['none', recorded.text, { ok: false, reason: 'no-signature' }],
    ['an empty one', { ...recorded.text, md5: '' }, { ok: false, reason: 'no-signature' }],
  ])('that is %s is refused', (_, fields, refusal) => {
    expect(verifySmsc(byPost(form(fields as Record<string, string>)), smscSecret)).toEqual(refusal);
  });

  test('by another secret word is refused', () => {
    expect(verifySmsc(byPost(form({ ...recorded.text, md5: recorded.textMd5 })), 'coffee-secret')).toEqual(wrong);
  });

  test('is over the first of repeated fields, which is the one that is read', async () => {
    const call = byPost(`${form({ ...recorded.text, md5: recorded.textMd5 })}&mes=STOP`);
    expect(verifySmsc(call, smscSecret)).toEqual(right);
    expect(parseSmscMessage(call)).toMatchObject({ items: [{ said: { text: recorded.text.mes } }] });
    expect(verifySmsc(byPost(`mes=STOP&${form({ ...recorded.text, md5: recorded.textMd5 })}`), smscSecret)).toEqual(wrong);
  });
});

describe('a text', () => {
  const heard = (call: WebhookCall) => {
    const parsed = parseSmscMessage(call);
    return parsed.ok ? parsed.items.map(({ said }) => (said.kind === 'text' ? said.text : said.kind)) : parsed.reason;
  };

  test('is read in the alphabet of the address, and in SMSC’s usual one without', () => {
    expect(heard(byPost(recorded.windows1251))).toEqual(['СТАРТ Анна']);
    expect(heard(byPost(recorded.koi8, `${url}?charset=koi8-r`))).toEqual(['СТАРТ Анна']);
    expect(heard(byPost(form({ phone: '79161234567', mes: 'СТАРТ Анна 🎉' }), `${url}?charset=utf-8`))).toEqual(['СТАРТ Анна 🎉']);
  });

  test('said twice at two times is two texts', () => {
    const idOf = (time: string) => {
      const parsed = parseSmscMessage(byPost(form({ ...recorded.text, time })));
      return parsed.ok && parsed.items[0]?.id;
    };
    expect(idOf('22.11.2026 15:46:11')).toBe(idOf('22.11.2026 15:46:11'));
    expect(idOf('22.11.2026 15:46:11')).not.toBe(idOf('22.11.2026 15:46:40'));
  });

  test('without a sender is a bad form', () => expect(heard(byPost('mes=x'))).toBe('bad-form'));
});

describe('a report', () => {
  test.each([
    ['0', 'sent'],
    ['1', 'delivered'],
    ['2', 'delivered'],
    ['3', 'undelivered'],
    ['20', 'undelivered'],
    ['22', 'failed'],
    ['23', 'failed'],
    ['24', 'failed'],
    ['25', 'undelivered'],
    ['-2', 'failed'],
  ])('of status %s says %s', (status, state) => {
    expect(parseSmscStatus(byPost(form({ ...recorded.report, status })))).toMatchObject({ items: [{ reference: '4213', state }] });
  });

  test.each(['-1', '-3', '', '7', 'x'])('of status "%s" says nothing new', (status) => {
    expect(parseSmscStatus(byPost(form({ ...recorded.report, status })))).toEqual({ ok: true, items: [] });
  });

  test('without an id is a bad form', () => expect(parseSmscStatus(byPost('status=1&phone=7'))).toEqual({ ok: false, reason: 'bad-form' }));
});

describe('sending', () => {
  const phone = '+79161234567';
  const words = 'Ваш баланс: 120 & больше + 🎉';
  const sendTo = (apiRoot: string) => createSmscSender({ login: 'shop', password: 'pass', from: '+79000000000', apiRoot })(phone, words);

  test('posts the form that SMSC documents, the number with its plus', async () => {
    const { root, seen } = await recording(200, { id: 4213, cnt: 1 });
    expect(await sendTo(root)).toEqual({ outcome: 'sent', reference: '4213' });
    expect(seen).toMatchObject([{ method: 'POST' }]);
    expect(seen[0]?.url.pathname).toBe('/sys/send.php');
    expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({
      login: 'shop',
      psw: 'pass',
      phones: phone,
      mes: words,
      sender: '79000000000',
      charset: 'utf-8',
      fmt: '3',
    });
  });

  test.each([
    ['wrong credentials', { error: 'authorise error', error_code: 2 }, { outcome: 'refused', reason: 'gateway-credentials' }],
    ['no money', { error: 'no money', error_code: 3 }, { outcome: 'refused', reason: 'smsc-3' }],
    ['an address that is blocked for a while', { error: 'IP', error_code: 4 }, { outcome: 'wait', seconds: 60 }],
    ['a forbidden text', { error: phone, error_code: 6, id: 5 }, { outcome: 'refused', reason: 'smsc-6' }],
    ['a bad number', { error: 'invalid', error_code: 7 }, { outcome: 'refused', reason: 'smsc-7' }],
    ['the same text within a minute, or too many at once', { error_code: 9 }, { outcome: 'unknown', reason: 'smsc-9' }],
    ['an answer without an id', { cnt: 1 }, { outcome: 'unknown', reason: 'answer-unreadable' }],
    ['an answer that is no JSON', 'OK - 1 SMS', { outcome: 'unknown', reason: 'answer-unreadable' }],
  ])('has the outcome of %s', async (_, body, outcome) => expect(await sendTo(await answering(200, body))).toEqual(outcome));

  test('never asks more than SMSC takes at once', async () => {
    let open = 0;
    let most = 0;
    const root = await standIn((_, response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.end('{"id":1}');
      }, 20);
    });
    const send = createSmscSender({ login: 'shop', password: 'pass', from: 'Shop', apiRoot: root });
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => send(phone, words)));
    expect(outcomes.every(({ outcome }) => outcome === 'sent')).toBe(true);
    expect(most).toBeLessThanOrEqual(15);
  });

  test('waits where nobody answers, and does not know after a server’s trouble or silence', async () => {
    expect(await sendTo(await nobody())).toEqual({ outcome: 'wait', seconds: 5 });
    expect(await sendTo(await answering(500, ''))).toEqual({ outcome: 'unknown', reason: 'http-500' });
    const silent = createSmscSender({ login: 'a', password: 'b', from: 'c', apiRoot: await standIn(() => undefined) }, 150);
    expect(await silent(phone, words)).toEqual({ outcome: 'unknown', reason: 'timed-out' });
  });
});
