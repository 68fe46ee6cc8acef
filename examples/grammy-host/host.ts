import { Bot, type Context, type MiddlewareObj, type SessionFlavor, session } from 'grammy';

type Order = { step: 'dish' | 'count'; dish?: string };
type Host = Context & SessionFlavor<{ orders: number; order?: Order }>;

/** A tea room's own bot: a greeting, a menu, and an order that is asked for step by step and kept in a session. */
export function createHost(token: string, apiRoot?: string): Bot<Host> {
  const bot = new Bot<Host>(token, { client: { ...(apiRoot === undefined ? {} : { apiRoot }) } });
  bot.use(session({ initial: () => ({ orders: 0 }) }));
  return bot;
}

/** Puts the shop between the order, whose questions win, and everything else of the host. */
export function serve(bot: Bot<Host>, shop: MiddlewareObj<Host>): void {
  bot.use(takeOrder);
  bot.use(shop);
  bot.command('start', (ctx) => ctx.reply('The tea room: /order, /menu. Points: /join'));
  bot.command('help', (ctx) => ctx.reply('The tea room: /order, /menu'));
  bot.command('menu', (ctx) =>
    ctx.reply('Oolong, green tea', { reply_markup: { inline_keyboard: [[{ text: 'Oolong', callback_data: 'tea:oolong' }]] } }),
  );
  bot.command('order', async (ctx) => {
    ctx.session.order = { step: 'dish' };
    await ctx.reply('What would you like?');
  });
  bot.command('orders', (ctx) => ctx.reply(`Orders so far: ${ctx.session.orders}`));
  bot.callbackQuery(/^tea:/, async (ctx) => {
    await ctx.answerCallbackQuery();
    await ctx.reply('A good choice. /order');
  });
  bot.command('fail', () => {
    throw new Error('the kitchen is on fire');
  });
  bot.on('message', (ctx) => ctx.reply('The tea room does not know that word.'));
  bot.catch(({ error, ctx }) =>
    ctx.reply(`The tea room is sorry: ${error instanceof Error ? error.message : 'something broke'}.`).then(() => undefined),
  );
}

/** The order's dialogue. While it lasts, whatever is typed belongs to it. */
async function takeOrder(ctx: Host, next: () => Promise<void>): Promise<unknown> {
  const { order } = ctx.session;
  const text = ctx.message?.text;
  if (order === undefined || text === undefined) return next();
  if (text === '/cancel') {
    delete ctx.session.order;
    return ctx.reply('No order, then.');
  }
  if (text.startsWith('/')) return next();
  if (order.step === 'dish') {
    ctx.session.order = { step: 'count', dish: text };
    return ctx.reply('How many?');
  }
  delete ctx.session.order;
  ctx.session.orders += 1;
  return ctx.reply(`Ordered: ${text} × ${order.dish}`);
}
