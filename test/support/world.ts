import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Middleware } from '../../src/channels/telegram/guest.ts';
import { middlewareOf } from '../../src/channels/telegram/middleware.ts';
import { createPages } from '../../src/channels/web/pages.ts';
import type { WebhookCall } from '../../src/channels/webhook.ts';
import type { Database } from '../../src/database/database.ts';
import { createServer } from '../../src/http/server.ts';
import { createLog } from '../../src/log.ts';
import { answerBotCall } from '../../src/playground/bot-api/http.ts';
import { type BotApi, createBotApi } from '../../src/playground/bot-api.ts';
import { ConnectionDropped } from '../../src/playground/faults.ts';
import { createSmsGateway, type SmsGateway } from '../../src/playground/sms-gateway.ts';
import { readProgram } from '../../src/rules/parse.ts';
import type { Program } from '../../src/rules/program.ts';
import { createShop, type Shop } from '../../src/shop.ts';
import type { Language } from '../../src/texts/message.ts';
import { freshDatabase } from './database.ts';
import { freePort } from './journey-start.ts';

export const token = '7700000001:test-token';
export const secret = 'a-secret-for-the-webhook';
export const twilio = { accountSid: 'AC00000000000000000000000000000001', authToken: 'test-auth-token' };
export const tillKey = { name: 'pavilion', key: 'a-key-of-the-pavilion' };
export const shopNumber = '+79000000000';

/** A shop with its doors open over real HTTP, and doubles of Telegram and the SMS gateway behind it. */
export type World = {
  readonly shop: Shop;
  readonly database: Database;
  readonly botApi: BotApi;
  readonly smsGateway: SmsGateway;
  readonly url: string;
  readonly program: Program;
  /** Moves the shop's clock. */
  pass(ms: number): void;
  now(): number;
  /** Greets whom the occasions come to and sends what is due, as the schedule and the courier do. */
  greet(): Promise<void>;
  /** Brings open cases to the manager's mind, as the schedule does. */
  remind(): Promise<void>;
  /** Resolves when everything said was heard and everything to be said was sent. */
  quiet(): Promise<void>;
  close(): Promise<void>;
};

export type WorldOptions = {
  readonly database?: Database;
  readonly program?: (text: string) => string;
  readonly telegram?: boolean;
  readonly sms?: boolean;
  readonly answersStop?: boolean;
  readonly botApi?: BotApi;
  readonly startAt?: number;
  /** Keys of tills; without them one called `pavilion`. */
  readonly tillKeys?: readonly { readonly name: string; readonly key: string }[];
  readonly requestsPerMinute?: number;
  /** The program's occasions as YAML, in place of the sample's; without them nobody is greeted. */
  readonly occasions?: string;
  /** The number of the manager's chat. */
  readonly managerChatId?: string;
  /** Somebody else's bot, in which the shop is mounted. */
  readonly host?: Host;
};

/** Opens a host's bot with the shop in it, and polls. `commands`: which of them are ours; without it all are. */
export type Host = {
  readonly commands?: Readonly<Record<string, boolean>>;
  readonly manyProcesses?: boolean;
  open(at: { readonly token: string; readonly apiRoot: string; readonly shop: { middleware(): Middleware } }): { stop(): Promise<void> };
};

export const sampleProgram = (change: (text: string) => string = (text) => text): { program: Program; hash: string } => {
  const read = readProgram(change(readFileSync(new URL('../../program.yaml', import.meta.url), 'utf8')));
  if (!read.ok) throw new Error(JSON.stringify(read.mistakes));
  return read;
};

/** The sample's own occasions stand at its end. */
const withOccasions = (text: string, occasions = ' []'): string =>
  `${text.slice(0, text.indexOf('\noccasions:'))}\noccasions:${occasions}\n`;

/** The sample program without the rules that ask what day or hour it is: what a test expects by the real clock holds at any time. */
export const withoutHours = (text: string): string =>
  text
    .replace(/^ {2}- name: (?:quiet-mornings|new-year)\n(?: {4}.*\n)+/gm, '')
    .replace('reply: 300000,', 'reply: 300000000,')
    .replace(/quietHours: \{ other: .*/, 'quietHours: { other: { from: "24:00", to: "00:00" } }');

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const database = options.database ?? (await freshDatabase());
  const calm = options.startAt === undefined ? withoutHours : (text: string) => text;
  const { program, hash } = sampleProgram((text) => calm(withOccasions(options.program?.(text) ?? text, options.occasions)));
  let passed = options.startAt === undefined ? 0 : options.startAt - Date.now();
  const clock = () => Date.now() + passed;
  const doubles = await openDoubles(options);
  const reserved = Number(await freePort()); // the shop must know its own address before it listens
  const url = `http://127.0.0.1:${reserved}`;
  const gateway = createSmsGateway({
    ...twilio,
    shopNumber,
    webhookUrl: `${url}/webhooks/sms/twilio`,
    now: clock,
    deliveryMs: 5,
    ...(options.answersStop ? { answersStop: true } : {}),
  });
  doubles.carrySms(gateway);
  const shop = await createShop({
    database,
    program,
    programHash: hash,
    ...(options.telegram === false ? {} : { telegram: { token, apiRoot: `${doubles.url}/bot`, webhookSecret: secret } }),
    ...(options.host === undefined
      ? {}
      : { mounted: { alone: !options.host.manyProcesses, takes: (keyword) => options.host?.commands?.[keyword] ?? true } }),
    ...(options.sms === false ? {} : { sms: { gateway: 'twilio', ...twilio, from: shopNumber, apiRoot: `${doubles.url}/sms` } }),
    till: { keys: options.tillKeys ?? [tillKey], requestsPerMinute: options.requestsPerMinute ?? 1_000_000 },
    ...(options.managerChatId === undefined ? {} : { managerChatId: options.managerChatId }),
    playground: true,
    publicUrl: url,
    prefix: '',
    log: createLog(process.env['TEST_LOG'] ?? 'fatal'),
    clock,
  });
  const server = createServer({
    publicUrl: url,
    trustedProxies: [],
    routes: [...shop.routes, ...createPages({ program, findCard: async () => undefined, playground: false })],
    streams: [],
    log: createLog(process.env['TEST_LOG'] ?? 'fatal'),
  });
  await server.listen({ port: reserved, host: '127.0.0.1' });
  shop.start();
  const host =
    shop.mounted && options.host?.open({ token, apiRoot: `${doubles.url}/bot`, shop: { middleware: () => middlewareOf(shop.mounted!) } });

  const quiet = async (): Promise<void> => {
    for (let calm = 0; calm < 2; ) {
      await shop.idle();
      const info = await doubles.botApi.handle({ method: 'getWebhookInfo', body: {} });
      const pending = (info.body as { result?: { pending_update_count?: number } }).result?.pending_update_count ?? 0;
      calm = pending === 0 ? calm + 1 : 0;
      await new Promise((later) => setTimeout(later, 3));
    }
  };
  if (options.telegram !== false && host === undefined) await until(async () => isWebhookSet(doubles.botApi));
  return {
    shop,
    database,
    botApi: doubles.botApi,
    smsGateway: gateway,
    url,
    program,
    pass: (ms) => {
      passed += ms;
    },
    now: clock,
    async greet() {
      await shop.greet();
      await shop.courier.sweep();
      await quiet();
    },
    async remind() {
      await shop.remind();
      await quiet();
    },
    quiet,
    async close() {
      await host?.stop();
      doubles.botApi.close();
      gateway.close();
      await server.close();
      await shop.stop();
      await doubles.close();
    },
  };
}

async function isWebhookSet(botApi: BotApi): Promise<boolean> {
  const info = await botApi.handle({ method: 'getWebhookInfo', body: {} });
  return ((info.body as { result?: { url?: string } }).result?.url ?? '') !== '';
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await isSo()) return;
    await new Promise((later) => setTimeout(later, 10));
  }
  throw new Error('it did not come to pass within five seconds');
}

/** The doubles stand on one port of their own, where the shop calls them. */
async function openDoubles(options: WorldOptions) {
  const botApi = options.botApi ?? createBotApi({ token, now: Date.now });
  let gateway: SmsGateway | undefined;
  const handle = async (call: WebhookCall) => {
    const path = new URL(call.publicUrl).pathname + new URL(call.publicUrl).search;
    const contentType = String(call.headers['content-type'] ?? '');
    try {
      if (path.startsWith('/bot/'))
        return await answerBotCall(botApi, { path: path.slice('/bot'.length), rawBody: call.rawBody, contentType });
      return await (gateway as SmsGateway).handle({
        method: 'POST',
        path: path.slice('/sms'.length),
        headers: call.headers,
        rawBody: call.rawBody,
      });
    } catch (error) {
      if (error instanceof ConnectionDropped) return { status: 502, contentType: 'text/plain', body: '' };
      throw error;
    }
  };
  const server = createServer({
    publicUrl: 'http://127.0.0.1',
    trustedProxies: [],
    routes: [
      { method: 'POST', path: '/bot/*', handle },
      { method: 'POST', path: '/sms/*', handle },
    ],
    streams: [],
    log: createLog(process.env['TEST_LOG'] ?? 'fatal'),
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    botApi,
    url: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    carrySms: (carrier: SmsGateway) => {
      gateway = carrier;
    },
    close: () => server.close(),
  };
}

/** Somebody with a phone in one channel: says things, and hears what comes back. */
export type Shopper = {
  readonly phone: string;
  /** Says it, and gives all that was answered. */
  says(text: string): Promise<string>;
  heard(): string;
};

let nextPerson = 100_000;

export type TelegramShopper = Shopper & {
  readonly id: number;
  readonly user: ReturnType<BotApi['user']>;
  taps(label: string): Promise<string>;
  shares(own?: boolean): Promise<string>;
  does(what: (user: ReturnType<BotApi['user']>) => void): Promise<string>;
};

export function telegramShopper(world: World, about: { firstName?: string; language?: Language; phone?: string } = {}): TelegramShopper {
  nextPerson += 1;
  const id = nextPerson;
  const phone = about.phone ?? `+7916${String(id).padStart(7, '0')}`;
  const user = world.botApi.user({ id, firstName: about.firstName ?? 'Anna', languageCode: about.language ?? 'en' });
  let seen = 0;
  const heard = (): string => {
    const said = user.messages().filter((shown) => !shown.own);
    const fresh = said.slice(seen);
    seen = said.length;
    return fresh.map(({ message }) => message.text ?? message.caption ?? '').join('\n---\n');
  };
  const does = async (what: (user: ReturnType<BotApi['user']>) => void): Promise<string> => {
    what(user);
    await world.quiet();
    return heard();
  };
  return {
    id,
    phone,
    user,
    heard,
    does,
    says: (text) => does((who) => void (text.startsWith('/start') ? who.start(payloadOf(world, text)) : who.send(text))),
    taps: (label) => does((who) => who.press(label)),
    shares: (own = true) => does((who) => void who.shareContact(phone, { own })),
  };
}

/** As the shop's own links have it: in somebody else's bot they begin with its prefix. */
const payloadOf = ({ shop }: World, text: string): string | undefined =>
  text.length > '/start '.length ? shop.startPrefix + text.slice('/start '.length) : undefined;

export function smsShopper(world: World, number?: string): Shopper {
  nextPerson += 1;
  const phone = number ?? `+7917${String(nextPerson).padStart(7, '0')}`;
  const handset = world.smsGateway.phone(phone);
  let seen = 0;
  const heard = (): string => {
    const said = handset.messages().filter((sms) => !sms.own);
    const fresh = said.slice(seen);
    seen = said.length;
    return fresh.map((sms) => sms.body).join('\n---\n');
  };
  return {
    phone,
    heard,
    async says(text) {
      await handset.text(text);
      await world.quiet();
      return heard();
    },
  };
}
