import type { Gateway } from '../channels/sms/gateway.ts';
import { handleSmsWebhook, webhookPaths } from '../channels/sms/sms.ts';
import { type Hearing, handleTelegramWebhook } from '../channels/telegram/hear.ts';
import type { ReceiptLinks } from '../channels/web/receipt-links.ts';
import { createReceiptQr } from '../channels/web/receipt-qr.ts';
import { createSurvey } from '../channels/web/survey/survey.ts';
import type { Incoming } from '../conversation/incoming.ts';
import type { Shop as ShopTerms } from '../conversation/scene.ts';
import type { TurnResult } from '../database/turns.ts';
import type { Answer, Call, Route } from '../http/server.ts';
import type { ShopDeps, ShopTurns } from '../shop.ts';
import type { Desk } from '../surveys/answering.ts';
import { createFindAsked } from '../surveys/asking.ts';
import { moreTurn, ratingTurn } from '../surveys/page-turns.ts';
import { say } from '../texts/message.ts';
import { createTill } from '../till/till.ts';
import { onReport } from './deeds.ts';
import { answererHash } from './terms.ts';

type Inside = {
  readonly turns: ShopTurns;
  readonly terms: ShopTerms;
  readonly desk: Desk;
  readonly links: ReceiptLinks;
  readonly key: string;
  readonly clock: () => number;
  readonly hearing?: Hearing;
  readonly sms?: { readonly gateway: Gateway; readonly keep: (incoming: Incoming) => Promise<void> };
};

/** Ten a second: more than any counter needs, and too few to be a burden. */
const TILL_REQUESTS_A_MINUTE = 600;

/** Every door of one shop that stands on the server: the till, receipts and their survey, webhooks. */
export function doorsOf(deps: ShopDeps, inside: Inside): Route[] {
  const { database, program, publicUrl, prefix } = deps;
  const { turns, terms, desk, links, key, clock, hearing, sms } = inside;
  const webhookSecret = deps.telegram?.webhookSecret;
  const findAsked = createFindAsked(database.pool);
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
      smsAvailable: sms !== undefined,
    }),
    ...createReceiptQr({
      prefix,
      find: async (token) => (await findAsked(token))?.purchase.invitation,
      receiptUrl: links.receiptUrl,
    }),
    ...createSurvey({
      program,
      prefix,
      key,
      clock,
      hashOf: (answerer) => answererHash(key, answerer),
      find: findAsked,
      rate: async (sheet, rating) => answerOf(await turns.take(ratingTurn(desk, sheet, rating))),
      add: async (sheet, more, digest) => answerOf(await turns.take(moreTurn(desk, sheet, more, digest))),
      joinWays: links.joinWays,
    }),
  ];
  if (hearing !== undefined && webhookSecret !== undefined)
    routes.push({ method: 'POST', path: `${prefix}/webhooks/telegram`, handle: handleTelegramWebhook(hearing, webhookSecret) });
  if (sms !== undefined) {
    const handle: (call: Call) => Promise<Answer> = handleSmsWebhook({
      ...sms,
      report: (report) => onReport(database, sms.keep, report),
      allowedAddresses: deps.sms?.allowedAddresses,
      now: clock,
    });
    for (const { method, path } of webhookPaths(sms.gateway)) routes.push({ method, path: `${prefix}${path}`, handle });
  }
  return routes;
}

const answerOf = <Answer>(taken: TurnResult<Answer>): Answer | undefined => (taken.ok ? taken.answer : undefined);
