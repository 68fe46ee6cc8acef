import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WebhookCall } from '../../../src/channels/webhook.ts';
import { pathSecret, type Sample, samples } from './samples.ts';

/** `npm run fuzz` gives every gateway its share of a million calls. */
const runs = Math.ceil(Number(process.env['FUZZ_CALLS'] ?? 12_000) / samples.length / 3);
const timeLimitMs = 60_000 + runs * 20;
const now = Date.parse('2026-11-22T15:46:11+01:00');

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 30 }));
const words = fc.constantFrom(
  ...'sms:received sms:delivered phone mes to id status md5 sha1 From Text MessageUUID Status results text from sender channel sms data[0] hash'.split(
    ' ',
  ),
  ...'MsgId sms_from sms_text payload event messageId message message_uuid DIRECTION_INCOMING 404 1 , : \n %ff %zz __proto__ constructor +447911123456'.split(
    ' ',
  ),
);
const piece = fc.oneof(words, anyText, fc.constant('=&'), fc.constant('%'));
const formBody = fc
  .array(fc.tuple(piece, piece), { maxLength: 8 })
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'));
const jsonBody = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc
    .dictionary(
      words,
      fc.oneof(anyText, words, fc.jsonValue({ maxDepth: 3 }), fc.array(fc.dictionary(words, fc.jsonValue({ maxDepth: 2 })))),
    )
    .map((value) => JSON.stringify(value)),
);
const body = fc.oneof(
  fc.uint8Array({ maxLength: 120 }).map((bytes) => Buffer.from(bytes)),
  formBody.map((text) => Buffer.from(text)),
  jsonBody.map((text) => Buffer.from(text)),
);
const header = fc.oneof(
  anyText,
  fc.base64String({ maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 64 }),
  fc.array(anyText, { maxLength: 2 }),
  fc.constant(undefined),
  fc.tuple(fc.base64String(), fc.base64String(), fc.base64String()).map((parts) => `Bearer ${parts.join('.').replace(/[+/=]/g, '-')}`),
);
const headerNames = [
  'x-twilio-signature',
  'x-signature',
  'x-timestamp',
  'authorization',
  'x-plivo-signature-v3',
  'x-plivo-signature-v3-nonce',
];
const url = fc.oneof(
  anyText,
  fc.webUrl({ withQueryParameters: true }),
  formBody.map((query) => `https://shop.example/webhooks/sms/x?${query}`),
  fc.constantFrom('\ud800', 'https://a/?x=\udfff', '?', '://', 'https://['),
);
const strangerCall: fc.Arbitrary<WebhookCall> = fc.record({
  rawBody: body,
  publicUrl: url,
  headers: fc.record(Object.fromEntries(headerNames.map((name) => [name, header]))),
  params: fc.oneof(fc.constant({}), fc.record({ secret: anyText })),
});

/** Reading never falls over, gives only what fits the database's keys, and the same for the same call. */
function readsSafely({ gateway }: Sample, call: WebhookCall): void {
  const [texts, reports] = [gateway.parse(call), gateway.parseStatus(call)];
  expect(gateway.parse(call)).toEqual(texts);
  for (const { id, address, said } of texts.ok ? texts.items : []) {
    expect(id).toMatch(/^[a-z]+:[\x21-\x7e]{1,180}$/);
    expect(address).toMatch(/^sms:\+[1-9]\d{6,14}$/);
    if (said.kind === 'text') expect(said.text.isWellFormed() && !said.text.includes('\0') && said.text.length <= 4096).toBe(true);
  }
  for (const { reference } of reports.ok ? reports.items : []) expect(reference).not.toBe('');
}

describe.each(samples.map((sample) => [sample.name, sample] as const))('%s', (_, sample) => {
  test('believes no stranger, whatever they send, and never falls over', { timeout: timeLimitMs }, () => {
    fc.assert(
      fc.property(strangerCall, (call) => {
        expect(sample.gateway.verify(call, now).ok).toBe(false);
        readsSafely(sample, call);
      }),
      { numRuns: runs },
    );
  });

  test('reads whatever comes with a right proof', { timeout: timeLimitMs }, () => {
    fc.assert(
      fc.property(strangerCall, (call) => {
        const proved = { ...call, params: { secret: pathSecret } };
        if (!sample.signs) expect(sample.gateway.verify(proved, now)).toEqual({ ok: true });
        readsSafely(sample, proved);
      }),
      { numRuns: runs },
    );
  });

  test('does not believe its own call once a byte of it is another', { timeout: timeLimitMs }, async () => {
    const said = { from: '+447911123456', text: 'JOIN Anna', id: 'SM0123456789abcdef0123456789abcdef' };
    const genuine = await (sample.text?.(said, now) ?? sample.report!({ reference: said.id, state: 'delivered' }, now));
    expect(sample.gateway.verify(genuine, now)).toEqual({ ok: true });
    if (!sample.signs) return expect(sample.gateway.verify({ ...genuine, params: {} }, now).ok).toBe(false);
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (place, by) => {
        const rawBody = Buffer.from(genuine.rawBody);
        const at = place % rawBody.length;
        rawBody[at] = (rawBody[at] ?? 0) ^ by;
        const call = { ...genuine, rawBody };
        if (sample.gateway.verify(call, now).ok) expect(contentOf(sample, call)).toEqual(contentOf(sample, genuine));
      }),
      { numRuns: runs },
    );
  });
});

/** What a gateway signs is the content: another spelling of the same, or a field that it leaves out of its signature, may pass. */
const contentOf = ({ gateway }: Sample, call: WebhookCall): unknown => {
  const texts = gateway.parse(call);
  const reports = gateway.parseStatus(call);
  return [
    texts.ok ? texts.items.map(({ address, said }) => [address, said]) : texts,
    reports.ok ? reports.items.map(({ reference, state }) => [reference, state]) : reports,
  ];
};
