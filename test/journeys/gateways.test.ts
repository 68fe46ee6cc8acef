import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { from, pathSecret, type Sample, samples } from '../channels/sms/samples.ts';
import { carriers } from '../support/carriers.ts';
import { type GatewayWorld, openGatewayWorld, publicUrl } from '../support/gateway-world.ts';

const anna = '+48601234567';
const names = Object.keys(carriers) as (keyof typeof carriers)[];

function addressOf({ gateway, signs }: Sample, end = ''): string {
  const charset = gateway.name === 'smsc' ? '?charset=utf-8' : '';
  return `${publicUrl}/webhooks/sms/${gateway.name}${signs ? '' : `/${pathSecret}`}${end}${charset}`;
}

async function says(world: GatewayWorld, sample: Sample, text: string, id: string = randomUUID()): Promise<readonly string[]> {
  const before = world.carried.length;
  const call = await sample.text!({ from: anna, text, id }, Date.now(), addressOf(sample));
  expect(await world.bring(call)).toEqual({ status: sample.gateway.answer.status, body: sample.gateway.answer.body });
  await world.quiet();
  return world.carried.slice(before).map((carried) => carried.text);
}

async function reports(world: GatewayWorld, sample: Sample, state: 'sent' | 'delivered' | 'undelivered', reference: string) {
  const call = await sample.report!({ reference, state }, Date.now(), addressOf(sample, '/status'));
  expect((await world.bring(call)).status).toBe(200);
}

const reportOf = async ({ database }: GatewayWorld, reference: string): Promise<string | null> =>
  (await database.pool.query<{ report: string | null }>('select report from outbox where reference = $1', [reference])).rows[0]?.report ??
  null;

describe.each(names)('a shopper by %s', (name) => {
  const sample = samples.find((one) => one.name === name)!;

  test('joins, asks for the balance, is told of a purchase, stops; every call may come twice', async () => {
    const world = await openGatewayWorld(carriers[name]);

    const once = randomUUID();
    const [welcome] = await says(world, sample, 'DOŁĄCZ Żaneta zaneta+tea@example.com', once);
    expect(welcome).toMatch(/29\d{11}/);
    expect(await says(world, sample, 'DOŁĄCZ Żaneta zaneta+tea@example.com', once)).toEqual([]);
    expect(world.carried[0]).toMatchObject({ phone: anna });
    const { rows } = await world.database.pool.query('select name, email from member');
    expect(rows).toEqual([{ name: 'Żaneta', email: 'zaneta+tea@example.com' }]);

    await says(world, sample, '2');
    expect((await says(world, sample, 'SALDO')).join()).toMatch(/\d/);

    const before = world.carried.length;
    await world.buy(anna, 138_000);
    await world.quiet();
    expect(world.carried.slice(before)).toHaveLength(1);

    expect(await says(world, sample, 'Stop. Dziękuję!')).toHaveLength(1);
  });

  test('hears what became of each text: reports come late, twice and out of order, and only move it forward', async () => {
    const world = await openGatewayWorld(carriers[name]);
    await says(world, sample, 'DOŁĄCZ');
    const reference = world.carried[0]?.reference ?? '';
    expect(await reportOf(world, reference)).toBeNull();

    if (name !== 'http: infobip') {
      await reports(world, sample, 'sent', reference);
      expect(await reportOf(world, reference)).toBe('sent');
    }
    await reports(world, sample, 'delivered', reference);
    await reports(world, sample, 'sent', reference);
    await reports(world, sample, 'undelivered', reference);
    await reports(world, sample, 'delivered', reference);
    expect(await reportOf(world, reference)).toBe('delivered');
    await reports(world, sample, 'delivered', `nobody-knows-${reference}`);
  });

  test('is not somebody who knows the address alone', async () => {
    const world = await openGatewayWorld(carriers[name]);
    const call = await sample.text!({ from: anna, text: 'DOŁĄCZ', id: randomUUID() }, Date.now(), addressOf(sample));
    const plain = { ...sample.unproved(call), publicUrl: call.publicUrl.replace(pathSecret, 'guessed-guessed-guessed') };
    expect((await world.bring(plain)).status).toBe(401);
    expect((await world.bring({ ...plain, publicUrl: `${publicUrl}/webhooks/sms/${sample.gateway.name}` })).status).toBe(401);
    await world.quiet();
    expect(world.carried).toEqual([]);
    expect((await world.database.pool.query('select 1 from request')).rowCount).toBe(0);
  });
});

describe('a list of addresses', () => {
  const sample = samples.find((one) => one.name === 'smsapi')!;
  const call = () => sample.text!({ from: anna, text: 'DOŁĄCZ', id: randomUUID() }, Date.now(), addressOf(sample));
  const allowedAddresses = ['203.0.113.0/28'];

  test('is held against the address that a trusted proxy tells', async () => {
    const world = await openGatewayWorld(carriers.smsapi, { allowedAddresses, trustedProxies: ['127.0.0.1'] });
    expect((await world.bring(await call(), { 'x-forwarded-for': '203.0.113.7' })).status).toBe(200);
    expect((await world.bring(await call(), { 'x-forwarded-for': '203.0.113.7, 198.51.100.1' })).status).toBe(401);
    expect((await world.bring(await call())).status).toBe(401);
  });

  test('is not fooled by a header when no proxy is trusted', async () => {
    const world = await openGatewayWorld(carriers.smsapi, { allowedAddresses });
    expect((await world.bring(await call(), { 'x-forwarded-for': '203.0.113.7' })).status).toBe(401);
    const open = await openGatewayWorld(carriers.smsapi, { allowedAddresses: ['127.0.0.0/8'] });
    expect((await open.bring(await call())).status).toBe(200);
  });
});

test('a phone that cannot reach the shop is asked, and its texts are answered once', async () => {
  const inbox: object[] = [];
  const world = await openGatewayWorld({
    ...carriers.android,
    settings: (apiRoot) => ({ gateway: 'android', login: 'SHOP', password: 'phone-password', from, apiRoot }),
    other: ({ method, url }) => (method === 'GET' && url.pathname === '/inbox' ? inbox : undefined),
  });
  const createdAt = new Date(Date.now() + 1000).toISOString();
  inbox.push({ id: 'text:1', type: 'SMS', sender: anna, contentPreview: 'DOŁĄCZ Żaneta', createdAt });
  await expect.poll(() => world.carried.length, { timeout: 15_000, interval: 100 }).toBeGreaterThan(0);
  await new Promise((later) => setTimeout(later, 6000));
  expect(world.carried).toHaveLength(1);
  expect(world.carried[0]?.phone).toBe(anna);
});
