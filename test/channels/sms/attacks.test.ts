import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/channels/sms/gateway.ts';
import { handleSmsWebhook, webhookPaths } from '../../../src/channels/sms/sms.ts';
import type { WebhookCall } from '../../../src/channels/webhook.ts';
import type { Incoming } from '../../../src/conversation/incoming.ts';
import { type Sample, samples } from './samples.ts';

const now = Date.parse('2026-11-22T15:46:11+01:00');
const said = { from: '+447911123456', text: 'JOIN Zażółć & спасибо + = % 🎉', id: 'SM0123456789abcdef0123456789abcdef' };
const fate = { reference: 'SM99999999999999999999999999999999', state: 'delivered' } as const;

const named: readonly (readonly [string, Sample])[] = samples.map((sample) => [sample.name, sample]);
const bringing: readonly (readonly [string, Sample, () => Promise<WebhookCall>])[] = samples.map((sample) => [
  sample.name,
  sample,
  () => sample.text?.(said, now) ?? sample.report?.(fate, now) ?? Promise.reject(new Error('a gateway that says nothing')),
]);

/** Calls the door and gives what came in by it. */
async function knock({ gateway }: Sample, call: WebhookCall, allowedAddresses?: readonly string[]) {
  const heard: Incoming[] = [];
  const reports: Report[] = [];
  const handle = handleSmsWebhook({
    gateway,
    keep: async (incoming) => heard.push(incoming),
    report: async (report) => reports.push(report),
    now: () => now,
    allowedAddresses,
  });
  const answer = await handle(call);
  return { status: answer.status, body: answer.body, heard, reports };
}

const changed = (call: WebhookCall, change: (body: Buffer) => Buffer): WebhookCall =>
  call.rawBody.length > 0
    ? { ...call, rawBody: change(call.rawBody) }
    : { ...call, publicUrl: call.publicUrl.replace(/\?.*/, (query) => change(Buffer.from(query)).toString('latin1')) };

describe('a genuine call', () => {
  test.each(named.filter(([, { text }]) => text !== undefined))('of %s is a text, letter by letter', async (_, sample) => {
    const { status, heard, reports } = await knock(sample, await sample.text!(said, now));
    expect(status).toBe(200);
    expect(heard).toEqual([
      {
        id: expect.stringMatching(/^[a-z]+:/),
        channel: 'sms',
        address: 'sms:+447911123456',
        said: { kind: 'text', text: said.text },
        languageHint: 'en',
      },
    ]);
    expect(reports).toEqual([]);
  });

  test.each(named.filter(([, { report }]) => report !== undefined))('of %s is a report', async (_, sample) => {
    for (const state of ['delivered', 'undelivered'] as const) {
      const { status, heard, reports } = await knock(sample, await sample.report!({ ...fate, state }, now));
      expect(status).toBe(200);
      expect(heard).toEqual([]);
      const known = sample.name === 'android' && state === 'undelivered' ? 'failed' : state;
      expect(reports).toMatchObject([{ reference: fate.reference, state: known }]);
    }
  });

  test.each(named)('of %s is answered as it wants to be', async (name, sample) => {
    const answers: Record<string, string> = { smsapi: 'OK', 'http: sms-ru': '100', 'http: jasmin': 'ACK/Jasmin', 'http: kannel': '' };
    const [, , genuine] = bringing.find(([other]) => other === name)!;
    const { body } = await knock(sample, await genuine());
    expect(body).toBe(answers[name] ?? sample.gateway.answer.body);
  });

  test.each(bringing)('of %s that comes twice is the same twice', async (_, sample, genuine) => {
    const [first, second] = [await knock(sample, await genuine()), await knock(sample, await genuine())];
    expect([second.heard, second.reports]).toEqual([first.heard, first.reports]);
    expect(first.heard.length + first.reports.length).toBe(1);
  });

  test.each(named.filter(([, { text }]) => text !== undefined))('of %s with another text is another', async (_, sample) => {
    const [first, second] = [await sample.text!(said, now), await sample.text!({ ...said, id: `${said.id.slice(0, -1)}0` }, now)];
    const ids = [await knock(sample, first), await knock(sample, second)].map(({ heard }) => heard[0]?.id);
    expect(ids[0]).not.toBe(ids[1]);
  });
});

describe('a call that is refused and leaves nothing:', () => {
  const refused = { status: 401, heard: [], reports: [] };

  test.each(bringing)('%s without a proof', async (_, sample, genuine) => {
    expect(await knock(sample, sample.unproved(await genuine()))).toMatchObject(refused);
  });

  test.each(bringing)('%s with an empty, a foreign, a longer or a shorter proof', async (_, sample, genuine) => {
    const call = await genuine();
    const spoilt = (change: (proof: string) => string): WebhookCall => ({
      ...call,
      params: Object.fromEntries(Object.entries(call.params ?? {}).map(([name, value]) => [name, change(value)])),
      headers: Object.fromEntries(
        Object.entries(call.headers).map(([name, value]) => [
          name,
          /signature$|v3$|authorization/.test(name) && typeof value === 'string' ? change(value) : value,
        ]),
      ),
      rawBody: Buffer.from(
        call.rawBody.toString().replace(/(md5|hash)=(\w+)/, (_whole, name: string, value: string) => `${name}=${change(value)}`),
      ),
    });
    const spoilings: ((proof: string) => string)[] = [
      () => '',
      (proof) => proof.slice(0, -1),
      (proof) => `${proof}0`,
      (proof) => proof.replace(/[a-z0-9]/g, (sign) => (sign === '0' ? '1' : '0')),
      () => 'я'.repeat(40),
      () => '\ud800',
    ];
    for (const spoiling of spoilings) expect(await knock(sample, spoilt(spoiling)), String(spoiling)).toMatchObject(refused);
  });

  test.each(bringing.filter(([, { signs }]) => signs))('%s with anything changed after it was signed', async (_, sample, genuine) => {
    const call = await genuine();
    const body = call.rawBody.toString();
    const another = Buffer.from(body.replace(/911123456|9999999/, (digits) => digits.replace('9', '8')));
    expect(another.equals(call.rawBody)).toBe(false);
    expect(await knock(sample, { ...call, rawBody: another })).toMatchObject(refused);
    expect(
      await knock(
        sample,
        changed(call, (bytes) => bytes.subarray(0, bytes.length >> 1)),
      ),
    ).toMatchObject(refused);
    expect(await knock(sample, { ...call, rawBody: Buffer.alloc(0) })).toMatchObject(refused);
  });

  test.each([
    ['twilio', 'https://evil.example/webhooks/sms/twilio'],
    ['http: plivo', 'https://evil.example/webhooks/sms/http'],
    ['http: plivo', 'http://shop.example/webhooks/sms/http'],
  ])('%s replayed at %s', async (name, publicUrl) => {
    const [, sample, genuine] = bringing.find(([other]) => other === name)!;
    expect(await knock(sample, { ...(await genuine()), publicUrl })).toMatchObject(refused);
  });

  test.each(bringing)('%s from an address that is not in the list', async (_, sample, genuine) => {
    const call = await genuine();
    const list = ['192.0.2.10', '198.51.100.0/24', '2001:db8::/32'];
    for (const callerAddress of ['192.0.2.11', '198.51.101.1', '::1', 'nonsense', ''])
      expect(await knock(sample, { ...call, callerAddress }, list)).toMatchObject({
        ...refused,
        body: expect.stringContaining('address-not-allowed'),
      });
    expect(await knock(sample, call, list)).toMatchObject(refused);
    for (const callerAddress of ['192.0.2.10', '198.51.100.77', '2001:db8::7', '::ffff:192.0.2.10'])
      expect((await knock(sample, { ...call, callerAddress }, list)).status).toBe(200);
  });
});

describe('a call that is proved and cannot be read', () => {
  const neverHeard = async (sample: Sample, call: WebhookCall) => {
    const { status, heard, reports } = await knock(sample, call);
    expect([400, 401]).toContain(status);
    expect([heard, reports]).toEqual([[], []]);
  };

  test.each(named.filter(([, { signs }]) => !signs))('of %s: nothing, torn, too long', async (_, sample) => {
    const call = (await (sample.text ?? sample.report!)({ ...said, ...fate }, now)) as WebhookCall;
    const publicUrl = call.publicUrl.replace(/\?.*/, '');
    for (const body of ['', '{', 'null', '[]', '"text"', 'a=1', '%', '=&=', '{"results":7}', 'x'.repeat(2 * 1024 * 1024)])
      await neverHeard(sample, { ...call, publicUrl, rawBody: Buffer.from(body) });
  });

  test.each(named.filter(([, { text }]) => text !== undefined))(
    'of %s: bytes that are no text are never heard as something else',
    async (_, sample) => {
      const call = await sample.text!({ ...said, text: 'STOP' }, now);
      const broken = Buffer.concat([call.rawBody.subarray(0, 3), Buffer.from([0xff, 0xfe, 0xc3]), call.rawBody.subarray(3)]);
      const { heard } = await knock(sample, { ...call, rawBody: broken });
      expect(heard.filter((incoming) => incoming.said.kind === 'text' && incoming.said.text !== 'STOP')).toEqual([]);
    },
  );
});

test.each(named.filter(([, { text }]) => text !== undefined))(
  'a text of %s that is longer than any is refused or cut, and the next is heard',
  async (_, sample) => {
    for (const length of [10_000, 100_000, 3_000_000]) {
      const { status, heard } = await knock(sample, await sample.text!({ ...said, text: 'ж'.repeat(length) }, now));
      expect([200, 400, 401]).toContain(status);
      for (const incoming of heard) expect(incoming.said).toEqual({ kind: 'text', text: 'ж'.repeat(4096) });
    }
    expect((await knock(sample, await sample.text!(said, now))).heard).toHaveLength(1);
  },
);

describe('who writes', () => {
  test.each(named.filter(([, { text }]) => text !== undefined))('to %s from a short number or a name is passed over', async (_, sample) => {
    for (const sender of ['+72345', '+MyBank', '+0', '+79161234567890123']) {
      const { status, heard } = await knock(sample, await sample.text!({ ...said, from: sender }, now));
      expect(status).toBe(200);
      expect(heard).toEqual([]);
    }
  });

  test.each(named.filter(([, { text }]) => text !== undefined))('to %s an empty text is something other', async (_, sample) => {
    const { status, heard } = await knock(sample, await sample.text!({ ...said, text: '' }, now));
    expect(status).toBe(200);
    expect(heard.map((incoming) => incoming.said)).toEqual([{ kind: 'other' }]);
  });
});

describe('the doors', () => {
  test('of a gateway that signs nothing end in a secret', () => {
    for (const { gateway, signs } of samples) {
      const paths = new Set(webhookPaths(gateway).map(({ path }) => path));
      const plain = [`/webhooks/sms/${gateway.name}`, `/webhooks/sms/${gateway.name}/status`];
      expect(paths).toEqual(new Set(signs ? plain : [...plain, `${plain[0]}/:secret`, `${plain[0]}/:secret/status`]));
    }
  });

  test('take GET only where the gateway calls by it', () => {
    const byGet = samples.filter(({ gateway }) => webhookPaths(gateway).some(({ method }) => method === 'GET')).map(({ name }) => name);
    expect(byGet).toEqual(['smsapi', 'smsc', 'http: kannel', 'http: jasmin', 'http: smsaero']);
  });
});
