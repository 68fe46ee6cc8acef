import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Config, type Environment, readConfig, readEnvironment, settingNames } from '../src/config.ts';

const twilio = { SMS_GATEWAY: 'twilio', SMS_FROM: '+48221112233', TWILIO_ACCOUNT_SID: 'AC0123', TWILIO_AUTH_TOKEN: 'hush' };

function accepted(env: Environment): Config {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.mistakes.join('\n'));
  return read.config;
}

function mistakesOf(env: Environment): readonly string[] {
  const read = readConfig(env);
  return read.ok ? [] : read.mistakes;
}

test('with nothing set the program runs on this machine alone, with a playground', () => {
  expect(accepted({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:3000',
    dataDir: resolve('data'),
    programFile: resolve('program.yaml'),
    tillKeys: [],
    tillRequestsPerMinute: 600,
    trustedProxies: [],
    playground: true,
    logLevel: 'info',
  });
});

test('what is empty is not set', () => {
  expect(accepted(Object.fromEntries(settingNames.map((name) => [name, ' '])))).toEqual(accepted({}));
});

test('everything that can be set is read', () => {
  const config = accepted({
    ...twilio,
    PORT: '8080',
    HOST: '0.0.0.0',
    PUBLIC_URL: 'https://bonus.example.com/',
    DATABASE_URL: 'postgresql://kopilka:secret@db/kopilka',
    DATA_DIR: '/srv/data',
    PROGRAM: '/srv/program.yaml',
    TELEGRAM_BOT_TOKEN: '42:token',
    TELEGRAM_API_ROOT: 'http://localhost:8081',
    TELEGRAM_WEBHOOK_SECRET: 'a_secret-of-16-ok',
    SMS_API_ROOT: 'http://localhost:8082/',
    TILL_API_KEYS: 'pavilion-1:abc, pavilion-2:de:f',
    TILL_REQUESTS_PER_MINUTE: '90',
    MANAGER_CHAT_ID: '-100123',
    TRUSTED_PROXIES: '10.0.0.0/8, ::1, loopback',
    LOG_LEVEL: 'warn',
  });
  expect(config).toEqual({
    port: 8080,
    host: '0.0.0.0',
    publicUrl: 'https://bonus.example.com',
    databaseUrl: 'postgresql://kopilka:secret@db/kopilka',
    dataDir: '/srv/data',
    programFile: '/srv/program.yaml',
    telegram: { token: '42:token', apiRoot: 'http://localhost:8081', webhookSecret: 'a_secret-of-16-ok' },
    sms: { gateway: 'twilio', accountSid: 'AC0123', authToken: 'hush', from: '+48221112233', apiRoot: 'http://localhost:8082' },
    tillKeys: [
      { name: 'pavilion-1', key: 'abc' },
      { name: 'pavilion-2', key: 'de:f' },
    ],
    tillRequestsPerMinute: 90,
    managerChatId: '-100123',
    trustedProxies: ['10.0.0.0/8', '::1', 'loopback'],
    playground: false,
    logLevel: 'warn',
  });
});

describe('the playground', () => {
  test('is off by default as soon as a channel is set up, and on by hand', () => {
    expect(accepted({ TELEGRAM_BOT_TOKEN: '42:token' }).playground).toBe(false);
    expect(accepted(twilio).playground).toBe(false);
    expect(accepted({ ...twilio, PLAYGROUND: 'on' }).playground).toBe(true);
    expect(accepted({ PLAYGROUND: 'off' }).playground).toBe(false);
  });

  test('is not opened to others, unless that is asked for', () => {
    expect(mistakesOf({ HOST: '0.0.0.0' })).toEqual([
      expect.stringMatching(/^PLAYGROUND would be on, and HOST 0\.0\.0\.0 opens it to others/),
    ]);
    expect(accepted({ HOST: '0.0.0.0', PLAYGROUND: 'on' }).playground).toBe(true);
    expect(accepted({ HOST: '0.0.0.0', PLAYGROUND: 'off' }).playground).toBe(false);
    for (const HOST of ['localhost', '::1', '127.0.0.1']) expect(accepted({ HOST }).playground).toBe(true);
  });
});

describe('a gateway', () => {
  const from = '+48221112233';
  const secret = 'a-path-nobody-guesses-0123456789';

  test('has its own settings, by its own names', () => {
    const android = { SMS_GATEWAY: 'android', SMS_FROM: from, ANDROID_SMS_LOGIN: 'SHOP', ANDROID_SMS_PASSWORD: 'hush' };
    expect(accepted(android).sms).toEqual({ gateway: 'android', login: 'SHOP', password: 'hush', from });
    expect(accepted({ ...android, ANDROID_SMS_WEBHOOK_KEY: 'key', SMS_API_ROOT: 'http://192.168.1.20:8080/' }).sms).toEqual({
      gateway: 'android',
      login: 'SHOP',
      password: 'hush',
      webhookKey: 'key',
      from,
      apiRoot: 'http://192.168.1.20:8080',
    });
    expect(accepted({ SMS_GATEWAY: 'smsapi', SMS_FROM: 'Herbata', SMSAPI_TOKEN: 'hush', SMS_WEBHOOK_SECRET: secret }).sms).toEqual({
      gateway: 'smsapi',
      token: 'hush',
      pathSecret: secret,
      from: 'Herbata',
    });
    const smsc = { SMS_GATEWAY: 'smsc', SMS_FROM: from, SMSC_LOGIN: 'shop', SMSC_PASSWORD: 'hush', SMSC_SECRET: 'word' };
    expect(accepted({ ...smsc, SMS_WEBHOOK_ADDRESSES: '192.0.2.1, 2001:db8::/32' }).sms).toEqual({
      gateway: 'smsc',
      login: 'shop',
      password: 'hush',
      secret: 'word',
      from,
      allowedAddresses: ['192.0.2.1', '2001:db8::/32'],
    });
  });

  test('that is described has what its description needs, and nothing more', () => {
    const kannel = {
      SMS_GATEWAY: 'http',
      SMS_FROM: from,
      SMS_HTTP_PRESET: 'kannel',
      SMS_HTTP_LOGIN: 'shop',
      SMS_HTTP_PASSWORD: 'hush',
      SMS_HTTP_SIGNING_KEY: 'not asked for',
      SMS_WEBHOOK_SECRET: secret,
      SMS_API_ROOT: 'http://10.0.0.5:13013',
    };
    const { description, ...sms } = accepted(kannel).sms as Extract<NonNullable<Config['sms']>, { gateway: 'http' }>;
    expect(description.name).toBe('kannel');
    expect(sms).toEqual({ gateway: 'http', from, login: 'shop', password: 'hush', pathSecret: secret, apiRoot: 'http://10.0.0.5:13013' });
  });

  test('that is described in a file of one’s own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kopilka-gateway-'));
    const file = join(folder, 'gateway.yaml');
    writeFileSync(file, readFileSync('src/channels/sms/gateways/http/presets/exolve.yaml', 'utf8').replace('name: exolve', 'name: mine'));
    const env = { SMS_GATEWAY: 'http', SMS_FROM: from, SMS_HTTP_CONFIG: file, SMS_HTTP_PASSWORD: 'hush', SMS_WEBHOOK_SECRET: secret };
    expect(accepted(env).sms).toMatchObject({ gateway: 'http', description: { name: 'mine' } });
    writeFileSync(file, 'name: mine\n');
    expect(mistakesOf(env)).toEqual([
      expect.stringMatching(/^SMS_HTTP_CONFIG .+gateway\.yaml: calls: /),
      expect.stringMatching(/: send: /),
    ]);
    rmSync(folder, { recursive: true });
    expect(mistakesOf(env)).toEqual([expect.stringMatching(/^SMS_HTTP_CONFIG .+: cannot be read \(ENOENT\)\.$/)]);
  });

  test.each([
    ['android', ['ANDROID_SMS_LOGIN', 'ANDROID_SMS_PASSWORD']],
    ['smsapi', ['SMSAPI_TOKEN', 'SMS_WEBHOOK_SECRET']],
    ['smsc', ['SMSC_LOGIN', 'SMSC_PASSWORD', 'SMSC_SECRET']],
    ['http', ['SMS_HTTP_PRESET']],
  ])('%s says all that it needs at once', (gateway, names) => {
    const told = mistakesOf({ SMS_GATEWAY: gateway, SMS_FROM: from });
    expect(told.map((mistake) => mistake.split(' ')[0])).toEqual(names);
    for (const mistake of told) expect(mistake).toContain(`SMS_GATEWAY ${gateway} needs it`);
  });

  test.each([
    ['vonage', ['SMS_HTTP_LOGIN', 'SMS_HTTP_PASSWORD', 'SMS_HTTP_SIGNING_KEY']],
    ['infobip', ['SMS_HTTP_PASSWORD', 'SMS_WEBHOOK_SECRET', 'SMS_API_ROOT']],
    ['sms-ru', ['SMS_HTTP_PASSWORD', 'SMS_HTTP_SIGNING_KEY']],
  ])('described as %s says all that it needs at once', (preset, names) => {
    const told = mistakesOf({ SMS_GATEWAY: 'http', SMS_FROM: from, SMS_HTTP_PRESET: preset });
    expect(told).toEqual(names.map((name) => `${name} is missing: the gateway ${preset} needs it.`));
  });
});

describe('a mistake is told by the name of its setting', () => {
  test.each<[string, Environment]>([
    ['PORT', { PORT: 'http' }],
    ['PORT', { PORT: '65536' }],
    ['HOST', { HOST: 'http://localhost', PLAYGROUND: 'off' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'bonus.example.com' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://bonus.example.com/?a=1' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/kopilka' }],
    ['TELEGRAM_BOT_TOKEN', { TELEGRAM_BOT_TOKEN: 'bot' }],
    ['TELEGRAM_BOT_TOKEN', { TELEGRAM_WEBHOOK_SECRET: 'a_secret-of-16-ok' }],
    ['TELEGRAM_BOT_TOKEN', { MANAGER_CHAT_ID: '42' }],
    ['TELEGRAM_API_ROOT', { TELEGRAM_API_ROOT: 'localhost' }],
    ['TELEGRAM_WEBHOOK_SECRET', { TELEGRAM_BOT_TOKEN: '42:token', TELEGRAM_WEBHOOK_SECRET: 'short' }],
    ['TELEGRAM_WEBHOOK_SECRET', { TELEGRAM_BOT_TOKEN: '42:token', TELEGRAM_WEBHOOK_SECRET: 'no spaces in it please' }],
    ['SMS_GATEWAY', { ...twilio, SMS_GATEWAY: 'pigeon' }],
    ['SMS_GATEWAY', { TWILIO_AUTH_TOKEN: 'hush' }],
    ['SMS_FROM', { ...twilio, SMS_FROM: undefined }],
    ['SMS_FROM', { ...twilio, SMS_FROM: 'a name that is too long' }],
    ['SMS_API_ROOT', { ...twilio, SMS_API_ROOT: 'localhost' }],
    ['TWILIO_ACCOUNT_SID', { ...twilio, TWILIO_ACCOUNT_SID: undefined }],
    ['TWILIO_ACCOUNT_SID', { ...twilio, TWILIO_ACCOUNT_SID: 'SK0123' }],
    ['TWILIO_AUTH_TOKEN', { ...twilio, TWILIO_AUTH_TOKEN: undefined }],
    ['SMS_GATEWAY', { SMSC_SECRET: 'word' }],
    ['SMS_WEBHOOK_SECRET', { ...twilio, SMS_WEBHOOK_SECRET: 'short' }],
    ['SMS_WEBHOOK_SECRET', { ...twilio, SMS_WEBHOOK_SECRET: 'with/slashes/in/it/0123456789' }],
    ['SMS_WEBHOOK_SECRET', { ...twilio, SMS_WEBHOOK_SECRET: 'x'.repeat(101) }],
    ['SMS_WEBHOOK_ADDRESSES', { ...twilio, SMS_WEBHOOK_ADDRESSES: '192.0.2.1,loopback' }],
    ['SMS_HTTP_PRESET', { SMS_GATEWAY: 'http', SMS_FROM: 'Shop', SMS_HTTP_PRESET: 'pigeon' }],
    ['SMS_HTTP_CONFIG', { SMS_GATEWAY: 'http', SMS_FROM: 'Shop', SMS_HTTP_PRESET: 'vonage', SMS_HTTP_CONFIG: './a.yaml' }],
    ['TILL_API_KEYS', { TILL_API_KEYS: 'no-key' }],
    ['TILL_API_KEYS', { TILL_API_KEYS: 'a:1,a:2' }],
    ['TILL_API_KEYS', { TILL_API_KEYS: 'a:1,b:1' }],
    ['MANAGER_CHAT_ID', { TELEGRAM_BOT_TOKEN: '42:token', MANAGER_CHAT_ID: '@anna' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: 'proxy.example.com' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.0/33' }],
    ['PLAYGROUND', { PLAYGROUND: 'yes' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
  ])('%s: %j', (name, env) => {
    const mistakes = mistakesOf(env);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(new RegExp(`^${name} [^\n]+\\.$`));
  });

  test('all at once', () => {
    const mistakes = mistakesOf({ PORT: 'x', LOG_LEVEL: 'loud', SMS_GATEWAY: 'twilio', TELEGRAM_WEBHOOK_SECRET: 'short' });
    const names = mistakes.map((mistake) => mistake.split(' ')[0]);
    expect(names.sort()).toEqual([
      'LOG_LEVEL',
      'PORT',
      'SMS_FROM',
      'TELEGRAM_BOT_TOKEN',
      'TELEGRAM_WEBHOOK_SECRET',
      'TWILIO_ACCOUNT_SID',
      'TWILIO_AUTH_TOKEN',
    ]);
  });

  test('an unknown gateway is answered with the list of what there is', () => {
    expect(mistakesOf({ SMS_GATEWAY: 'pigeon' })).toEqual(['SMS_GATEWAY has no "pigeon"; there is: twilio, android, smsapi, smsc, http.']);
  });

  test('and never repeats a secret', () => {
    const told = mistakesOf({
      DATABASE_URL: 'mysql://hunter2',
      TELEGRAM_BOT_TOKEN: 'hunter2',
      TELEGRAM_WEBHOOK_SECRET: 'hunter2',
      TILL_API_KEYS: 'hunter2',
      TWILIO_AUTH_TOKEN: 'hunter2',
      SMS_WEBHOOK_SECRET: 'hunter2',
      SMSAPI_TOKEN: 'hunter2',
      SMS_GATEWAY: 'smsapi',
    });
    expect(told.length).toBeGreaterThan(3);
    expect(told.join()).not.toContain('hunter2');
  });
});

test('.env.example lists every setting and no other', () => {
  const listed = readFileSync('.env.example', 'utf8').matchAll(/^#?([A-Z][A-Z_]+)=/gm);
  expect([...listed].map(([, name]) => name).sort()).toEqual([...settingNames].sort());
});

test('the file .env fills in what the environment leaves open', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-env-'));
  const file = join(folder, '.env');
  writeFileSync(file, 'PATH=from the file\nKOPILKA_TRIAL=from the file\n');
  expect(readEnvironment(file)['KOPILKA_TRIAL']).toBe('from the file');
  expect(readEnvironment(file)['PATH']).toBe(process.env['PATH']);
  rmSync(folder, { recursive: true });
});
