import { badRequest, done, type Result } from './answers.ts';
import { jsonField, textField } from './fields.ts';
import type { BotApiEvent, Command, Fields, Method, User } from './objects.ts';

/** core.telegram.org/bots/api#setmycommands, #setmyname, #setmydescription, #setmyshortdescription. */
const commandsMax = 100;
const commandCharactersMax = 32;
const commandDescriptionCharactersMax = 256;
const charactersMax = { name: 64, description: 512, short_description: 120 } as const;

type Wording = keyof typeof charactersMax;

export type Profile = ReturnType<typeof createProfile>;

/** The bot's commands, name and descriptions, each per language, the empty one standing for all the others. */
export function createProfile({ bot, tell }: { bot: User; tell: (event: BotApiEvent) => void }) {
  const commands = new Map<string, readonly Command[]>();
  const wordings = new Map<string, string>();

  const wording = (what: Wording, language: string): string => wordings.get(`${what}:${language}`) ?? wordings.get(`${what}:`) ?? '';

  return {
    setCommands(scope: string, language: string, list: readonly Command[]): void {
      if (list.length === 0) commands.delete(`${scope}:${language}`);
      else commands.set(`${scope}:${language}`, list);
      tell({ kind: 'profile' });
    },
    listCommands: (scope: string, language: string): readonly Command[] => commands.get(`${scope}:${language}`) ?? [],
    commands(chat: number, languageCode = ''): readonly Command[] {
      const language = languageCode.slice(0, 2);
      const keys = [`chat/${chat}`, 'all_private_chats', 'default'].flatMap((scope) => [`${scope}:${language}`, `${scope}:`]);
      return keys.map((key) => commands.get(key)).find((list) => list !== undefined) ?? [];
    },
    setWording(what: Wording, language: string, text: string): void {
      wordings.set(`${what}:${language}`, text);
      tell({ kind: 'profile' });
    },
    wording,
    describe(languageCode = '') {
      const language = languageCode.slice(0, 2);
      const name = wording('name', language) || bot.first_name;
      return { name, description: wording('description', language), shortDescription: wording('short_description', language) };
    },
  };
}

export function profileMethods({ bot, profile }: { bot: User; profile: Profile }): Readonly<Record<string, Method>> {
  return {
    getMe: () => done({ ...bot, ...abilities }),
    setMyCommands: ({ fields }) => setCommands(profile, fields),
    deleteMyCommands: ({ fields }) => setCommands(profile, { ...fields, commands: [] }),
    getMyCommands: ({ fields }) => done(profile.listCommands(scopeOf(fields), textField(fields, 'language_code'))),
    setChatMenuButton: () => done(true),
    ...wordingMethods(profile, 'name', 'MyName', bot.first_name),
    ...wordingMethods(profile, 'description', 'MyDescription'),
    ...wordingMethods(profile, 'short_description', 'MyShortDescription'),
  };
}

const abilities = {
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
  supports_join_request_queries: false,
};

function setCommands(profile: Profile, fields: Fields): Result {
  const language = textField(fields, 'language_code');
  if (language !== '' && !/^[a-z]{2}$/u.test(language)) return badRequest('invalid language code specified');
  const given = jsonField(fields, 'commands');
  if (!Array.isArray(given)) return badRequest("can't parse commands JSON object");
  if (given.length > commandsMax) return badRequest('BOT_COMMANDS_TOO_MUCH');
  const commands = given.map((entry) => ({
    command: String(entry?.command ?? '').replace(/^\//u, ''),
    description: String(entry?.description ?? '').trim(),
  }));
  const error = commands.map(commandError).find((found) => found !== undefined);
  if (error) return badRequest(error);
  profile.setCommands(scopeOf(fields), language, commands);
  return done(true);
}

function commandError({ command, description }: Command): string | undefined {
  if (command === '') return 'command must be non-empty';
  if ([...command].length > commandCharactersMax) return `command length must not exceed ${commandCharactersMax}`;
  if (description === '') return 'command description must be non-empty';
  if ([...description].length > commandDescriptionCharactersMax)
    return `command description length must not exceed ${commandDescriptionCharactersMax}`;
  return /^[a-z0-9_]+$/u.test(command) ? undefined : 'BOT_COMMAND_INVALID';
}

function scopeOf(fields: Fields): string {
  const scope = jsonField(fields, 'scope');
  if (typeof scope !== 'object' || scope === null || !('type' in scope)) return 'default';
  return scope.type === 'chat' && 'chat_id' in scope ? `chat/${scope.chat_id}` : String(scope.type);
}

function wordingMethods(profile: Profile, what: Wording, suffix: string, fallback = ''): Readonly<Record<string, Method>> {
  return {
    [`set${suffix}`]: ({ fields }) => {
      const text = textField(fields, what);
      if ([...text].length > charactersMax[what]) return badRequest(`bot ${what.replace('_', ' ')} is too long`);
      profile.setWording(what, textField(fields, 'language_code'), text);
      return done(true);
    },
    [`get${suffix}`]: ({ fields }) => done({ [what]: profile.wording(what, textField(fields, 'language_code')) || fallback }),
  };
}
