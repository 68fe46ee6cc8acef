import { expect, test } from 'vitest';
import { chainHash, type Recorded, requestInLedger } from '../../src/ledger/chain.ts';
import { now } from './books.ts';

const one: Recorded = {
  memberId: '11111111-1111-4111-8111-111111111111',
  number: 2,
  request: 'test:1',
  kind: 'spend',
  source: 'points',
  target: 'shop',
  points: 5n,
  about: 'x',
  happenedAt: now,
  recordedAt: now,
  draws: [
    { lot: 2, points: 3n },
    { lot: 1, points: 2n },
  ],
};

test.each<[string, Partial<Recorded>]>([
  ['the member', { memberId: '22222222-2222-4222-8222-222222222222' }],
  ['the number', { number: 3 }],
  ['the request', { request: 'test:2' }],
  ['the kind', { kind: 'take-back' }],
  ['the accounts', { target: 'expired' }],
  ['the points', { points: 6n }],
  ['what it reverses', { reverses: 1 }],
  ['what it is for', { about: 'y' }],
  ['when it happened', { happenedAt: now + 1 }],
  ['when it was recorded', { recordedAt: now + 1 }],
  ['its lot', { lot: { activeAt: now } }],
  ['its draws', { draws: [{ lot: 1, points: 5n }] }],
])('the hash covers %s', (_, change) => {
  expect(chainHash('ab', { ...one, ...change })).not.toBe(chainHash('ab', one));
});

test('the hash covers the one before it', () => {
  expect(chainHash('ab', one)).not.toBe(chainHash('', one));
});

test('the order of draws does not matter, because their table keeps none', () => {
  expect(chainHash('', { ...one, draws: one.draws?.toReversed() ?? [] })).toBe(chainHash('', one));
});

test('a request id that could hold a phone enters the ledger as its hash only', () => {
  expect(requestInLedger('telegram:1:2')).toBe('telegram:1:2');
  expect(requestInLedger('till:key:+79161234567')).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(requestInLedger('telegram:1:2 and +79161234567')).toMatch(/^sha256:/);
});
