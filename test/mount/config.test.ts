import { expect, test } from 'vitest';
import { configOf } from '../../src/mount/config.ts';

const access = { token: '7700000001:test-token', apiRoot: 'https://bots.example/' };

test('token and API root are the bot’s, and the host hears by itself whatever the environment says', () => {
  const environment = { TELEGRAM_BOT_TOKEN: '1:another', TELEGRAM_WEBHOOK_SECRET: 'a-secret-of-a-shop-of-its-own', PLAYGROUND: 'on' };
  const config = configOf({}, access, environment);
  expect(config.telegram).toEqual({ token: access.token, apiRoot: 'https://bots.example' });
  expect(config.playground).toBe(false);
});

test('settings in camel case win over the environment', () => {
  const { databaseUrl, programFile, tillKeys, port } = configOf(
    { databaseUrl: 'postgresql://localhost/points', program: '/shop/program.yaml', tillApiKeys: 'pavilion:key' },
    access,
    { DATABASE_URL: 'postgresql://localhost/other', PORT: '4000' },
  );
  expect({ databaseUrl, programFile, port }).toEqual({
    databaseUrl: 'postgresql://localhost/points',
    programFile: '/shop/program.yaml',
    port: 4000,
  });
  expect(tillKeys).toEqual([{ name: 'pavilion', key: 'key' }]);
});

test('all mistakes are told at once, by the settings’ names', () => {
  expect(() => configOf({ port: 'http', databaseUrl: 'mysql://x' }, access, {})).toThrow(/^PORT must be .*\nDATABASE_URL must be /);
});
