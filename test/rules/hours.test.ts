import { describe, expect, test } from 'vitest';
import { dayWithinCaps, localDay, nextGoodMoment, segmentPrice } from '../../src/rules/hours.ts';
import { at, programWith } from './sample.ts';

const inMoscow = { country: 'RU', timeZone: 'Europe/Moscow' };
const inWarsaw = { country: 'PL', timeZone: 'Europe/Warsaw' };
const inLondon = { country: 'GB', timeZone: 'Europe/London' };

const program = programWith({
  messages: {
    quietHours: { PL: { from: '19:00', to: '09:30' }, GB: { from: '13:00', to: '14:00' }, other: { from: '21:00', to: '10:00' } },
    quietDays: { PL: ['sat', 'sun'] },
  },
});

describe('a good hour', () => {
  test.each([
    ['at once outside the quiet hours', inMoscow, '2026-11-25T15:00:00+03:00', '2026-11-25T15:00:00+03:00'],
    ['in the morning when it is early', inMoscow, '2026-11-25T03:00:00+03:00', '2026-11-25T10:00:00+03:00'],
    ['in the next morning when it is late', inMoscow, '2026-11-25T21:00:00+03:00', '2026-11-26T10:00:00+03:00'],
    ['to the last minute of the day', inMoscow, '2026-11-25T20:59:59+03:00', '2026-11-25T20:59:59+03:00'],
    [
      'by the clock of whom it goes to',
      { country: 'RU', timeZone: 'Asia/Vladivostok' },
      '2026-11-25T15:00:00+03:00',
      '2026-11-26T10:00:00+10:00',
    ],
    ['by the hours of their country', inWarsaw, '2026-11-25T09:00:00+01:00', '2026-11-25T09:30:00+01:00'],
    ['after days that are quiet too', inWarsaw, '2026-11-27T19:00:00+01:00', '2026-11-30T09:30:00+01:00'],
    ['around a rest at noon', inLondon, '2026-11-25T13:10:00Z', '2026-11-25T14:00:00Z'],
    ['at night where only noon is quiet', inLondon, '2026-11-25T02:00:00Z', '2026-11-25T02:00:00Z'],
  ])('comes %s', (_, place, now, good) => {
    expect(new Date(nextGoodMoment(program, place, at(now))).toISOString()).toBe(new Date(good).toISOString());
  });

  test('when clocks are moved, the hour is the one on the wall', () => {
    const early = programWith({ messages: { quietHours: { other: { from: '21:00', to: '02:30' } } } });
    // On 28 March 2027 Warsaw's clocks jump from 2:00 to 3:00; on 31 October they show 2:00 to 3:00 twice.
    expect(nextGoodMoment(early, inWarsaw, at('2027-03-28T00:30:00+01:00'))).toBe(at('2027-03-28T03:30:00+02:00'));
    expect(nextGoodMoment(early, inWarsaw, at('2027-10-31T00:30:00+02:00'))).toBe(at('2027-10-31T02:30:00+02:00'));
    expect(nextGoodMoment(program, inWarsaw, at('2027-03-28T12:00:00+02:00'))).toBe(at('2027-03-29T09:30:00+02:00'));
  });
});

test('today is the day of the place, not of the shop', () => {
  expect(localDay('Europe/Moscow', at('2026-12-31T22:30:00Z'))).toBe('2027-01-01');
  expect(localDay('Europe/London', at('2026-12-31T22:30:00Z'))).toBe('2026-12-31');
});

describe('caps', () => {
  const caps = { perDay: 1, perWeek: 2, per30Days: 3 };
  test.each([
    ['nothing was sent', [], '2026-11-25'],
    ['one was sent today', ['2026-11-25'], '2026-11-26'],
    ['two were sent this week', ['2026-11-22', '2026-11-24'], '2026-11-29'],
    ['three were sent in 30 days', ['2026-10-28', '2026-11-05', '2026-11-15'], '2026-11-27'],
    ['what was sent is long ago', ['2026-10-01', '2026-10-02', '2026-10-03'], '2026-11-25'],
  ])('let the next one out when %s', (_, told, day) => {
    expect(dayWithinCaps(caps, told, '2026-11-25')).toBe(day);
  });

  test('that are not set hold nothing back', () => {
    expect(dayWithinCaps({}, Array(50).fill('2026-11-25'), '2026-11-25')).toBe('2026-11-25');
  });
});

test('a segment costs what its country costs, else what all cost', () => {
  const abroad = programWith({ sms: { pricePerSegment: 450, pricesByCountry: { PL: 900 } } });
  expect([segmentPrice(abroad, 'PL'), segmentPrice(abroad, 'RU')]).toEqual([900n, 450n]);
});
