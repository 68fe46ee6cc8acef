import { expect, test } from 'vitest';
import { activeFrom, expiresAt, localDate, localTime, restoredExpiresAt, windowStart } from '../../src/rules/calendar.ts';
import { at, programWith } from './sample.ts';

const cairo = { timeZone: 'Africa/Cairo' }; // clocks jump from 00:00 to 01:00 on 24 April 2026
const moscow = { timeZone: 'Europe/Moscow' };

test('with 0 days points are active at once', () => {
  const moment = at('2026-03-28T23:30:15.123+01:00');
  expect(activeFrom(programWith(), moment)).toBe(moment);
});

test.each([
  ['the next midnight', {}, 1, '2026-11-21T14:03:00+01:00', '2026-11-22T00:00:00+01:00'],
  ["a minute before midnight is still that day's purchase", {}, 1, '2026-11-21T23:59:59+01:00', '2026-11-22T00:00:00+01:00'],
  ['midnight itself is the new day', {}, 1, '2026-11-22T00:00:00+01:00', '2026-11-23T00:00:00+01:00'],
  ["the shop's day counts, not Greenwich's", moscow, 1, '2026-11-21T22:30:00Z', '2026-11-23T00:00:00+03:00'],
  ['the day clocks go forward has 23 hours', {}, 2, '2026-03-28T12:00:00+01:00', '2026-03-30T00:00:00+02:00'],
  ['bought in the hour that comes twice, first time', {}, 1, '2026-10-25T02:30:00+02:00', '2026-10-26T00:00:00+01:00'],
  ['bought in the hour that comes twice, second time', {}, 1, '2026-10-25T02:30:00+01:00', '2026-10-26T00:00:00+01:00'],
  ['where midnight does not exist, the first moment of the day', cairo, 1, '2026-04-23T12:00:00+02:00', '2026-04-24T01:00:00+03:00'],
  ['over the end of a year', {}, 14, '2026-12-25T10:00:00+01:00', '2027-01-08T00:00:00+01:00'],
])('active: %s', (_case, shop, activeAfterDays, bought, active) => {
  expect(activeFrom(programWith({ shop, points: { activeAfterDays } }), at(bought))).toBe(at(active));
});

test.each([
  ['the midnight that ends the day', 6, '2026-05-10T00:00:00+02:00', '2026-11-11T00:00:00+01:00'],
  ['31 August and six months: 28 February', 6, '2026-08-31T00:00:00+02:00', '2027-03-01T00:00:00+01:00'],
  ['31 August and six months before a leap day: 29 February', 6, '2027-08-31T12:00:00+02:00', '2028-03-01T00:00:00+01:00'],
  ['30 August is no longer month than 31 August', 6, '2026-08-30T00:00:00+02:00', '2027-03-01T00:00:00+01:00'],
  ['29 February and a year', 12, '2028-02-29T10:00:00+01:00', '2029-03-01T00:00:00+01:00'],
  ['28 February and six months is not the end of August', 6, '2027-02-28T10:00:00+01:00', '2027-08-29T00:00:00+02:00'],
  ['ending on the day clocks go forward', 1, '2026-02-28T10:00:00+01:00', '2026-03-29T00:00:00+01:00'],
  ['ending after the day clocks go forward', 1, '2026-03-01T00:00:00+01:00', '2026-04-02T00:00:00+02:00'],
  ['ending after the day clocks go back', 1, '2026-09-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00'],
])('expired: %s', (_case, expiresAfterMonths, active, expires) => {
  expect(expiresAt(programWith({ points: { expiresAfterMonths } }), at(active))).toBe(at(expires));
});

test('points that never expire have no moment of expiry', () => {
  expect(expiresAt(programWith({ points: { expiresAfterMonths: 'never' } }), at('2026-05-10T00:00:00+02:00'))).toBeUndefined();
});

test('restored points live whole days', () => {
  expect(restoredExpiresAt(programWith(), at('2026-10-20T18:00:00+02:00'))).toBe(at('2026-11-04T00:00:00+01:00'));
});

test.each([
  ['2026-11-21T14:03:00+01:00', '2025-11-21T00:00:00+01:00'],
  ['2028-02-29T10:00:00+01:00', '2027-02-28T00:00:00+01:00'],
  ['2026-03-29T12:00:00+02:00', '2025-03-29T00:00:00+01:00'],
])('the window of tiers at %s begins at %s', (now, start) => {
  expect(windowStart(programWith(), at(now))).toBe(at(start));
});

test('the day and the hour are those of the shop', () => {
  expect(localDate(programWith({ shop: moscow }), at('2026-11-21T22:30:00Z'))).toBe('2026-11-22');
  expect(localTime(programWith({ shop: moscow }), at('2026-11-21T22:30:59Z'))).toEqual({
    date: '2026-11-22',
    weekday: 'sun',
    time: '01:30',
  });
});
