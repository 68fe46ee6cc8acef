import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import twilioLibrary from 'twilio';
import { connect } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { freshConnection } from './database.ts';
import { type Doubles, openDoubles, shopNumber, token, twilio, type Update } from './storm-doubles.ts';
import { type ShopProcess, startShop } from './storm-process.ts';

/** Several processes of one shop over one database, and the doubles that they send by. */
export type Storm = {
  readonly doubles: Doubles;
  readonly pool: pg.Pool;
  readonly processes: ShopProcess[];
  /** One more process, with these settings on top; it takes part in `anyone`. */
  start(settings?: Readonly<Record<string, string>>): Promise<ShopProcess>;
  /** One of the running processes, by chance. */
  anyone(): ShopProcess | undefined;
  /** Telegram's call of the webhook. Gives the status of the answer; 0: there was none. */
  bring(update: Update, to?: ShopProcess): Promise<number>;
  /** The SMS gateway's call. */
  bringText(text: Text, to?: ShopProcess): Promise<number>;
  /** Resolves when all that was said by SMS is heard. */
  heard(): Promise<void>;
  /** Resolves when every message has its fate. */
  settled(withinMs?: number): Promise<void>;
  rows<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

export type Text = { readonly from: string; readonly body: string; readonly sid: string };

const PUBLIC_URL = 'https://shop.example';
const SECRET = 'a-secret-for-the-webhook';
const ANSWER_WITHIN_MS = 15_000;
const SETTLED_WITHIN_MS = 10_000;

export async function openStorm({
  processes = 2,
  chance = Math.random,
  settings: ownSettings = {},
}: {
  processes?: number;
  chance?: () => number;
  settings?: Readonly<Record<string, string>>;
} = {}): Promise<Storm> {
  const connection = await freshConnection();
  const database: Database = await connect(connection);
  const shops: ShopProcess[] = [];
  const anyone = (): ShopProcess | undefined => {
    const up = shops.filter((shop) => shop.isRunning());
    return up[Math.floor(chance() * up.length)];
  };
  const doubles = await openDoubles({ publicUrl: PUBLIC_URL, postTo: (url) => url.replace(PUBLIC_URL, anyone()?.url ?? PUBLIC_URL) });
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-storm-'));
  const program = join(folder, 'program.yaml');
  writeFileSync(program, withoutLimits(readFileSync('program.yaml', 'utf8')));
  const settings = {
    PROGRAM: program,
    DATABASE_URL: urlOf(connection),
    PUBLIC_URL,
    PLAYGROUND: 'off',
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: doubles.url,
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    SMS_GATEWAY: 'twilio',
    SMS_FROM: shopNumber,
    SMS_API_ROOT: doubles.url,
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_AUTH_TOKEN: twilio.authToken,
    ...ownSettings,
  };
  const start = async (more: Readonly<Record<string, string>> = {}): Promise<ShopProcess> => {
    const shop = await startShop({ ...settings, ...more });
    shops.push(shop);
    return shop;
  };
  const rows = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> => (await database.pool.query(sql, values)).rows as Row[];
  await Promise.all(Array.from({ length: processes }, () => start()));

  return {
    doubles,
    pool: database.pool,
    processes: shops,
    start,
    anyone,
    bring: (update, to = anyone()) =>
      post(
        to,
        '/webhooks/telegram',
        { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
        JSON.stringify(update),
      ),
    bringText({ from, body, sid }, to = anyone()) {
      const form = { MessageSid: sid, AccountSid: twilio.accountSid, From: from, To: shopNumber, Body: body, NumMedia: '0' };
      const path = '/webhooks/sms/twilio';
      const signature = twilioLibrary.getExpectedTwilioSignature(twilio.authToken, PUBLIC_URL + path, form);
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
      return post(to, path, headers, new URLSearchParams(form).toString());
    },
    heard: () => eventually(async () => (await rows('select from inbox')).length === 0, SETTLED_WITHIN_MS),
    settled: (withinMs = SETTLED_WITHIN_MS) =>
      eventually(async () => {
        const open = await rows(`select from outbox where state in ('waiting', 'sending') union all select from inbox`);
        return open.length === 0;
      }, withinMs),
    rows,
    async close() {
      await Promise.all(shops.filter((shop) => shop.isRunning()).map((shop) => shop.kill()));
      await doubles.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A storm says more than a shop pays for in a month, at any hour, and nobody is greeted in it unless the test says so. */
export const withoutLimits = (text: string): string =>
  text.slice(0, text.indexOf('\noccasions:')).replace(/smsPerMonth: \{.*/, 'smsPerMonth: {}');

/** Waits for what must come to pass. */
export async function eventually(isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
  for (const deadline = Date.now() + withinMs; ; await sleep(20)) {
    if (await isSo()) return;
    if (Date.now() > deadline) throw new Error(`It did not come to pass within ${withinMs} ms: ${isSo}`);
  }
}

/** Random numbers that are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function post(to: ShopProcess | undefined, path: string, headers: Record<string, string>, body: string): Promise<number> {
  if (to === undefined) return 0;
  try {
    const answer = await fetch(to.url + path, { method: 'POST', headers, body, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0; // killed in the middle, or not there
  }
}

function urlOf({ host = 'localhost', port, user = '', password, database }: pg.PoolConfig): string {
  const secret = typeof password === 'string' ? `:${encodeURIComponent(password)}` : '';
  const where = host.startsWith('/') ? 'localhost' : `${host}:${port}`;
  const socket = host.startsWith('/') ? `?host=${encodeURIComponent(host)}` : '';
  return `postgresql://${encodeURIComponent(user)}${secret}@${where}/${database}${socket}`;
}
