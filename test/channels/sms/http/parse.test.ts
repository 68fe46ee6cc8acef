import { describe, expect, test } from 'vitest';
import type { Description } from '../../../../src/channels/sms/gateways/http/description.ts';
import { parseHttpMessage, parseHttpStatus } from '../../../../src/channels/sms/gateways/http/parse.ts';
import { presetNamed } from '../samples.ts';

const calling = (body: unknown) => ({
  rawBody: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  headers: {},
  publicUrl: 'https://shop.example/webhooks/sms/http/secret',
});
const heard = (preset: string, body: unknown) => parseHttpMessage(calling(body), presetNamed(preset));
const reported = (preset: string, body: unknown) => parseHttpStatus(calling(body), presetNamed(preset));
const badForm = { ok: false, reason: 'bad-form' };

describe('a batch', () => {
  const texts = ['SALDO', 'STOP', ''].map((text, at) => ({ messageId: `m${at}`, from: '48601234567', to: '1', text }));

  test('of texts is heard one by one, in its order', () => {
    const parsed = heard('infobip', { results: texts, messageCount: 3 });
    expect(parsed.ok && parsed.items.map(({ id, said }) => [id, said.kind === 'text' ? said.text : said.kind])).toEqual([
      ['http:infobip:m0', 'SALDO'],
      ['http:infobip:m1', 'STOP'],
      ['http:infobip:m2', 'other'],
    ]);
  });

  test('of reports is told one by one; what still waits says nothing', () => {
    const results = ['DELIVERED', 'PENDING', 'REJECTED', 'EXPIRED'].map((groupName, at) => ({
      messageId: `m${at}`,
      status: { groupName },
      error: { name: at === 2 ? 'EC_UNKNOWN_SUBSCRIBER' : 'NO_ERROR' },
    }));
    expect(reported('infobip', { results })).toEqual({
      ok: true,
      items: [
        { reference: 'm0', state: 'delivered', errorCode: 'NO_ERROR', optedOut: false },
        { reference: 'm2', state: 'failed', errorCode: 'EC_UNKNOWN_SUBSCRIBER', optedOut: false },
        { reference: 'm3', state: 'undelivered', errorCode: 'NO_ERROR', optedOut: false },
      ],
    });
  });

  test('that is empty is nothing; one that holds only what was not described is refused, so that it is noticed', () => {
    expect(heard('infobip', { results: [] })).toEqual({ ok: true, items: [] });
    for (const body of [{ results: [{}] }, { results: [7, null] }, { results: [{ messageId: 'x' }] }, {}, []])
      expect(heard('infobip', body)).toEqual(badForm);
  });

  test('is never longer than a thousand', () => {
    const parsed = heard('infobip', { results: Array.from({ length: 1500 }, (_, at) => ({ ...texts[0], messageId: `m${at}` })) });
    expect(parsed.ok && parsed.items.length).toBe(1000);
  });

  test('of lines, as SMS.ru sends it, is read line by line; its heartbeat means nothing', () => {
    const body = new URLSearchParams([
      ['data[0]', 'sms_status\n202648-1000001\n103\n1795358771'],
      ['data[1]', 'test\n1795358771'],
      ['data[2]', 'sms_status\n202648-1000002\n104'],
      ['hash', 'x'],
    ]).toString();
    expect(reported('sms-ru', body)).toMatchObject({
      ok: true,
      items: [
        { reference: '202648-1000001', state: 'delivered' },
        { reference: '202648-1000002', state: 'undelivered' },
      ],
    });
    expect(heard('sms-ru', body)).toEqual({ ok: true, items: [] });
    for (const entry of ['test\n1', 'callcheck_status\n1\n401'])
      expect(reported('sms-ru', new URLSearchParams({ 'data[0]': entry }).toString())).toEqual({ ok: true, items: [] });
    expect(reported('sms-ru', new URLSearchParams({ 'data[0]': 'news\n1\n2' }).toString())).toEqual(badForm);
  });
});

describe('what is read', () => {
  test('is only what a call holds itself, not what every object has', () => {
    const description: Description = { ...presetNamed('exolve'), texts: { id: ['constructor.name'], from: 'sender', text: 'text' } };
    expect(parseHttpMessage(calling({ sender: '48601234567', text: 'x' }), description)).toEqual(badForm);
    expect(parseHttpMessage(calling('{"__proto__":{"constructor":{"name":"x"}},"sender":"48601234567","text":"x"}'), description)).toEqual(
      badForm,
    );
  });

  test('may be a number, however long', () => {
    const body = '{"message_id":439166538239448371,"direction":"DIRECTION_INCOMING","sender":48601234567,"text":42}';
    expect(heard('exolve', body)).toMatchObject({
      items: [{ id: 'http:exolve:439166538239448371', address: 'sms:+48601234567', said: { kind: 'text', text: '42' } }],
    });
  });

  test('of a call the other way is passed over', () => {
    const outgoing = {
      message_id: '1',
      direction: 'DIRECTION_OUTGOING',
      sender: '48221112233',
      text: 'our own text',
      delivery_status: 'DELIVERY_STATUS_DELIVERED',
    };
    expect(heard('exolve', outgoing)).toEqual({ ok: true, items: [] });
    expect(reported('exolve', outgoing)).toMatchObject({ items: [{ reference: '1', state: 'delivered' }] });
  });

  test('of other messengers by the same gateway is passed over as not described', () => {
    expect(heard('vonage', { channel: 'whatsapp', message_uuid: '1', from: '48601234567', text: 'x' })).toEqual(badForm);
  });

  test('tells a stop where the description knows its code', () => {
    const { reports, ...rest } = presetNamed('jasmin');
    const description: Description = { ...rest, ...(reports && { reports: { ...reports, optedOut: ['21'] } }) };
    const body = 'id=1&message_status=UNDELIV&err=21';
    expect(parseHttpStatus(calling(body), description)).toMatchObject({
      items: [{ state: 'undelivered', errorCode: '21', optedOut: true }],
    });
  });
});
