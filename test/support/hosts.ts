import { createHost as createGrammyHost, serve as serveByGrammy } from '../../examples/grammy-host/host.ts';
import { createHost as createTelegrafHost, serve as serveByTelegraf } from '../../examples/telegraf-host/host.ts';
import type { Host } from './world.ts';

const allowed = ['message', 'callback_query', 'my_chat_member'] as const;

/** The bots of `examples/`, each with the shop in it. */
export const hosts: Readonly<Record<'grammY' | 'Telegraf', Host['open']>> = {
  grammY({ token, apiRoot, shop }) {
    const bot = createGrammyHost(token, apiRoot);
    serveByGrammy(bot, shop);
    const polling = bot.start({ allowed_updates: allowed });
    return {
      async stop() {
        await bot.stop();
        await polling;
      },
    };
  },
  Telegraf({ token, apiRoot, shop }) {
    const bot = createTelegrafHost(token, `${apiRoot}/`); // Telegraf takes what follows the last slash for a file, and drops it
    serveByTelegraf(bot, shop);
    const opened = Promise.withResolvers<void>();
    const polling = bot.launch({ allowedUpdates: [...allowed] }, opened.resolve);
    polling.catch(opened.reject);
    return {
      async stop() {
        await opened.promise;
        bot.stop();
        await polling;
      },
    };
  },
};
