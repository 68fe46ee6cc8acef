import { SMSAPI } from 'smsapi';
import { describe, expect, test } from 'vitest';
import { parseSmsapiMessage, parseSmsapiStatus } from '../../../../src/channels/sms/gateways/smsapi/parse.ts';
import { createSmsapiSender } from '../../../../src/channels/sms/gateways/smsapi/send.ts';
import type { WebhookCall } from '../../../../src/channels/webhook.ts';
import { answering, nobody, recording, standIn } from '../../../support/stand-in.ts';

const url = 'https://shop.example/webhooks/sms/smsapi/secret';
const byGet = (fields: Record<string, string>): WebhookCall => ({
  rawBody: Buffer.alloc(0),
  headers: {},
  publicUrl: `${url}?${new URLSearchParams(fields)}`,
});
const byPost = (fields: Record<string, string>): WebhookCall => ({
  rawBody: Buffer.from(new URLSearchParams(fields).toString()),
  headers: {},
  publicUrl: url,
});
const text = {
  sms_to: '48221112233',
  sms_from: '48601234567',
  sms_text: 'SALDO & kawa + 🎉',
  sms_date: '1795358771',
  username: 'shop',
  MsgId: '',
};

describe('a text', () => {
  test('is the same by GET and by POST', () => {
    const [got, posted] = [parseSmsapiMessage(byGet(text)), parseSmsapiMessage(byPost(text))];
    expect(got).toEqual(posted);
    expect(got).toMatchObject({ items: [{ address: 'sms:+48601234567', said: { kind: 'text', text: text.sms_text } }] });
  });

  test('that answers the same text of ours as another did is another: MsgId names what is answered', () => {
    const idOf = (call: WebhookCall) => {
      const parsed = parseSmsapiMessage(call);
      return parsed.ok && parsed.items[0]?.id;
    };
    const answers = { ...text, MsgId: '6500A1B2' };
    expect(idOf(byPost(answers))).not.toBe(idOf(byPost({ ...answers, sms_date: '1795358790' })));
    expect(idOf(byPost(answers))).not.toBe(idOf(byPost({ ...answers, sms_text: 'STOP' })));
    expect(idOf(byPost(answers))).toBe(idOf(byPost({ ...answers })));
  });

  test.each([{}, { sms_from: '48601234567' }, { sms_text: 'x' }])('without all of its fields is a bad form: %j', (fields) => {
    expect(parseSmsapiMessage(byPost(fields as Record<string, string>))).toEqual({ ok: false, reason: 'bad-form' });
  });
});

describe('reports', () => {
  const one = {
    MsgId: '6500A1B2',
    status: '404',
    status_name: 'DELIVERED',
    idx: '',
    donedate: '1795358771',
    to: '48601234567',
    points: '0.16',
  };

  test.each([
    ['402', 'undelivered'],
    ['403', 'sent'],
    ['404', 'delivered'],
    ['405', 'undelivered'],
    ['406', 'failed'],
    ['407', 'failed'],
    ['410', 'sent'],
  ])('of status %s say %s', (status, state) => {
    expect(parseSmsapiStatus(byGet({ ...one, status }))).toMatchObject({ items: [{ reference: one.MsgId, state, optedOut: false }] });
  });

  test.each(['401', '408', '409', '411', '', 'constructor'])('of status "%s" say nothing new', (status) => {
    expect(parseSmsapiStatus(byGet({ ...one, status }))).toEqual({ ok: true, items: [] });
  });

  test('come several at once, with commas between', () => {
    const batch = { ...one, MsgId: 'A1,A2,A3,A4', status: '404,409,405,403' };
    expect(parseSmsapiStatus(byGet(batch))).toMatchObject({
      items: [
        { reference: 'A1', state: 'delivered' },
        { reference: 'A3', state: 'undelivered' },
        { reference: 'A4', state: 'sent' },
      ],
    });
  });

  test.each([
    { MsgId: 'A1,A2', status: '404' },
    { MsgId: 'A1', status: '404,404' },
    { MsgId: 'A1,,A3', status: '404,404,404' },
    { MsgId: `A${',A'.repeat(200)}`, status: `404${',404'.repeat(200)}` },
  ])('whose lists do not match are a bad form: %j', (fields) => {
    expect(parseSmsapiStatus(byGet({ ...one, ...fields }))).toEqual({ ok: false, reason: 'bad-form' });
  });
});

describe('sending', () => {
  const phone = '+48601234567';
  const words = 'Dziękujemy & do zobaczenia + 🎉';
  const sendTo = (apiRoot: string) =>
    createSmsapiSender({ token: 'tok', from: 'Herbata', apiRoot, statusUrl: 'https://shop.example/s' })(phone, words, '17');
  const taken = {
    count: 1,
    list: [{ id: '6500A1B2', points: 0.16, number: '48601234567', date_sent: 1_795_358_771, status: 'QUEUE', error: null }],
  };

  test('says the same as SMSAPI’s own package', async () => {
    const [ours, theirs] = [await recording(200, taken), await recording(200, taken)];
    expect(await sendTo(ours.root)).toEqual({ outcome: 'sent', reference: '6500A1B2' });
    const [call] = ours.seen;
    const form = Object.fromEntries(new URLSearchParams(call?.body));

    await new SMSAPI('tok', theirs.root).sms.sendSms('48601234567', words, {
      from: 'Herbata',
      idx: form['idx'] ?? '',
      checkIdx: true,
      notifyUrl: 'https://shop.example/s',
    });
    const said = JSON.parse(theirs.seen[0]?.body ?? '{}');
    expect(call?.url.pathname).toBe(theirs.seen[0]?.url.pathname);
    expect(call?.headers.authorization).toBe(theirs.seen[0]?.headers.authorization);
    expect({ ...form, check_idx: form['check_idx'] === '1', details: true }).toEqual(said);
  });

  test('leaves out the plus of a number, and names no address for reports it does not have', async () => {
    const { root, seen } = await recording(200, taken);
    await createSmsapiSender({ token: 'tok', from: '+48221112233', apiRoot: root })(phone, words, '17');
    const form = new URLSearchParams(seen[0]?.body);
    expect([form.get('from'), form.get('to'), form.get('notify_url')]).toEqual(['48221112233', '48601234567', null]);
  });

  test.each([
    [
      'a text it has already: the first try had arrived',
      200,
      { error: 53, message: 'idx' },
      { outcome: 'sent', reference: expect.any(String) },
    ],
    ['a bad number', 400, { error: 13, message: phone }, { outcome: 'refused', reason: 'smsapi-13' }],
    ['a sender name not confirmed', 200, { error: 14, message: 'from' }, { outcome: 'refused', reason: 'smsapi-14' }],
    ['no credit', 200, { error: 103 }, { outcome: 'refused', reason: 'smsapi-103' }],
    ['a wrong token', 401, { error: 101 }, { outcome: 'refused', reason: 'gateway-credentials' }],
    ['too many requests', 200, { error: 203 }, { outcome: 'wait', seconds: 5 }],
    ['trouble inside', 200, { error: 999 }, { outcome: 'unknown', reason: 'smsapi-999' }],
    [
      'a list whose text failed',
      200,
      { count: 1, list: [{ id: 'x', error: 'invalid' }] },
      { outcome: 'refused', reason: 'smsapi-list-error' },
    ],
    ['a list without a text', 200, { count: 0, list: [] }, { outcome: 'unknown', reason: 'answer-unreadable' }],
    ['an answer that is no JSON', 200, 'ERROR:101', { outcome: 'unknown', reason: 'answer-unreadable' }],
    ['a server in trouble', 502, '<html>', { outcome: 'unknown', reason: 'http-502' }],
  ])('has the outcome of %s', async (_, status, body, outcome) => expect(await sendTo(await answering(status, body))).toEqual(outcome));

  test('waits where nobody answers, and does not know when the answer is late', async () => {
    expect(await sendTo(await nobody())).toEqual({ outcome: 'wait', seconds: 5 });
    const silent = createSmsapiSender({ token: 'tok', from: 'Herbata', apiRoot: await standIn(() => undefined) }, 150);
    expect(await silent(phone, words, '17')).toEqual({ outcome: 'unknown', reason: 'timed-out' });
  });
});
