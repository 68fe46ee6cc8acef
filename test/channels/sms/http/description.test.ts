import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import {
  type Description,
  needsOf,
  presetNames,
  readDescription,
  readPreset,
} from '../../../../src/channels/sms/gateways/http/description.ts';
import { createHttpGateway } from '../../../../src/channels/sms/gateways/http/http.ts';
import { presetNamed } from '../samples.ts';

const kannel = presetNamed('kannel');
const mistakesIn = (change: (description: Description) => unknown): readonly string[] => {
  const read = readDescription(JSON.stringify(change(structuredClone(kannel))));
  return read.ok ? [] : read.mistakes;
};

describe('a preset', () => {
  test('there is for each of these', () => {
    expect(presetNames).toEqual(['exolve', 'infobip', 'jasmin', 'kannel', 'plivo', 'serwersms', 'sms-ru', 'smsaero', 'vonage']);
  });

  test.each(presetNames)('%s can be read, has its own name, and says by what it is confirmed or what is not', (name) => {
    const read = readPreset(name);
    if (!read.ok) expect.fail(read.mistakes.join('\n'));
    const { description } = read;
    expect(description.name).toBe(name);
    expect(description.by?.length).toBeGreaterThan(20);
    if (description.confirmed) expect(description.by).toMatch(/Not tried with/);
    else expect(description.by).toMatch(/Not confirmed: /);
  });

  test('that is not confirmed is named so where the operator chooses', () => {
    const env = readFileSync('.env.example', 'utf8').replaceAll(/\n# ?/g, ' ');
    const [, confirmed = '', unconfirmed = ''] = /Confirmed: (.+?)\. Not confirmed in every part: (.+?)\. Each says/.exec(env) ?? [];
    const named = (list: string) => list.split(', ').map((entry) => entry.replace(/ .*/, ''));
    const isConfirmed = (name: string) => presetNamed(name).confirmed === true;
    expect(named(confirmed)).toEqual(presetNames.filter(isConfirmed));
    expect(named(unconfirmed)).toEqual(presetNames.filter((name) => !isConfirmed(name)));
  });
});

describe('a description', () => {
  test('may be JSON or YAML', () => {
    for (const text of [JSON.stringify(kannel), stringify(kannel)])
      expect(readDescription(text)).toEqual({ ok: true, description: kannel });
  });

  test('says what it needs of the operator', () => {
    expect(needsOf(kannel)).toEqual(['login', 'password', 'pathSecret', 'apiRoot']);
    expect(needsOf(presetNamed('vonage'))).toEqual(['login', 'password', 'signingKey']);
    const withHeader = { ...kannel, calls: { ...kannel.calls, proofs: [{ kind: 'header' as const, name: 'x-key', value: '{secret}' }] } };
    expect(needsOf({ ...withHeader, apiRoot: 'https://a' })).toEqual(['login', 'password', 'headerSecret']);
  });

  test('without what it needs makes no gateway', () => {
    expect(() => createHttpGateway({ description: kannel, from: 'Shop', login: 'a', password: 'b', apiRoot: 'http://a' })).toThrow(
      'pathSecret',
    );
    expect(() =>
      createHttpGateway({ description: kannel, from: 'Shop', login: 'a', password: 'b', apiRoot: 'http://a', pathSecret: '' }),
    ).toThrow();
  });

  test.each<[string, (description: Description) => unknown, RegExp]>([
    ['an unknown word', (d) => ({ ...d, sned: 1 }), /sned/],
    ['a name that is none', (d) => ({ ...d, name: 'My Gateway' }), /^name: must be a short name/],
    ['no proof', (d) => ({ ...d, calls: { ...d.calls, proofs: [] } }), /^calls\.proofs: /],
    ['a proof of no known kind', (d) => ({ ...d, calls: { ...d.calls, proofs: [{ kind: 'trust' }] } }), /^calls\.proofs\.0/],
    [
      'a signature over nothing that matters',
      (d) => ({
        ...d,
        calls: { ...d.calls, proofs: [{ kind: 'hmac', algorithm: 'sha256', encoding: 'hex', in: 'header:x', parts: ['url'] }] },
      }),
      /what is not signed can be forged/,
    ],
    [
      'a time that is not signed',
      (d) => ({
        ...d,
        calls: {
          ...d.calls,
          proofs: [
            {
              kind: 'hmac',
              algorithm: 'sha256',
              encoding: 'hex',
              in: 'header:x',
              parts: ['body'],
              time: { in: 'header:x-time', unit: 'seconds', withinSeconds: 300 },
            },
          ],
        },
      }),
      /a time that is not signed can be forged/,
    ],
    [
      'a hash without the key',
      (d) => ({
        ...d,
        calls: { ...d.calls, proofs: [{ kind: 'hash', algorithm: 'sha256', encoding: 'hex', in: 'header:x', parts: ['body'] }] },
      }),
      /a hash alone proves nothing/,
    ],
    [
      'a header that does not hold the secret',
      (d) => ({ ...d, calls: { ...d.calls, proofs: [{ kind: 'header', name: 'x', value: 'fixed' }] } }),
      /^calls\.proofs\.0\.value: /,
    ],
    ['a state there is not', (d) => ({ ...d, reports: { ...d.reports, states: { '1': 'lost' } } }), /^reports\.states\.1: /],
    ['a path that is none', (d) => ({ ...d, texts: { ...d.texts, from: 'a..b' } }), /^texts\.from: must be names with dots/],
    ['a value there is nothing for', (d) => ({ ...d, send: { ...d.send, query: { to: '{phone}' } } }), /^send\.query\.to: has \{phone\}/],
    ['a body with GET', (d) => ({ ...d, send: { ...d.send, form: {} } }), /^send\.method: must be POST/],
    ['two bodies', (d) => ({ ...d, send: { ...d.send, method: 'POST', form: {}, json: {} } }), /^send: has form or json/],
    ['a pattern without a group', (d) => ({ ...d, send: { ...d.send, reference: { pattern: 'id=\\d+' } } }), /^send\.reference/],
    ['a pattern that is none', (d) => ({ ...d, send: { ...d.send, reference: { pattern: '(' } } }), /^send\.reference/],
    [
      'an answer that is a failure',
      (d) => ({ ...d, calls: { ...d.calls, answer: { ...d.calls.answer, status: 500 } } }),
      /^calls\.answer\.status/,
    ],
  ])('with %s is refused, and the place is named', (_, change, words) => {
    const mistakes = mistakesIn(change);
    expect(mistakes.join('\n')).toMatch(words);
  });

  test.each([
    ['', /./],
    ['a: [', /cannot be read as YAML/],
    ['&a [*a, *a]', /./],
    ['x'.repeat(100_001), /longer than any description/],
  ])('that is no description at all is refused in words: %#', (text, words) => {
    const read = readDescription(text);
    expect(read.ok ? '' : read.mistakes.join('\n')).toMatch(words);
  });
});
