import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { type DescriptionReading, needsOf, presetNames, readDescription, readPreset } from './channels/sms/gateways/http/description.ts';
import type { GatewayName, GatewaySettings } from './channels/sms/gateways.ts';

/** What the operator has decided, checked. Every setting is described in `.env.example`. */
export type Config = {
  readonly port: number;
  readonly host: string;
  /** The address others reach us at, without a slash at the end. */
  readonly publicUrl: string;
  readonly databaseUrl?: string;
  readonly dataDir: string;
  readonly programFile: string;
  readonly telegram?: TelegramConfig;
  readonly sms?: SmsConfig;
  readonly tillKeys: readonly TillKey[];
  /** What one key may ask for in a minute. */
  readonly tillRequestsPerMinute: number;
  readonly managerChatId?: string;
  readonly trustedProxies: readonly string[];
  readonly playground: boolean;
  readonly logLevel: (typeof logLevels)[number];
};

/** Without a webhook's secret the bot asks Telegram for news itself. */
type TelegramConfig = { readonly token: string; readonly apiRoot: string; readonly webhookSecret?: string };

/** The gateway with its own settings, and from where its calls are taken: without a list, from anywhere. */
type SmsConfig = GatewaySettings & { readonly allowedAddresses?: readonly string[] };

type TillKey = { readonly name: string; readonly key: string };

export type Environment = Readonly<Record<string, string | undefined>>;

export type ConfigReading = { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly mistakes: readonly string[] };

const gateways = ['twilio', 'android', 'smsapi', 'smsc', 'http'] as const satisfies readonly GatewayName[];
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const loopback = ['127.0.0.1', '::1', 'localhost'];
const proxyGroups = ['loopback', 'linklocal', 'uniquelocal'];
const tillKeysAtMost = 1_000;

// What a message may repeat is decided per setting: never a key, a token or a password.
const text = (pattern: RegExp, expected: string) => z.string().regex(pattern, expected);
const oneOf = <const Names extends readonly string[]>(names: Names) =>
  z.enum(names, { error: ({ input }) => `has no "${input}"; there is: ${names.join(', ')}` });
const webAddress = z
  .string()
  .refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), 'must be an address that begins with http:// or https://')
  .transform((value) => value.replace(/\/+$/, ''));

const settings = z.object({
  PORT: text(/^\d{1,5}$/, 'must be a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a number from 0 to 65535')
    .prefault('3000'),
  HOST: z
    .string()
    .refine((host) => isIP(host) > 0 || /^[a-z0-9.-]+$/i.test(host), 'must be an IP address or the name of this machine')
    .default('127.0.0.1'),
  PUBLIC_URL: webAddress.refine((url) => !/[?#]/.test(url), 'must have no ? and no #').optional(),
  DATABASE_URL: text(
    /^(postgres|postgresql|socket):/,
    'must be a PostgreSQL address: postgresql://USER:PASSWORD@HOST:5432/DATABASE',
  ).optional(),
  DATA_DIR: z.string().default('./data'),
  PROGRAM: z.string().default('./program.yaml'),
  TELEGRAM_BOT_TOKEN: text(/^\d+:[\w-]+$/, 'must be a token as BotFather gives it: 123456:ABC…').optional(),
  TELEGRAM_API_ROOT: webAddress.prefault('https://api.telegram.org'),
  TELEGRAM_WEBHOOK_SECRET: text(/^[\w-]{16,256}$/, 'must be 16 to 256 of the characters A-Z, a-z, 0-9, _ and -').optional(),
  SMS_GATEWAY: oneOf(gateways).optional(),
  SMS_FROM: text(
    /^(\+\d{7,15}|\d{3,8}|[A-Za-z0-9 &+_-]{1,11}|MG\w+)$/,
    'must be a number as +79161234567, or a name of at most 11 letters',
  ).optional(),
  SMS_API_ROOT: webAddress.optional(),
  SMS_WEBHOOK_SECRET: text(/^[\w-]{22,100}$/, 'must be 22 to 100 of the characters A-Z, a-z, 0-9, _ and -').optional(),
  SMS_WEBHOOK_ADDRESSES: z.string().prefault('').transform(readAddresses),
  TWILIO_ACCOUNT_SID: text(/^AC\w+$/, 'must begin with AC').optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  ANDROID_SMS_LOGIN: z.string().optional(),
  ANDROID_SMS_PASSWORD: z.string().optional(),
  ANDROID_SMS_WEBHOOK_KEY: z.string().optional(),
  SMSAPI_TOKEN: z.string().optional(),
  SMSC_LOGIN: z.string().optional(),
  SMSC_PASSWORD: z.string().optional(),
  SMSC_SECRET: z.string().optional(),
  SMS_HTTP_PRESET: oneOf(presetNames).optional(),
  SMS_HTTP_CONFIG: z.string().optional(),
  SMS_HTTP_LOGIN: z.string().optional(),
  SMS_HTTP_PASSWORD: z.string().optional(),
  SMS_HTTP_SIGNING_KEY: z.string().optional(),
  TILL_API_KEYS: z.string().prefault('').transform(readTillKeys),
  TILL_REQUESTS_PER_MINUTE: text(/^[1-9]\d{0,6}$/, 'must be a number from 1')
    .transform(Number)
    .prefault('600'),
  MANAGER_CHAT_ID: text(/^-?\d+$/, 'must be the number of a chat').optional(),
  TRUSTED_PROXIES: z.string().prefault('').transform(readProxies),
  PLAYGROUND: oneOf(['on', 'off']).optional(),
  LOG_LEVEL: oneOf(logLevels).default('info'),
});

type Settings = z.infer<typeof settings>;

/** The names of all settings: the environment is read for nothing else. */
export const settingNames = Object.keys(settings.shape) as (keyof Settings)[];

/** Reads the settings, and tells all mistakes at once, each a sentence that begins with the setting's name. Empty means not set. */
export function readConfig(env: Environment): ConfigReading {
  const given = Object.fromEntries(settingNames.flatMap((name) => (env[name]?.trim() ? [[name, env[name].trim()]] : [])));
  const read = settings.safeParse(given);
  const mistakes = [...(read.error?.issues ?? []).map(({ path, message }) => `${String(path[0])} ${message}.`), ...conflicts(given)];
  return read.success && mistakes.length === 0 ? { ok: true, config: toConfig(read.data) } : { ok: false, mistakes };
}

/** The environment of this process and, where it says nothing, the file `.env` beside package.json. */
export function readEnvironment(file = fileURLToPath(new URL('../.env', import.meta.url))): Environment {
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...process.env } : process.env;
}

/** What is wrong between settings. Seen on what was given, so that it is told also when single settings are wrong. */
function conflicts(given: Environment): string[] {
  const mistakes: string[] = [];
  const needs = (name: string, because: string, others: readonly string[]) => {
    for (const other of others) if (given[other] && !given[name]) mistakes.push(`${name} is missing: ${because.replace('*', other)}.`);
  };
  needs('TELEGRAM_BOT_TOKEN', '* is set and means nothing without it', ['TELEGRAM_WEBHOOK_SECRET', 'MANAGER_CHAT_ID']);
  needs('SMS_GATEWAY', '* is set and means nothing without it', ['SMS_FROM', ...Object.values(gatewayNeeds).flat()]);
  const gateway = gateways.find((name) => name === given['SMS_GATEWAY']);
  if (gateway !== undefined)
    for (const name of ['SMS_FROM', ...gatewayNeeds[gateway]]) needs(name, `SMS_GATEWAY ${gateway} needs it`, ['SMS_GATEWAY']);
  if (gateway === 'http') mistakes.push(...mistakesInDescription(given));
  const host = given['HOST'] ?? '127.0.0.1';
  if (isPlaygroundByDefault(given) && !loopback.includes(host)) {
    mistakes.push(
      `PLAYGROUND would be on, and HOST ${host} opens it to others: set up Telegram or SMS, or set PLAYGROUND to off, or to on if that is meant.`,
    );
  }
  return mistakes;
}

/** What a gateway cannot do without. What `http` needs is in its description. */
const gatewayNeeds = {
  twilio: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
  android: ['ANDROID_SMS_LOGIN', 'ANDROID_SMS_PASSWORD'],
  smsapi: ['SMSAPI_TOKEN', 'SMS_WEBHOOK_SECRET'],
  smsc: ['SMSC_LOGIN', 'SMSC_PASSWORD', 'SMSC_SECRET'],
  http: [],
} as const satisfies Record<GatewayName, readonly (keyof Settings)[]>;

const httpSettings = {
  login: 'SMS_HTTP_LOGIN',
  password: 'SMS_HTTP_PASSWORD',
  signingKey: 'SMS_HTTP_SIGNING_KEY',
  pathSecret: 'SMS_WEBHOOK_SECRET',
  headerSecret: 'SMS_WEBHOOK_SECRET',
  apiRoot: 'SMS_API_ROOT',
} as const satisfies Record<ReturnType<typeof needsOf>[number], keyof Settings>;

function mistakesInDescription(given: Environment): string[] {
  const { SMS_HTTP_PRESET: preset, SMS_HTTP_CONFIG: file } = given;
  if (preset && file) return ['SMS_HTTP_CONFIG and SMS_HTTP_PRESET are both set: one of them describes the gateway.'];
  if (!preset && !file) return ['SMS_HTTP_PRESET is missing: SMS_GATEWAY http needs it, or a description of your own in SMS_HTTP_CONFIG.'];
  if (preset && !presetNames.includes(preset)) return []; // told where the setting is read
  const read = describedGateway(given);
  if (!read.ok) return read.mistakes.map((mistake) => `SMS_HTTP_CONFIG ${file}: ${mistake}.`);
  return needsOf(read.description)
    .filter((need) => !given[httpSettings[need]])
    .map((need) => `${httpSettings[need]} is missing: the gateway ${read.description.name} needs it.`);
}

type Described = { readonly SMS_HTTP_PRESET?: string | undefined; readonly SMS_HTTP_CONFIG?: string | undefined };

function describedGateway({ SMS_HTTP_PRESET: preset, SMS_HTTP_CONFIG: file }: Described): DescriptionReading {
  if (preset) return readPreset(preset);
  try {
    return readDescription(readFileSync(file ?? '', 'utf8'));
  } catch (error) {
    return { ok: false, mistakes: [`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`] };
  }
}

function isPlaygroundByDefault(given: Environment): boolean {
  return !given['PLAYGROUND'] && !given['TELEGRAM_BOT_TOKEN'] && !given['SMS_GATEWAY'];
}

function toConfig(set: Settings): Config {
  const telegram = toTelegram(set);
  const sms = toSms(set);
  return {
    port: set.PORT,
    host: set.HOST,
    publicUrl: set.PUBLIC_URL ?? `http://localhost:${set.PORT}`,
    ...(set.DATABASE_URL ? { databaseUrl: set.DATABASE_URL } : {}),
    dataDir: resolve(set.DATA_DIR),
    programFile: resolve(set.PROGRAM),
    ...(telegram ? { telegram } : {}),
    ...(sms ? { sms } : {}),
    tillKeys: set.TILL_API_KEYS,
    tillRequestsPerMinute: set.TILL_REQUESTS_PER_MINUTE,
    ...(set.MANAGER_CHAT_ID ? { managerChatId: set.MANAGER_CHAT_ID } : {}),
    trustedProxies: set.TRUSTED_PROXIES,
    playground: set.PLAYGROUND === undefined ? !telegram && !sms : set.PLAYGROUND === 'on',
    logLevel: set.LOG_LEVEL,
  };
}

function toTelegram(set: Settings): TelegramConfig | undefined {
  if (!set.TELEGRAM_BOT_TOKEN) return undefined;
  const webhook = set.TELEGRAM_WEBHOOK_SECRET ? { webhookSecret: set.TELEGRAM_WEBHOOK_SECRET } : {};
  return { token: set.TELEGRAM_BOT_TOKEN, apiRoot: set.TELEGRAM_API_ROOT, ...webhook };
}

function toSms(set: Settings): SmsConfig | undefined {
  const { SMS_GATEWAY: gateway, SMS_FROM: from, SMS_API_ROOT: apiRoot } = set;
  const own = gateway && from ? ownSettings[gateway](set, { from, ...(apiRoot ? { apiRoot } : {}) }) : undefined;
  const allowedAddresses = set.SMS_WEBHOOK_ADDRESSES;
  return own && { ...own, ...(allowedAddresses.length > 0 ? { allowedAddresses } : {}) };
}

type Common = { readonly from: string; readonly apiRoot?: string };

/** Nothing where something is missing, which `conflicts` has told. */
const ownSettings: { readonly [Name in GatewayName]: (set: Settings, common: Common) => GatewaySettings | undefined } = {
  twilio: ({ TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken }, common) =>
    accountSid && authToken ? { gateway: 'twilio', accountSid, authToken, ...common } : undefined,
  android: ({ ANDROID_SMS_LOGIN: login, ANDROID_SMS_PASSWORD: password, ANDROID_SMS_WEBHOOK_KEY: webhookKey }, common) =>
    login && password ? { gateway: 'android', login, password, webhookKey, ...common } : undefined,
  smsapi: ({ SMSAPI_TOKEN: token, SMS_WEBHOOK_SECRET: pathSecret }, common) =>
    token && pathSecret ? { gateway: 'smsapi', token, pathSecret, ...common } : undefined,
  smsc: ({ SMSC_LOGIN: login, SMSC_PASSWORD: password, SMSC_SECRET: secret }, common) =>
    login && password && secret ? { gateway: 'smsc', login, password, secret, ...common } : undefined,
  http: (set, common) => {
    const read = describedGateway(set);
    if (!read.ok) return undefined;
    const given = needsOf(read.description).map((need) => [need, set[httpSettings[need]]]);
    return { gateway: 'http', description: read.description, ...Object.fromEntries(given), ...common };
  },
};

function readTillKeys(written: string, context: z.RefinementCtx): TillKey[] {
  const keys = splitList(written).map((entry) => {
    const [, name = '', key = ''] = /^([\w.-]{1,40}):([\x21-\x7e]+)$/.exec(entry) ?? [];
    return { name, key };
  });
  const complain = (message: string) => context.addIssue({ code: 'custom', message });
  if (keys.some(({ name }) => name === '')) complain('must be a list of name:key,name:key, a name of letters, digits, . _ and -');
  else if (new Set(keys.map(({ name }) => name)).size < keys.length) complain('has the same name twice');
  else if (new Set(keys.map(({ key }) => key)).size < keys.length) complain('has the same key twice');
  if (keys.length > tillKeysAtMost) complain(`has more than ${tillKeysAtMost} keys`);
  return keys;
}

function readProxies(written: string, context: z.RefinementCtx): string[] {
  return readAddressList(written, context, (entry) => isRange(entry) || proxyGroups.includes(entry));
}

function readAddresses(written: string, context: z.RefinementCtx): string[] {
  return readAddressList(written, context, isRange);
}

function readAddressList(written: string, context: z.RefinementCtx, isRight: (entry: string) => boolean): string[] {
  const entries = splitList(written);
  const wrong = entries.find((entry) => !isRight(entry));
  if (wrong !== undefined)
    context.addIssue({ code: 'custom', message: `has "${wrong}", which is neither an IP address, nor a range as 10.0.0.0/8` });
  return entries;
}

function isRange(written: string): boolean {
  const [address = '', bits, ...rest] = written.split('/');
  const family = isIP(address);
  return family > 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)));
}

const splitList = (written: string): string[] =>
  written
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
