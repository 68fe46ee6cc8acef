import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { createGuesses } from './channels/guesses.ts';
import { createGateway } from './channels/sms/gateways.ts';
import { createInbox } from './channels/sms/inbox.ts';
import { createInboxPoller } from './channels/sms/polling.ts';
import { createSmsChannel } from './channels/sms/sms.ts';
import { botIdOf, createTelegramApi } from './channels/telegram/client.ts';
import type { Hearing } from './channels/telegram/hear.ts';
import { botAddress, introduceBot } from './channels/telegram/introduce.ts';
import type { Mounted } from './channels/telegram/mounted.ts';
import { createPoller } from './channels/telegram/polling.ts';
import { MOUNTED_PREFIX } from './channels/telegram/prefix.ts';
import { createTelegramChannel } from './channels/telegram/send.ts';
import { createReceiptLinks } from './channels/web/receipt-links.ts';
import type { Config } from './config.ts';
import { createConversation } from './conversation/conversation.ts';
import type { Incoming } from './conversation/incoming.ts';
import type { Keyword } from './conversation/keywords.ts';
import type { Database } from './database/database.ts';
import { secretOf } from './database/secret.ts';
import { createTurns, type Turns } from './database/turns.ts';
import type { Channel, ChannelName } from './delivery/channel.ts';
import { type Courier, type CourierDeps, createCourier } from './delivery/courier.ts';
import { type CastSaid, createCastDesk } from './greetings/broadcasts/desk.ts';
import { finishBroadcasts } from './greetings/broadcasts/steering.ts';
import type { Route } from './http/server.ts';
import { keepersOf } from './keepers.ts';
import { adoptProgram } from './purchases/programs.ts';
import type { Program } from './rules/program.ts';
import { jobsOf } from './schedule/jobs.ts';
import { createSchedule } from './schedule/schedule.ts';
import { copyKeeper, expireOne, greetAll, markUnreachable, mount, tellOfBudget } from './shop/deeds.ts';
import { doorsOf } from './shop/doors.ts';
import { sharedFacts, termsOf } from './shop/terms.ts';
import type { Desk } from './surveys/answering.ts';
import { type DeskSaid, deskTurn, reminderTurn } from './surveys/desk.ts';
import { casesDue } from './surveys/reminding.ts';
import { render } from './texts/render.ts';
import type { TillDeps } from './till/context.ts';

export type ShopDeps = {
  readonly database: Database;
  readonly program: Program;
  readonly programHash: string;
  readonly telegram?: NonNullable<Config['telegram']>;
  readonly sms?: NonNullable<Config['sms']>;
  readonly managerChatId?: string;
  /** The bot is somebody else's, who hears it and hands over what may be ours. */
  readonly mounted?: Mounting;
  readonly till?: Pick<TillDeps, 'keys' | 'requestsPerMinute' | 'goods'>;
  /** Whether this shop is played in a browser of this machine. */
  readonly playground?: boolean;
  readonly publicUrl: string;
  /** Where this shop's webhooks stand under the public address: "" or "/playground". */
  readonly prefix: string;
  readonly log: Logger;
  /** Where a copy of every day is kept; absent: nowhere. */
  readonly copiesIn?: string;
  readonly clock?: () => number;
};

/** `takes`: what the host leaves to us, by its keyword. `alone`: no other process hears this bot, so that what is open is known without asking. */
export type Mounting = { takes(keyword: Keyword): boolean; readonly alone: boolean };

/** One shop with its doors: everything between what is heard and what is sent, over one database. */
export type Shop = {
  readonly turns: ShopTurns;
  readonly courier: Courier;
  readonly routes: readonly Route[];
  /** The key of this shop's card pages. */
  readonly key: string;
  hear(incoming: Incoming): Promise<unknown>;
  /** What hears the updates of somebody else's bot, where the shop is mounted in one. */
  readonly mounted?: Mounted;
  /** What a start payload of ours begins with. */
  readonly startPrefix: string;
  /** Brings open cases that are due to the manager's mind. The schedule does it by itself. */
  remind(): Promise<void>;
  /** Greets whom the occasions of the program come to now. The schedule does it by itself. */
  greet(): Promise<void>;
  /** Where one writes to the bot, if Telegram tells in time. */
  telegramUrl(): Promise<string | undefined>;
  /** Begins to send, to poll and to keep the clock. */
  start(): void;
  /** Resolves when what was said is heard, and what is said of it is sent. */
  idle(): Promise<void>;
  /** Stops hearing, finishes what is under way, in this order. */
  stop(): Promise<void>;
};

/** Codes that are none, from one chat or phone in a day: enough for torn receipts and clumsy thumbs. */
const WRONG_RECEIPTS = { misses: 20, minutes: 24 * 60 };

type ShopKeepers = ReturnType<typeof keepersOf>;
export type ShopTurns = Turns<ShopKeepers>;

export async function createShop(deps: ShopDeps): Promise<Shop> {
  const { database, program, log, publicUrl, prefix, clock = Date.now } = deps;
  const key = await secretOf(database.pool, 'hashes');
  await adoptProgram(database.pool, program, deps.programHash, clock());
  const terms = termsOf(deps, key);
  const processId = randomUUID();
  const conversation = createConversation(terms);

  const api = deps.telegram === undefined ? undefined : createTelegramApi(deps.telegram);
  const gateway = deps.sms && createGateway(deps.sms, `${publicUrl}${prefix}/webhooks/sms/${deps.sms.gateway}`);
  const channels = new Map<ChannelName, Channel>();
  if (api !== undefined)
    channels.set('telegram', createTelegramChannel({ api, shopName: program.shop.name, mounted: deps.mounted !== undefined }));
  if (gateway !== undefined)
    channels.set('sms', createSmsChannel({ gateway, diacritics: program.sms.diacritics, maxSegments: program.sms.maxSegments }));

  const desk: Desk = { program, ...(terms.managerAddress === undefined ? {} : { managerAddress: terms.managerAddress }) };
  const renderFor: CourierDeps['render'] = (message, language, channel) =>
    render(message, language, channel, { shared: sharedFacts(terms, program, channel, language) });
  const courier = createCourier({
    pool: database.pool,
    processId,
    channels,
    render: renderFor,
    program,
    onUnreachable: (address, outboxId, triedAt) => markUnreachable(turns, address, outboxId, triedAt),
    onBudgetEnded: (budget) => tellOfBudget({ turns, pool: database.pool, desk, clock }, budget),
    log,
    clock,
  });
  const turns: ShopTurns = createTurns({
    pool: database.pool,
    clock,
    keepers: keepersOf({ key, clock, program, processId, hand: (mine, behind) => courier.hand(mine, behind) }),
  });
  let botUrl: string | undefined;
  const telegramUrl = async (): Promise<string | undefined> => {
    botUrl ??= api === undefined ? undefined : await botAddress(api);
    return botUrl;
  };
  const guesses = createGuesses(WRONG_RECEIPTS);
  const hear = async (incoming: Incoming): Promise<void> => {
    const heard = await turns.take(conversation.turnOf(incoming, await guesses.areTooMany(incoming.address)));
    if (!heard.ok) return;
    if (heard.answer !== null && 'missed' in heard.answer && !heard.repeated) await guesses.missed(incoming.address);
    const next = conversation.nextTurn(incoming, heard.answer);
    if (next !== undefined) await turns.take(next);
  };

  const remind = async (): Promise<void> => {
    if (desk.managerAddress === undefined) return;
    for (const { number, dueAt } of await casesDue(database.pool, clock())) await turns.take(reminderTurn(desk, number, dueAt));
  };
  const greet = () => greetAll(deps, turns, [...channels.keys()], clock);
  const jobs = jobsOf({
    pool: database.pool,
    greet,
    expire: (memberId, requestId) => expireOne(turns, memberId, requestId),
    remind,
    finishBroadcasts: (now) => finishBroadcasts(database.pool, now),
    ...(deps.copiesIn === undefined ? {} : { keepCopy: copyKeeper(deps, deps.copiesIn) }),
  });
  const schedule = createSchedule({ pool: database.pool, jobs, timeZone: program.shop.timeZone, clock, log });

  const castDesk = createCastDesk({ turns, pool: database.pool, desk, ways: { channels, render: renderFor }, clock });
  const hearDesk = (said: DeskSaid | CastSaid): Promise<unknown> => ('cast' in said ? castDesk(said) : turns.take(deskTurn(desk, said)));
  const atDesk = deps.managerChatId === undefined ? {} : { desk: { chat: deps.managerChatId, hear: hearDesk } };
  const hearing: Hearing | undefined = api && deps.telegram && { api, botId: botIdOf(deps.telegram.token), hear, ...atDesk };
  const webhookSecret = deps.telegram?.webhookSecret;
  const mounted = hearing && deps.mounted && (await mount(deps, deps.mounted, hearing));
  const hearsItself = hearing !== undefined && mounted === undefined;
  const poller = hearsItself && webhookSecret === undefined ? createPoller({ ...hearing, pool: database.pool, log }) : undefined;

  const inbox = createInbox({ pool: database.pool, hear, clock, log });
  const sms = gateway && { gateway, keep: inbox.keep };
  const inboxPoller =
    gateway?.inbox && createInboxPoller({ name: gateway.name, inbox: gateway.inbox, keep: inbox.keep, pool: database.pool, log, clock });
  const startPrefix = mounted === undefined ? '' : MOUNTED_PREFIX;
  const links = createReceiptLinks({
    publicUrl,
    prefix,
    playground: deps.playground ?? false,
    telegramUrl: () => botUrl,
    startPrefix,
    ...(deps.sms === undefined ? {} : { smsNumber: deps.sms.from }),
  });
  const routes = doorsOf(deps, {
    turns,
    terms,
    desk,
    links,
    key,
    clock,
    ...(hearing === undefined ? {} : { hearing }),
    ...(sms === undefined ? {} : { sms }),
  });

  return {
    turns,
    courier,
    routes,
    key,
    hear,
    greet,
    remind,
    telegramUrl,
    startPrefix,
    ...(mounted === undefined ? {} : { mounted }),
    start() {
      void telegramUrl();
      courier.start();
      schedule.start();
      if (hearsItself) {
        const webhook =
          webhookSecret === undefined ? {} : { webhook: { url: `${publicUrl}${prefix}/webhooks/telegram`, secret: webhookSecret } };
        introduceBot(hearing.api, { ...webhook, defaultLanguage: program.shop.defaultLanguage }).catch((error: unknown) =>
          log.warn(
            { reason: error instanceof Error ? error.message.slice(0, 200) : 'unknown' },
            'Telegram did not take our menu; the bot works without it',
          ),
        );
      }
      poller?.start();
      inboxPoller?.start();
      if (sms !== undefined) inbox.start();
    },
    async idle() {
      await inbox.idle();
      await turns.idle();
      await courier.idle();
    },
    async stop() {
      await Promise.all([poller?.stop(), inboxPoller?.stop()]);
      await inbox.stop();
      await schedule.stop();
      await turns.idle();
      await courier.stop();
    },
  };
}
