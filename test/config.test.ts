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
    expect(mistakesOf({ SMS_GATEWAY: 'smsapi' })).toEqual(['SMS_GATEWAY has no "smsapi"; there is: twilio.']);
  });

  test('and never repeats a secret', () => {
    const told = mistakesOf({
      DATABASE_URL: 'mysql://hunter2',
      TELEGRAM_BOT_TOKEN: 'hunter2',
      TELEGRAM_WEBHOOK_SECRET: 'hunter2',
      TILL_API_KEYS: 'hunter2',
      TWILIO_AUTH_TOKEN: 'hunter2',
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
