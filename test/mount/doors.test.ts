import { Bot } from 'grammy';
import { afterEach, expect, test } from 'vitest';
import { kopilka } from '../../src/mount/grammy.ts';
import { urlOf } from '../cli/kopilka.ts';
import { startBotApi } from '../support/bot-api.ts';
import { freshConnection } from '../support/database.ts';
import { freePort } from '../support/journey-start.ts';

const token = '7700000001:test-token';
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function mounted(doors: boolean) {
  const botApi = await startBotApi({ token });
  closing.push(() => botApi.stop());
  const { database } = await freshConnection();
  const port = await freePort();
  const bot = new Bot(token, { client: { apiRoot: botApi.root } });
  const shop = await kopilka(bot, {
    databaseUrl: urlOf(database),
    host: '127.0.0.1',
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    tillApiKeys: 'pavilion:a-key-of-the-pavilion',
    logLevel: 'silent',
    doors,
  });
  closing.push(() => shop.close());
  return { shop, url: `http://127.0.0.1:${port}` };
}

test('with its doors open a host’s process serves the till, its page and the receipts, and shuts them with the shop', async () => {
  const { shop, url } = await mounted(true);
  expect(shop.addresses.map((one) => one.url)).toEqual([url, `${url}/healthz`]);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/till`)).status).toBe(200);
  const sold = await fetch(`${url}/api/v1/purchases`, {
    method: 'POST',
    headers: { authorization: 'Bearer a-key-of-the-pavilion', 'idempotency-key': 'first', 'content-type': 'application/json' },
    body: JSON.stringify({ receiptId: 'R-1', store: 'pavilion-1', at: new Date().toISOString(), currency: 'RUB', total: 48_000 }),
  });
  expect(sold.status).toBe(201);
  const { qrUrl } = (await sold.json()) as { qrUrl: string };
  expect((await fetch(qrUrl.replace('/qr.svg', ''))).status).toBe(200);
  // The host hears Telegram: what is called here was not meant for us.
  expect((await fetch(`${url}/webhooks/telegram`, { method: 'POST', body: '{}' })).status).toBe(404);
  await closing.pop()?.();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});

test('without, nothing is opened', async () => {
  const { shop, url } = await mounted(false);
  expect(shop.addresses).toEqual([]);
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});
