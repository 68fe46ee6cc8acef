import { describe, expect, test } from 'vitest';
import { hashOf, idOf, phoneAsShown, phoneOf, saidIn } from '../../../src/channels/sms/heard.ts';

describe('a sender', () => {
  test.each([
    ['+79161234567', '+79161234567'],
    ['79161234567', '+79161234567'],
    ['0048601234567', '+48601234567'],
    ['+48 601-234-567', '+48601234567'],
    ['+44 (7911) 123456', '+447911123456'],
  ])('%s of an international gateway is %s', (written, phone) => expect(phoneOf(written)).toBe(phone));

  test.each(['', '72345', 'MyBank', '+0123456789', '7916123456789012', 'whatsapp:+79161234567', '+7916123456x'])(
    '"%s" is no phone',
    (written) => {
      expect(phoneOf(written)).toBeUndefined();
    },
  );

  test.each([
    ['+79161234567', '+48221112233', '+79161234567'],
    ['601 234 567', '+48221112233', '+48601234567'],
    ['89161234567', '+79000000000', '+79161234567'],
    ['9161234567', '+79000000000', '+79161234567'],
    ['07911 123456', '+447700900123', '+447911123456'],
    ['(202) 555-0123', '+12025550100', '+12025550123'],
  ])('%s that a phone shows is, to a shop with %s, %s', (written, shop, phone) => expect(phoneAsShown(written, shop)).toBe(phone));

  test.each([
    ['601234567', 'Kopilka'],
    ['900', '+79000000000'],
    ['MTS', '+79000000000'],
    ['12345678901234', '+48221112233'],
  ])('%s that a phone shows is, to a shop with %s, nobody to answer', (written, shop) =>
    expect(phoneAsShown(written, shop)).toBeUndefined(),
  );
});

describe('a text', () => {
  test('that is blank is something other', () => expect(saidIn(' \n\0 ')).toEqual({ kind: 'other' }));
  test('keeps whole characters only', () => {
    expect(saidIn('a\ud800b')).toEqual({ kind: 'text', text: 'a\ufffd' });
    expect(saidIn(`a${'🎉'.repeat(3000)}`)).toEqual({ kind: 'text', text: `a${'🎉'.repeat(2047)}` });
  });
});

describe('an id', () => {
  test('is the gateway’s own where there is one that a key can hold', () => {
    expect(idOf('202648-1000001')).toBe('202648-1000001');
    for (const id of ['', 'a b', 'ż', 'x'.repeat(121), 'a\n']) expect(idOf(id)).toMatch(/^[0-9a-f]{32}$/);
  });

  test('of several parts changes with each, and parts do not run into each other', () => {
    expect(idOf('a', 'b')).not.toBe(idOf('a', 'c'));
    expect(hashOf('a', 'b')).not.toBe(hashOf('ab', ''));
    expect(hashOf('1', '2', '3')).not.toBe(hashOf('1', '23'));
  });
});
