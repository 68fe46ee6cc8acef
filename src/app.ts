import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { createPages } from './channels/web/pages.ts';
import type { Config } from './config.ts';
import { connect, ensureDatabase } from './database/connect.ts';
import type { Database } from './database/database.ts';
import { type Embedded, startEmbedded } from './database/embedded.ts';
import { migrate } from './database/migrations.ts';
import { StartRefused } from './database/refused.ts';
import { secretOf } from './database/secret.ts';
import { unknownHolidays } from './greetings/calendar.ts';
import { operatorRoutes } from './http/operator.ts';
import { createServer } from './http/server.ts';
import { readCardToken } from './members/card-token.ts';
import { goodsIn } from './playground/goods.ts';
import { createPlayground, type Playground } from './playground/playground.ts';
import { createQueue, type Queue } from './playground/queue.ts';
import { collectData } from './privacy/collecting.ts';
import { isOpenable, openDataLink } from './privacy/links.ts';
import { mistakeInWords, readProgram } from './rules/parse.ts';
import type { Program } from './rules/program.ts';
import { createShop, type Mounting, type Shop } from './shop.ts';
import type { Language } from './texts/message.ts';

export type Business = {
  readonly shop: Shop;
  readonly addresses: readonly { readonly name: string; readonly url: string }[];
  close(): Promise<void>;
};
type Opening = {
  readonly config: Config;
  readonly log: Logger;
  readonly onProgress: (line: string) => void;
  /** The bot is somebody else's; `doors`: whether the server is opened beside it. */
  readonly mounted?: Mounting & { readonly doors: boolean };
};

/** Opens the shop: database, program, doors, server. Refusals to start are `StartRefused`; whatever was opened before one is closed again. */
export async function openForBusiness(opening: Opening): Promise<Business> {
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    return { ...(await open(opening, closing)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open({ config, log, onProgress, mounted }: Opening, closing: (() => Promise<void>)[]): Promise<Omit<Business, 'close'>> {
  const terms = await programOf(config.programFile);
  const databases = await openDatabases(config, onProgress, closing);
  const common = {
    ...terms,
    publicUrl: config.publicUrl,
    log,
    ...(config.managerChatId === undefined ? {} : { managerChatId: config.managerChatId }),
  };

  onProgress(`Program    ${terms.program.shop.name}, ${terms.program.rules.length} rules`);
  const live = await createShop({
    ...common,
    database: databases.live,
    prefix: '',
    ...(config.databaseUrl === undefined ? { copiesIn: join(config.dataDir, 'backups') } : {}),
    till: { keys: config.tillKeys, requestsPerMinute: config.tillRequestsPerMinute },
    ...(config.telegram === undefined ? {} : { telegram: config.telegram }),
    ...(config.sms === undefined ? {} : { sms: config.sms }),
    ...(mounted === undefined ? {} : { mounted }),
  });
  if (mounted?.doors === false) {
    closing.push(() => live.stop());
    live.start();
    return { shop: live, addresses: [] };
  }
  const rehearsal = databases.playground === undefined ? undefined : await openPlayground(config, common, databases.playground);
  const telegramUrl = await live.telegramUrl();
  /** A link is of one of the two shops; the other does not know it. */
  const dataBehind = async <Found>(look: (pool: Database['pool'], token: string, now: number) => Promise<Found>, token: string) =>
    (await look(databases.live.pool, token, Date.now())) || (databases.playground && look(databases.playground.pool, token, Date.now()));
  const pages = createPages({
    program: terms.program,
    findCard: async (token) =>
      (await findCard(live, databases.live, token)) ?? (rehearsal && findCard(rehearsal.shop, databases.playground as Database, token)),
    data: {
      isOpenable: async (token) => (await dataBehind(isOpenable, token)) ?? false,
      open: (token) => dataBehind(openData, token),
    },
    playground: config.playground,
    ...(telegramUrl === undefined ? {} : { telegramUrl: `${telegramUrl}?start=${live.startPrefix}s_site` }),
    ...(config.sms === undefined ? {} : { smsNumber: config.sms.from }),
  });
  const server = createServer({
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    routes: [
      ...operatorRoutes(databases.live.pool),
      ...pages,
      ...live.routes,
      ...(rehearsal === undefined ? [] : [...rehearsal.shop.routes, ...rehearsal.playground.routes]),
    ],
    streams: rehearsal?.playground.streams ?? [],
    log,
  });
  const shops = [live, ...(rehearsal === undefined ? [] : [rehearsal.shop])];
  for (const shop of shops) closing.push(() => shop.stop());
  closing.push(async () => {
    rehearsal?.playground.close();
    const late = setTimeout(() => server.server.closeAllConnections(), DRAIN_MS);
    await server.close();
    clearTimeout(late);
  });
  await server.listen({ port: config.port, host: config.host });
  for (const shop of shops) shop.start();
  rehearsal?.queue
    .prepare()
    .catch((error: unknown) => log.warn({ err: error }, 'the sample shoppers of the playground could not be prepared'));
  return { shop: live, addresses: addressesOf(config) };
}

async function programOf(file: string): Promise<{ program: Program; programHash: string }> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new StartRefused(`PROGRAM: ${file} cannot be read (${error.code ?? error.message}).`);
  });
  const read = readProgram(text, unknownHolidays);
  if (!read.ok) throw new StartRefused(read.mistakes.map((mistake) => `${file}: ${mistakeInWords(mistake)}`).join('\n'));
  return { program: read.program, programHash: read.hash };
}

/** The live database, and the playground's own: its shoppers never mix with the shop's. */
async function openDatabases(
  config: Config,
  onProgress: Opening['onProgress'],
  closing: (() => Promise<void>)[],
): Promise<{ live: Database; playground?: Database }> {
  if (config.databaseUrl !== undefined) {
    onProgress('Database   the server of DATABASE_URL');
    const live = await openDatabase(config.databaseUrl, closing);
    if (!config.playground) return { live };
    const url = new URL(config.databaseUrl);
    const name = `${decodeURIComponent(url.pathname.slice(1)) || 'kopilka'}_playground`;
    await ensureDatabase({ connectionString: config.databaseUrl }, name);
    url.pathname = `/${encodeURIComponent(name)}`;
    return { live, playground: await openDatabase(url.href, closing) };
  }
  const embedded: Embedded = await startEmbedded({ dataDir: config.dataDir, onProgress });
  closing.push(() => embedded.stop());
  await ensureDatabase(embedded.connection('postgres'), 'kopilka');
  const live = await openDatabase(embedded.connection('kopilka'), closing);
  onProgress(`Database   embedded PostgreSQL, ${embedded.home}`);
  if (!config.playground) return { live };
  await ensureDatabase(embedded.connection('postgres'), 'playground');
  return { live, playground: await openDatabase(embedded.connection('playground'), closing) };
}

async function openDatabase(where: Parameters<typeof connect>[0], closing: (() => Promise<void>)[]): Promise<Database> {
  const database = await connect(where);
  closing.push(() => database.close());
  await migrate(where);
  return database;
}

type Common = { readonly program: Program; readonly programHash: string; readonly publicUrl: string; readonly log: Logger };

const pathOf = (url: string): string => new URL(url).pathname.replace(/\/+$/, '');

/** The playground's goods as its till shows them. */
const goodsFor = (program: Program, language: Language) =>
  goodsIn(program.shop.currency).map(({ sku, names, category, price }) => ({
    sku,
    name: names[language],
    category,
    price,
    picture: `/playground/page/goods/${sku}.svg`,
  }));

/** How long calls under way may take to end when we close. */
const DRAIN_MS = 2000;

const PLAYGROUND_NUMBER = '+79000000000';
/** A group: their numbers are below zero. */
const PLAYGROUND_MANAGER_CHAT = -7_000_000_002;

/** A second shop beside the live one: the same code, whose Telegram and SMS gateway are doubles in this process. */
async function openPlayground(
  config: Config,
  common: Common,
  database: Database,
): Promise<{ shop: Shop; playground: Playground; queue: Queue }> {
  const token = `7000000001:${randomBytes(24).toString('base64url')}`;
  const sms = { accountSid: `AC${randomBytes(16).toString('hex')}`, authToken: randomBytes(16).toString('hex') };
  const here = `http://${config.host.includes(':') ? `[${config.host}]` : config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${config.port}`;
  const tillKey = await secretOf(database.pool, 'till');
  const shop: Shop = await createShop({
    ...common,
    database,
    prefix: '/playground',
    playground: true,
    managerChatId: String(PLAYGROUND_MANAGER_CHAT),
    till: {
      keys: [{ name: 'playground', key: tillKey }],
      requestsPerMinute: config.tillRequestsPerMinute,
      goods: (language) => goodsFor(common.program, language),
    },
    telegram: { token, apiRoot: `${here}/playground/telegram` },
    sms: { gateway: 'twilio', ...sms, from: PLAYGROUND_NUMBER, apiRoot: `${here}/playground/sms` },
  });
  const queue = createQueue({
    joins: (phone, name) =>
      shop.hear({
        id: `playground:join:${phone.slice(1)}`,
        channel: 'sms',
        address: `sms:${phone}`,
        said: { kind: 'text', text: `JOIN ${name}` },
      }),
    till: async (method, path, body) => {
      const answer = await fetch(`${here}/playground/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${tillKey}`, 'idempotency-key': randomUUID(), 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    currency: common.program.shop.currency,
    tiers: common.program.tiers,
    language: common.program.shop.defaultLanguage,
    now: Date.now,
  });
  const playground = createPlayground({
    token,
    sms: { ...sms, shopNumber: PLAYGROUND_NUMBER },
    webhookUrl: `${config.publicUrl}/playground/webhooks/sms/twilio`,
    postTo: (publicUrl) => here + publicUrl.slice(config.publicUrl.length),
    shop: { name: common.program.shop.name, currency: common.program.shop.currency },
    till: { url: `${pathOf(config.publicUrl)}/playground/till`, key: tillKey, store: 'playground' },
    queue,
    manager: { chat: PLAYGROUND_MANAGER_CHAT, title: common.program.shop.name, language: common.program.shop.defaultLanguage },
    now: Date.now,
  });
  return { shop, playground, queue };
}

async function openData(pool: Database['pool'], token: string, now: number) {
  const memberId = await openDataLink(pool, token, now);
  return memberId === undefined ? undefined : collectData(pool, memberId);
}

async function findCard(shop: Shop, database: Database, token: string): Promise<{ number: string; name: string } | undefined> {
  const id = readCardToken(shop.key, token);
  const member = id === undefined ? null : await (await database.prisma()).member.findUnique({ where: { id } });
  return member === null || member.forgottenAt !== null || member.mergedInto !== null
    ? undefined
    : { number: member.card, name: member.name };
}

function addressesOf(config: Config): Business['addresses'] {
  const doors = [
    { name: 'Shop', url: config.publicUrl },
    ...(config.playground ? [{ name: 'Playground', url: `${config.publicUrl}/playground` }] : []),
    { name: 'Health', url: `${config.publicUrl}/healthz` },
  ];
  return doors;
}
