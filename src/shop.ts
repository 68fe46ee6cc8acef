import { createHmac, randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { keepCopy } from './backup/nightly.ts';
import { createGuesses } from './channels/guesses.ts';
import { createGateway } from './channels/sms/gateways.ts';
import { createInboxPoller } from './channels/sms/polling.ts';
import { createSmsChannel, handleSmsWebhook, webhookPaths } from './channels/sms/sms.ts';
import { botIdOf, createTelegramApi } from './channels/telegram/client.ts';
import { type Hearing, handleTelegramWebhook } from './channels/telegram/hear.ts';
import { botAddress, introduceBot } from './channels/telegram/introduce.ts';
import { createPoller } from './channels/telegram/polling.ts';
import { createTelegramChannel } from './channels/telegram/send.ts';
import { transliterate } from './channels/transliterate.ts';
import { createReceiptLinks, isReachable } from './channels/web/receipt-links.ts';
import { createReceiptQr } from './channels/web/receipt-qr.ts';
import { createSurvey } from './channels/web/survey/survey.ts';
import type { Config } from './config.ts';
import { createConversation } from './conversation/conversation.ts';
import type { Incoming } from './conversation/incoming.ts';
import type { Shop as ShopTerms } from './conversation/scene.ts';
import type { Database } from './database/database.ts';
import { secretOf } from './database/secret.ts';
import { createTurns, type TurnResult, type Turns } from './database/turns.ts';
import type { Channel, ChannelName } from './delivery/channel.ts';
import { type Courier, createCourier } from './delivery/courier.ts';
import { recordReport } from './delivery/reports.ts';
import type { Answer, Call, Route } from './http/server.ts';
import { keepersOf } from './keepers.ts';
import { expire } from './ledger/earning.ts';
import { cardToken } from './members/card-token.ts';
import { phoneHash } from './members/codes.ts';
import { adoptProgram } from './purchases/programs.ts';
import { localDate } from './rules/calendar.ts';
import { marketingByTelegram } from './rules/marketing.ts';
import type { Program } from './rules/program.ts';
import { jobsOf } from './schedule/jobs.ts';
import { createSchedule } from './schedule/schedule.ts';
import type { Desk } from './surveys/answering.ts';
import { findAsked } from './surveys/asking.ts';
import { type DeskSaid, deskTurn, reminderTurn } from './surveys/desk.ts';
import { moreTurn, ratingTurn } from './surveys/page-turns.ts';
import { casesDue } from './surveys/reminding.ts';
import { type Facts, type Language, type Message, say } from './texts/message.ts';
import { render } from './texts/render.ts';
import type { TillDeps } from './till/context.ts';
import { createTill } from './till/till.ts';

export type ShopDeps = {
  readonly database: Database;
  readonly program: Program;
  readonly programHash: string;
  readonly telegram?: NonNullable<Config['telegram']>;
  readonly sms?: NonNullable<Config['sms']>;
  readonly managerChatId?: string;
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

/** One shop with its doors: everything between what is heard and what is sent, over one database. */
export type Shop = {
  readonly turns: ShopTurns;
  readonly courier: Courier;
  readonly routes: readonly Route[];
  /** The key of this shop's card pages. */
  readonly key: string;
  hear(incoming: Incoming): Promise<unknown>;
  /** Brings open cases that are due to the manager's mind. The schedule does it by itself. */
  remind(): Promise<void>;
  /** Where one writes to the bot, if Telegram tells in time. */
  telegramUrl(): Promise<string | undefined>;
  /** Begins to send, to poll and to keep the clock. */
  start(): void;
  /** Stops hearing, finishes what is under way, in this order. */
  stop(): Promise<void>;
};

/** Ten a second: more than any counter needs, and too few to be a burden. */
const TILL_REQUESTS_A_MINUTE = 600;

/** Codes that are none, from one chat or phone in a day: enough for torn receipts and clumsy thumbs. */
const WRONG_RECEIPTS = { misses: 20, minutes: 24 * 60 };

type ShopKeepers = ReturnType<typeof keepersOf>;
type ShopTurns = Turns<ShopKeepers>;

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
  if (api !== undefined) channels.set('telegram', createTelegramChannel({ api, shopName: program.shop.name }));
  if (gateway !== undefined)
    channels.set('sms', createSmsChannel({ gateway, diacritics: program.sms.diacritics, maxSegments: program.sms.maxSegments }));

  const courier = createCourier({
    pool: database.pool,
    processId,
    channels,
    render: (message, language, channel) => render(message, language, channel, { shared: sharedFacts(terms, program, channel, language) }),
    policy: {
      marketing: marketingByTelegram(program, program.shop.country) ? ['telegram', 'sms'] : ['sms'],
      noticesBySms: program.messages.purchaseNoticeBySms,
    },
    onUnreachable: (address, outboxId) => markUnreachable(turns, address, outboxId),
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

  const desk: Desk = { program, ...(terms.managerAddress === undefined ? {} : { managerAddress: terms.managerAddress }) };
  const remind = async (): Promise<void> => {
    if (desk.managerAddress === undefined) return;
    for (const { number, dueAt } of await casesDue(database.pool, clock())) await turns.take(reminderTurn(desk, number, dueAt));
  };
  const jobs = jobsOf({
    pool: database.pool,
    expire: (memberId, requestId) => expireOne(turns, memberId, requestId),
    remind,
    ...(deps.copiesIn === undefined ? {} : { keepCopy: copyKeeper(deps, deps.copiesIn) }),
  });
  const schedule = createSchedule({ pool: database.pool, jobs, timeZone: program.shop.timeZone, clock, log });

  const atDesk =
    deps.managerChatId === undefined
      ? {}
      : { desk: { chat: deps.managerChatId, hear: (said: DeskSaid) => turns.take(deskTurn(desk, said)) } };
  const hearing: Hearing | undefined = api && deps.telegram && { api, botId: botIdOf(deps.telegram.token), hear, ...atDesk };
  const webhookSecret = deps.telegram?.webhookSecret;
  const poller = hearing !== undefined && webhookSecret === undefined ? createPoller({ ...hearing, pool: database.pool, log }) : undefined;

  const inboxPoller =
    gateway?.inbox && createInboxPoller({ name: gateway.name, inbox: gateway.inbox, hear, pool: database.pool, log, clock });
  const links = createReceiptLinks({
    publicUrl,
    prefix,
    playground: deps.playground ?? false,
    telegramUrl: () => botUrl,
    ...(deps.sms === undefined ? {} : { smsNumber: deps.sms.from }),
  });
  const routes: Route[] = [
    ...createTill({
      program,
      programHash: deps.programHash,
      turns,
      pool: database.pool,
      keys: [],
      requestsPerMinute: TILL_REQUESTS_A_MINUTE,
      ...deps.till,
      prefix,
      publicUrl,
      key,
      clock,
      ...links,
      termsUrl: terms.termsUrl,
      consentWording: (language, request) => ({ wording: terms.wordingOf(say('till-consent'), language, 'telegram'), language, request }),
      smsAvailable: gateway !== undefined,
    }),
    ...createReceiptQr({
      prefix,
      find: async (token) => (await findAsked(database.pool, token))?.purchase.invitation,
      receiptUrl: links.receiptUrl,
    }),
    ...createSurvey({
      program,
      prefix,
      key,
      clock,
      hashOf: (answerer) => answererHash(key, answerer),
      find: (token) => findAsked(database.pool, token),
      rate: async (sheet, rating) => answerOf(await turns.take(ratingTurn(desk, sheet, rating))),
      add: async (sheet, more, digest) => answerOf(await turns.take(moreTurn(desk, sheet, more, digest))),
      joinWays: links.joinWays,
    }),
  ];
  if (hearing !== undefined && webhookSecret !== undefined)
    routes.push({ method: 'POST', path: `${prefix}/webhooks/telegram`, handle: handleTelegramWebhook(hearing, webhookSecret) });
  if (gateway !== undefined) {
    const handle: (call: Call) => Promise<Answer> = handleSmsWebhook({
      gateway,
      hear,
      report: (report) => onReport(database, hear, report),
      allowedAddresses: deps.sms?.allowedAddresses,
      now: clock,
    });
    for (const { method, path } of webhookPaths(gateway)) routes.push({ method, path: `${prefix}${path}`, handle });
  }

  return {
    turns,
    courier,
    routes,
    key,
    hear,
    remind,
    telegramUrl,
    start() {
      void telegramUrl();
      courier.start();
      schedule.start();
      if (api !== undefined) {
        const webhook =
          webhookSecret === undefined ? {} : { webhook: { url: `${publicUrl}${prefix}/webhooks/telegram`, secret: webhookSecret } };
        introduceBot(api, { ...webhook, defaultLanguage: program.shop.defaultLanguage }).catch((error: unknown) =>
          log.warn(
            { reason: error instanceof Error ? error.message.slice(0, 200) : 'unknown' },
            'Telegram did not take our menu; the bot works without it',
          ),
        );
      }
      poller?.start();
      inboxPoller?.start();
    },
    async stop() {
      await Promise.all([poller?.stop(), inboxPoller?.stop()]);
      await schedule.stop();
      await turns.idle();
      await courier.stop();
    },
  };
}

function termsOf(deps: ShopDeps, key: string): ShopTerms {
  const { program } = deps;
  const terms: ShopTerms = {
    program,
    programHash: deps.programHash,
    smsAvailable: deps.sms !== undefined,
    termsUrl: program.shop.termsUrl ?? `${deps.publicUrl}/terms`,
    facts: { contact: program.shop.contact },
    wordingOf: (message: Message, language, channel) =>
      render(message, language, channel, { shared: sharedFacts(terms, program, channel, language) }).text,
    phoneHash: (phone) => phoneHash(key, phone),
    answererHash: (address) => answererHash(key, address),
    ...(deps.managerChatId === undefined || deps.telegram === undefined ? {} : { managerAddress: `telegram:${deps.managerChatId}` }),
    dataUrl: (token) => (isReachable(deps.publicUrl, deps.playground ?? false) ? `${deps.publicUrl}/d/${token}` : undefined),
    cardUrl: (member) => `${deps.publicUrl}/c/${cardToken(key, member.id)}`,
  };
  return terms;
}

/** Who answered about a receipt, as answers keep it: a chat, a phone, a browser. */
const answererHash = (key: string, answerer: string): string => createHmac('sha256', key).update(`answer ${answerer}`).digest('base64url');

const answerOf = <Answer>(taken: TurnResult<Answer>): Answer | undefined => (taken.ok ? taken.answer : undefined);

/** What any text may mention. By SMS the shop's name is short, because every letter costs, and Latin where one Cyrillic letter would double the price. */
const sharedFacts = (terms: ShopTerms, program: Program, channel: ChannelName, language: Language): Facts => ({
  ...terms.facts,
  shop: channel !== 'sms' ? program.shop.name : language === 'ru' ? program.shop.smsName : transliterate(program.shop.smsName),
  terms: terms.termsUrl,
});

async function markUnreachable(turns: ShopTurns, address: string, outboxId: number): Promise<void> {
  await turns.take({
    requestId: `unreachable:${outboxId}`,
    content: address,
    names: { address: [address] },
    decide: ({ members }, now) => {
      const identity = members.identity(address);
      if (identity === undefined || identity.unreachableSince !== undefined) return { answer: null };
      return { answer: null, writes: { members: [{ kind: 'identity', identity: { ...identity, unreachableSince: now } }] } };
    },
  });
}

const copyKeeper =
  ({ database: { pool }, program }: ShopDeps, folder: string) =>
  (now: number, stopping: AbortSignal): Promise<void> =>
    keepCopy({ pool, folder, day: localDate(program, now), now, stopping });

const expireOne = (turns: ShopTurns, memberId: string, requestId: string): Promise<unknown> =>
  turns.take({
    requestId,
    content: memberId,
    names: { member: [memberId] },
    deep: true,
    decide: ({ ledger }, now) => {
      const book = ledger.books.get(memberId);
      return book === undefined ? { answer: null } : { answer: null, writes: { ledger: [expire(book, now)] } };
    },
  });

type SmsReport = {
  readonly reference: string;
  readonly state: 'sent' | 'delivered' | 'undelivered' | 'failed';
  readonly optedOut: boolean;
};

/** A report that its recipient has told the carrier to stop is a STOP, as if they had told us. */
async function onReport(database: Database, hear: (incoming: Incoming) => Promise<unknown>, report: SmsReport): Promise<void> {
  const address = await recordReport(database.pool, { channel: 'sms', reference: report.reference, state: report.state });
  if (!report.optedOut || address === undefined) return;
  await hear({ id: `report:${report.reference}`, channel: 'sms', address, said: { kind: 'opt-out', stopped: true } });
}
