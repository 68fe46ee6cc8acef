import { Bot, type Context, type MiddlewareObj } from 'grammy';
import type { Update } from 'grammy/types';
import { Telegraf, type Context as TelegrafContext, type MiddlewareObj as TelegrafMiddlewareObj } from 'telegraf';
import { afterEach, describe, expect, test } from 'vitest';
import { createTelegramApi } from '../../src/channels/telegram/client.ts';
import { createPoller } from '../../src/channels/telegram/polling.ts';
import { startBotApi } from '../support/bot-api.ts';
import { freshDatabase } from '../support/database.ts';
import { telegramPerson } from '../support/said.ts';
import { type Host, openWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

/** Hosts that take every button for theirs, and say so to Telegram, before anybody else hears of it. */
const answeringHosts: Readonly<Record<string, Host['open']>> = {
  grammY({ token, apiRoot, shop }) {
    const bot = new Bot(token, { client: { apiRoot } });
    bot.on('callback_query', async (ctx, next) => {
      await ctx.answerCallbackQuery('Taken.');
      await next();
    });
    bot.use(shop as MiddlewareObj<Context>);
    const polling = bot.start();
    return { stop: () => bot.stop().then(() => polling) };
  },
  Telegraf({ token, apiRoot, shop }) {
    const bot = new Telegraf(token, { telegram: { apiRoot: `${apiRoot}/` } });
    bot.on('callback_query', async (ctx, next) => {
      await ctx.answerCbQuery('Taken.');
      await next();
    });
    bot.use(shop as TelegrafMiddlewareObj<TelegrafContext>);
    const opened = Promise.withResolvers<void>();
    const polling = bot.launch(() => opened.resolve());
    return {
      async stop() {
        await opened.promise;
        bot.stop();
        await polling;
      },
    };
  },
};

describe.each(Object.keys(answeringHosts))('in a bot made with %s that answers every button itself', (name) => {
  test('a press of ours is heard all the same', async () => {
    world = await openWorld({ host: { open: answeringHosts[name] as Host['open'] } });
    const anna = telegramPerson(world, { language: 'en' });
    await anna.says('/join');
    await anna.does(() => anna.shopper.shares());
    expect((await anna.does(() => anna.shopper.taps('Skip'))).keys).toEqual(['ask-offers']);
    expect((await anna.does(() => anna.shopper.taps('Yes'))).keys).toEqual(['offers-yes']);
  });
});

/** A host that hands over what a test gives it. */
const silentHost: Host['open'] = () => ({ stop: async () => undefined });

const startOf = (id: number, update: number): Update =>
  ({
    update_id: update,
    message: {
      message_id: update,
      date: 1,
      chat: { id, type: 'private', first_name: 'Anna' },
      from: { id, is_bot: false, first_name: 'Anna', language_code: 'en' },
      text: '/start k_s_poster',
    },
  }) as Update;

test('an update that the host hands over five times at once is heard once', async () => {
  world = await openWorld({ host: { open: silentHost } });
  const hear = (update: Update) => world.shop.mounted?.hear(update);
  expect(await Promise.all(Array.from({ length: 5 }, () => hear(startOf(4242, 1))))).toEqual(Array(5).fill(true));
  const { rows } = await world.database.pool.query(`select message from outbox where address = 'telegram:4242'`);
  expect(rows).toHaveLength(1);
});

test('what follows at once, while the first is still being thought about, is heard as its answer', async () => {
  world = await openWorld({ host: { open: silentHost } });
  const typed = startOf(4243, 3);
  Object.assign(typed.message as object, { text: '12345' });
  const heard = [world.shop.mounted?.hear(startOf(4243, 2)), world.shop.mounted?.hear(typed)];
  expect(await Promise.all(heard)).toEqual([true, true]);
});

test('a database that does not answer throws nothing into the host, and what was said meanwhile is heard', async () => {
  world = await openWorld({ host: { open: silentHost } });
  const { pool } = world.database;
  const query = pool.query;
  const connect = pool.connect;
  Object.assign(pool, { query: () => Promise.reject(new Error('gone')), connect: () => Promise.reject(new Error('gone')) });
  const heard = world.shop.mounted?.hear(startOf(4244, 4));
  setTimeout(() => Object.assign(pool, { query, connect }), 500);
  expect(await heard).toBe(true);
  const { rows } = await pool.query(`select message from outbox where address = 'telegram:4244'`);
  expect(rows, 'once it answers again, nothing is lost').toHaveLength(1);
});

test('where several processes hear the bot, each knows a question that another has asked', async () => {
  world = await openWorld({ host: { open: silentHost, manyProcesses: true, commands: { start: false, help: false } } });
  const typed = (update: number, text: string): Update => {
    const said = startOf(4245, update);
    Object.assign(said.message as object, { text });
    return said;
  };
  const hear = async (update: Update) => world.shop.mounted?.hear(update);
  expect(await hear(typed(5, 'anna@example.com'))).toBe(false);
  await world.database.pool.query(
    `insert into session (address, step, data, unclear, heard_at) values ('telegram:4245', 'join.phone', '{}', 0, now())`,
  );
  expect(await hear(typed(6, 'anna@example.com'))).toBe(true);
  expect(await hear(typed(7, '/menu'))).toBe(false);
});

test('a shop of its own that polls a bot which a host polls says so in its log', async () => {
  const botApi = await startBotApi();
  const database = await freshDatabase();
  world = await openWorld({ telegram: false });
  const said: string[] = [];
  const log = { warn: (_: object, text: string) => void said.push(text), error: () => undefined, info: () => undefined };
  const poller = createPoller({
    api: createTelegramApi({ token: botApi.token, apiRoot: botApi.root }),
    botId: '7700000001',
    hear: async () => undefined,
    pool: database.pool,
    log,
  });
  poller.start();
  for (let tries = 0; tries < 300 && said.length === 0; tries += 1) {
    await botApi.handle({ method: 'getUpdates', body: { timeout: 0 } }); // as the host's library does
    await new Promise((later) => setTimeout(later, 20));
  }
  await poller.stop();
  await botApi.stop();
  expect(said[0]).toBe('another program polls this bot, or a webhook is set: only one can hear it');
});
