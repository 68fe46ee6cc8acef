import { describe, expect, test } from 'vitest';
import { parseTwilioMessage, parseTwilioStatus } from '../../../../src/channels/sms/gateways/twilio/parse.ts';
import type { Incoming } from '../../../../src/conversation/incoming.ts';
import { bodyOf, callOf, type Fields, inbound, status } from './calls.ts';

const heard = (fields: Fields) => parseTwilioMessage(callOf(bodyOf(fields).toString(), undefined));
const reported = (fields: Fields) => parseTwilioStatus(callOf(bodyOf(fields).toString(), undefined));
const nothing = { ok: true, items: [] };
const badForm = { ok: false, reason: 'bad-form' };

function only(fields: Fields): Incoming {
  const parsed = heard(fields);
  if (!parsed.ok || parsed.items.length !== 1) expect.fail('one incoming was expected');
  return parsed.items[0]!;
}

describe('a text', () => {
  test('becomes an incoming with the gateway’s id, the sender’s phone and a guess of the language', () => {
    expect(only(inbound)).toEqual({
      id: 'twilio:SM0123456789abcdef0123456789abcdef',
      channel: 'sms',
      address: 'sms:+79161234567',
      said: { kind: 'text', text: 'JOIN Anna anna@example.com' },
      languageHint: 'ru',
    });
  });

  test.each([
    ['+79161234567', 'ru'],
    ['+77011234567', 'ru'],
    ['+375291234567', 'ru'],
    ['+48601234567', 'pl'],
    ['+447911123456', 'en'],
    ['+12025550123', 'en'],
  ])('from %s is guessed to be in %s', (From, language) => expect(only({ ...inbound, From }).languageHint).toBe(language));

  test('from a number of no known country comes without a guess', () => {
    expect(only({ ...inbound, From: '+9991234567' })).not.toHaveProperty('languageHint');
  });

  test('keeps its letters and lines', () => {
    const text = 'Спасибо & do widzenia + 🎉\nвторая строка';
    expect(only({ ...inbound, Body: text }).said).toEqual({ kind: 'text', text });
  });

  test('loses the characters a database cannot keep', () => {
    expect(only({ ...inbound, Body: '\0Anna\0' }).said).toEqual({ kind: 'text', text: 'Anna' });
  });

  test('is bounded, and no character is divided', () => {
    expect(only({ ...inbound, Body: 'a'.repeat(5000) }).said).toEqual({ kind: 'text', text: 'a'.repeat(4096) });
    expect(only({ ...inbound, Body: `a${'🎉'.repeat(3000)}` }).said).toEqual({ kind: 'text', text: `a${'🎉'.repeat(2047)}` });
  });

  test('that is a picture without words is something other', () => {
    expect(only({ ...inbound, Body: '', NumMedia: '1', MediaUrl0: 'https://api.example/1' }).said).toEqual({ kind: 'other' });
  });

  test('with a picture is its words', () => {
    expect(only({ ...inbound, Body: 'nice tea', NumMedia: '1' }).said).toEqual({ kind: 'text', text: 'nice tea' });
  });
});

describe('what the gateway has answered itself', () => {
  test.each([
    ['STOP', true],
    ['START', false],
  ])('%s is recorded as such', (OptOutType, stopped) => {
    expect(only({ ...inbound, Body: OptOutType, OptOutType }).said).toEqual({ kind: 'opt-out', stopped });
  });

  test('HELP leaves nothing to do', () => expect(heard({ ...inbound, Body: 'HELP', OptOutType: 'HELP' })).toEqual(nothing));
});

describe('what is passed over', () => {
  test.each(['72345', 'MyBank', 'whatsapp:+79161234567', 'rcs:shop', '+0123', '', '+7916123456789012'])('a text from "%s"', (From) => {
    expect(heard({ ...inbound, From })).toEqual(nothing);
  });

  test('a delivery report, when texts are looked for', () => expect(heard(status)).toEqual(nothing));
  test('a text, when delivery reports are looked for', () => expect(reported(inbound)).toEqual(nothing));

  test.each(['queued', 'sending', 'accepted', 'scheduled', 'something-new', 'constructor'])('the state "%s"', (MessageStatus) => {
    expect(reported({ ...status, MessageStatus })).toEqual(nothing);
  });
});

describe('a bad form', () => {
  test.each([
    ['without fields', {}],
    ['without an id', { ...inbound, MessageSid: [] }],
    ['with an id that is none', { ...inbound, MessageSid: 'SM 1\n' }],
    ['without a sender', { ...inbound, From: [] }],
  ])('%s is refused', (_, fields) => expect(heard(fields)).toEqual(badForm));

  test('as a report is refused', () => expect(reported({ MessageStatus: 'sent' })).toEqual(badForm));
});

describe('a delivery report', () => {
  test.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'delivered'],
    ['undelivered', 'undelivered'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
  ])('of "%s" says %s', (MessageStatus, state) => {
    expect(reported({ ...status, MessageStatus })).toEqual({ ok: true, items: [{ reference: status.MessageSid, state, optedOut: false }] });
  });

  test('carries the gateway’s code', () => {
    const item = { reference: status.MessageSid, state: 'undelivered', errorCode: '30003', optedOut: false };
    expect(reported({ ...status, MessageStatus: 'undelivered', ErrorCode: '30003' })).toEqual({ ok: true, items: [item] });
  });

  test('tells that the recipient has said stop', () => {
    const item = { reference: status.MessageSid, state: 'failed', errorCode: '21610', optedOut: true };
    expect(reported({ ...status, MessageStatus: 'failed', ErrorCode: '21610' })).toEqual({ ok: true, items: [item] });
  });
});
