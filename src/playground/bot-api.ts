import { answerOf, type BotApiAnswer, notFound, serverError, tooManyRequests } from './bot-api/answers.ts';
import { createChats } from './bot-api/chats.ts';
import { createGroups, type Group } from './bot-api/groups.ts';
import { messageMethods } from './bot-api/messages.ts';
import type { BotApiEvent, Command, Method, Photo, Shown, User } from './bot-api/objects.ts';
import { createPace, type PaceLimits } from './bot-api/pace.ts';
import { createPictures } from './bot-api/pictures.ts';
import { createProfile, profileMethods } from './bot-api/profile.ts';
import { createShoppers, type Person, type Shopper } from './bot-api/shopper.ts';
import { createUpdates, updateMethods, type WebhookPost } from './bot-api/updates.ts';
import { createFaults, type Faults } from './faults.ts';

export type { Shopper } from './bot-api/shopper.ts';

/** One call of a bot: the method's name, its fields (JSON or form fields), and files by the name of their form part. */
type BotApiCall = {
  readonly method: string;
  readonly body: unknown;
  readonly files?: Readonly<Record<string, Buffer>>;
  /** Ends a wait (long polling, a hang) when the caller is gone. */
  readonly signal?: AbortSignal;
};

export type BotApi = {
  readonly token: string;
  readonly bot: User;
  /** Answers as api.telegram.org would. Throws `ConnectionDropped` for that fault: whoever mounts this cuts the connection. */
  handle(call: BotApiCall): Promise<BotApiAnswer>;
  /** The person with this id, made on first sight. A bot cannot write to them before they have written or pressed Start. */
  user(person: Person): Shopper;
  /** A group chat, to which somebody may add the bot. */
  group(group: { readonly id: number; readonly title: string }): Group;
  /** Everything ever shown in a chat that is still there, oldest first. */
  messages(chat: number): readonly Shown[];
  /** The commands a person would be offered: their chat's, then all private chats', then everybody's; their language first. */
  commands(chat: number, languageCode?: string): readonly Command[];
  /** The bot's name and descriptions as a person of that language sees them. */
  profile(languageCode?: string): { readonly name: string; readonly description: string; readonly shortDescription: string };
  photo(fileId: string): Photo | undefined;
  listen(listener: (event: BotApiEvent) => void): () => void;
  /** Troubles that the next calls meet. */
  readonly faults: Faults;
  /** Ends every wait: long polls get an empty answer, hanging calls a dropped connection. */
  close(): void;
};

export type BotApiOptions = {
  readonly token: string;
  readonly now: () => number;
  readonly username?: string;
  readonly firstName?: string;
  readonly limits?: PaceLimits;
  /** Update ids are sequential from here. Default: the clock's seconds, so that a restart does not repeat the ids of the last run. */
  readonly firstUpdateId?: number;
  /** How a webhook is called; default `fetch`. */
  readonly post?: WebhookPost;
};

/** A double of the Telegram Bot API in this process: it keeps chats in memory and refuses what Telegram refuses, in Telegram's words. */
export function createBotApi(options: BotApiOptions): BotApi {
  const { token, now } = options;
  const listeners = new Set<(event: BotApiEvent) => void>();
  const tell = (event: BotApiEvent) => {
    for (const listener of [...listeners]) listener(event);
  };

  const bot = botUser(options);
  const pictures = createPictures();
  const chats = createChats({ bot, now, tell });
  const updates = createUpdates({ now, firstUpdateId: options.firstUpdateId ?? Math.floor(now() / 1000), post: options.post ?? fetch });
  const profile = createProfile({ bot, tell });
  const pace = createPace({ now, ...(options.limits && { limits: options.limits }) });
  const faults = createFaults();
  const shoppers = createShoppers({ bot, chats, pictures, updates, now, tell });
  const groups = createGroups({ bot, chats, shoppers, updates, now });

  const methods = new Map<string, Method>();
  const rooms = [
    profileMethods({ bot, profile }),
    updateMethods(updates),
    messageMethods({ bot, chats, pictures, shoppers, pace, now, tell }),
  ];
  for (const room of rooms) for (const [name, method] of Object.entries(room)) methods.set(name.toLowerCase(), method);
  updates.onReply((call) => void handle({ method: String(call['method']), body: call }).catch(() => {}));

  async function handle(call: BotApiCall): Promise<BotApiAnswer> {
    const method = methods.get(call.method.toLowerCase());
    if (!method) return answerOf(notFound);
    const run = async () => answerOf(await method({ fields: fieldsOf(call.body), files: call.files ?? {}, signal: call.signal }));
    return faults.meet(call.method, run, {
      tooMany: (seconds) => answerOf(tooManyRequests(seconds)),
      broken: () => answerOf(serverError),
      ...(call.signal && { signal: call.signal }),
    });
  }

  return {
    token,
    bot,
    handle,
    user: shoppers.user,
    group: groups.group,
    messages: chats.shown,
    commands: profile.commands,
    profile: profile.describe,
    photo: pictures.find,
    faults,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      updates.close();
      faults.close();
    },
  };
}

function botUser({ token, username, firstName }: BotApiOptions): User {
  const id = Number(token.split(':')[0]);
  if (!Number.isSafeInteger(id)) throw new Error('A bot token starts with the bot’s number and a colon');
  return { id, is_bot: true, first_name: firstName ?? 'Kopilka', username: username ?? 'kopilka_bot' };
}

const fieldsOf = (body: unknown): Record<string, unknown> =>
  typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
