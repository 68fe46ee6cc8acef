import type { Language } from '../texts/message.ts';
import { createActions } from './actions.ts';
import { readAssets } from './assets.ts';
import { answerBotCall } from './bot-api/http.ts';
import { type BotApi, createBotApi } from './bot-api.ts';
import { ConnectionDropped } from './faults.ts';
import { createLive } from './live.ts';
import { createManager } from './manager.ts';
import { createPeople } from './people.ts';
import type { Queue } from './queue.ts';
import { answerJson, type PlaygroundAnswer, type PlaygroundCall, type PlaygroundRoute, type PlaygroundStream, pathOf } from './routes.ts';
import { createSmsGateway, type SmsGateway } from './sms-gateway.ts';

export type { PlaygroundAnswer, PlaygroundCall } from './routes.ts';

export type PlaygroundOptions = {
  /** The bot's token, any that looks like one: `7000000001:random`. Telegram's double accepts only this. */
  readonly token: string;
  /** The account at the SMS gateway's double: the shop is configured for Twilio with the same three values. */
  readonly sms: { readonly accountSid: string; readonly authToken: string; readonly shopNumber: string };
  /** The shop's public address for incoming texts, `PUBLIC_URL/webhooks/sms/twilio`: signed over, and called by real HTTP. */
  readonly webhookUrl: string;
  /** Where a public address of the shop is reached from inside this process; unset: as it is. */
  readonly postTo?: (publicUrl: string) => string;
  readonly shop: { readonly name: string; readonly currency: string };
  /** The till of this shop, and who stands in front of it. */
  readonly till: { readonly url: string; readonly key: string; readonly store: string };
  readonly queue: Pick<Queue, 'shoppersIn'>;
  /** The group in which the shop hears of unhappy shoppers: the shop is configured with its number. */
  readonly manager: { readonly chat: number; readonly title: string; readonly language: Language };
  readonly now: () => number;
};

/**
 * Two shoppers' phones, the manager's, and a counter in the browser, and behind them doubles of Telegram and of an SMS gateway.
 *
 * Mount `routes` and `streams` as they are; a path that ends in `*` takes all below it. Bodies are handed over as raw bytes, of any content type
 * and up to 12 MB under `telegram/`. Point the bot at `telegramRoot` and the SMS gateway's client at `smsRoot`, both below the server's own address.
 */
export type Playground = {
  readonly routes: readonly PlaygroundRoute[];
  readonly streams: readonly PlaygroundStream[];
  readonly telegramRoot: '/playground/telegram';
  readonly smsRoot: '/playground/sms';
  readonly botApi: BotApi;
  readonly smsGateway: SmsGateway;
  /** Ends streams, long polls and reports under way. */
  close(): void;
};

export function createPlayground({ token, sms, webhookUrl, postTo, shop, till, queue, now, ...options }: PlaygroundOptions): Playground {
  const botApi = createBotApi({ token, now, firstName: shop.name });
  const smsGateway = createSmsGateway({ ...sms, webhookUrl, now, ...(postTo && { postTo }) });
  const people = createPeople({ botApi, smsGateway });
  const manager = createManager(botApi, options.manager);
  const live = createLive({ botApi, smsGateway, people, manager, shop: { ...shop, smsNumber: sms.shopNumber }, till, queue });
  const act = createActions({ people, manager });

  return {
    routes: [
      ...readAssets(),
      { method: 'GET', path: '/playground/photo/*', handle: async (call) => photoAnswer(botApi, call) },
      { method: 'POST', path: '/playground/act', handle: act },
      { method: 'GET', path: '/playground/telegram/*', handle: (call) => telegram(botApi, call) },
      { method: 'POST', path: '/playground/telegram/*', handle: (call) => telegram(botApi, call) },
      {
        method: 'POST',
        path: '/playground/sms/*',
        handle: (call) => dropsAsError(smsGateway.handle({ ...call, method: 'POST', path: pathOf(call, smsRoot) })),
      },
    ],
    streams: [live.stream],
    telegramRoot,
    smsRoot,
    botApi,
    smsGateway,
    close() {
      live.close();
      botApi.close();
      smsGateway.close();
    },
  };
}

const telegramRoot = '/playground/telegram';
const smsRoot = '/playground/sms';

function telegram(botApi: BotApi, call: PlaygroundCall): Promise<PlaygroundAnswer> {
  const contentType = String(call.headers['content-type'] ?? '');
  const { rawBody, signal } = call;
  return dropsAsError(answerBotCall(botApi, { path: pathOf(call, telegramRoot), rawBody, contentType, ...(signal && { signal }) }));
}

/** An answer cannot cut its own connection: the nearest thing is an error that no client takes for an answer. */
async function dropsAsError(answer: Promise<PlaygroundAnswer>): Promise<PlaygroundAnswer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ConnectionDropped) return { status: 502, contentType: 'text/plain', body: '' };
    throw error;
  }
}

function photoAnswer(botApi: BotApi, call: PlaygroundCall): PlaygroundAnswer {
  const photo = botApi.photo(pathOf(call, '/playground/photo/'));
  if (!photo) return answerJson(404, { refusal: 'not-found' });
  const headers = { 'cache-control': 'private, max-age=86400', 'x-content-type-options': 'nosniff' };
  return { status: 200, contentType: photo.contentType, body: photo.bytes, headers };
}
