import { type Language, languages } from '../texts/message.ts';
import type { BotApiEvent } from './bot-api/objects.ts';
import type { BotApi } from './bot-api.ts';
import type { Manager } from './manager.ts';
import type { People, PlaygroundPerson } from './people.ts';
import type { Queue } from './queue.ts';
import { answerJson, type PlaygroundStream } from './routes.ts';
import type { Sms, SmsGateway } from './sms-gateway.ts';

const heartbeatMs = 20_000;
const reconnectMs = 1000;
const streamsMax = 500;

type Deps = {
  readonly botApi: BotApi;
  readonly smsGateway: SmsGateway;
  readonly people: People;
  readonly manager: Manager;
  readonly shop: { readonly name: string; readonly currency: string; readonly smsNumber: string };
  /** Where the till stands, and the key that opens it. */
  readonly till: { readonly url: string; readonly key: string; readonly store: string };
  readonly queue: Pick<Queue, 'shoppersIn'>;
};

type LiveEvent =
  | { readonly kind: 'everything'; readonly everything: object }
  | { readonly kind: 'profile'; readonly bot: object }
  | { readonly kind: 'telegram' | 'manager'; readonly event: BotApiEvent }
  | { readonly kind: 'sms'; readonly sms: Sms }
  /** What somebody in the queue reads on their own phone. */
  | { readonly kind: 'queue'; readonly phone: string; readonly body: string };

/** What a browser sees of its two phones and of the manager's: first everything, then each thing as it happens. A reconnection starts anew. */
export function createLive(deps: Deps): { readonly stream: PlaygroundStream; close(): void } {
  const closing = new AbortController();
  let open = 0;

  const stream: PlaygroundStream = {
    path: '/playground/live',
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    open(call) {
      const query = new URL(call.publicUrl).searchParams;
      const person = deps.people.find(
        query.get('shopper') ?? '',
        languages.find((language) => language === query.get('language')),
      );
      if (!person || open >= streamsMax) return answerJson(429, { refusal: 'too-many-shoppers' });
      return { start: (write, closed) => start(person, write, AbortSignal.any([closed, closing.signal])) };
    },
  };

  function start(person: PlaygroundPerson, write: (chunk: string) => void, ended: AbortSignal): void {
    if (ended.aborted) return;
    open += 1;
    write(`retry: ${reconnectMs}\n\n`);
    const stop = follow(deps, person, (event) => write(`data: ${JSON.stringify(event)}\n\n`));
    const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs);
    const end = () => {
      open -= 1;
      clearInterval(heartbeat);
      stop();
    };
    ended.addEventListener('abort', end, { once: true });
  }

  return { stream, close: () => closing.abort() };
}

function follow(deps: Deps, person: PlaygroundPerson, tell: (event: LiveEvent) => void): () => void {
  tell({ kind: 'everything', everything: everythingOf(deps, person) });
  const leaveTelegram = deps.botApi.listen((event) => {
    if (event.kind === 'profile') tell({ kind: 'profile', bot: botOf(deps.botApi, person) });
    else if (event.chat === person.shopper.id) tell({ kind: 'telegram', event });
    else if (event.chat === deps.manager.chat) tell({ kind: 'manager', event });
  });
  const waiting = new Set(deps.queue.shoppersIn('en').map(({ phone }) => phone));
  const leaveSms = deps.smsGateway.listen((sms) => {
    if (sms.phone === person.phone.number) tell({ kind: 'sms', sms });
    else if (!sms.own && waiting.has(sms.phone)) tell({ kind: 'queue', phone: sms.phone, body: sms.body });
  });
  return () => {
    leaveTelegram();
    leaveSms();
  };
}

const everythingOf = ({ botApi, shop, till, queue, manager }: Deps, person: PlaygroundPerson) => ({
  shop,
  till,
  queue: Object.fromEntries(languages.map((language) => [language, queue.shoppersIn(language)])),
  bot: botOf(botApi, person),
  phone: person.phone.number,
  blocked: person.shopper.isBlocked(),
  chat: person.shopper.messages(),
  texts: person.phone.messages(),
  desk: manager.messages(),
});

function botOf(botApi: BotApi, { shopper }: PlaygroundPerson) {
  const language: Language | string = shopper.languageCode() ?? '';
  return { ...botApi.profile(language), username: botApi.bot.username, commands: botApi.commands(shopper.id, language), language };
}
