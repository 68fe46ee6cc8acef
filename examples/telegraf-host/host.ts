import { type MiddlewareObj, Scenes, session, Telegraf } from 'telegraf';
import { message } from 'telegraf/filters';

interface Session extends Scenes.WizardSession {
  orders?: number;
}
interface Host extends Scenes.WizardContext {
  session: Session & Scenes.WizardContext['session'];
}

/** A tea room's own bot: a greeting, a menu, and a scene in which an order is taken. */
export function createHost(token: string, apiRoot?: string): Telegraf<Host> {
  const bot = new Telegraf<Host>(token, { telegram: { ...(apiRoot === undefined ? {} : { apiRoot }) } });
  bot.use(session());
  return bot;
}

/** Puts the shop between the scenes, whose questions win, and everything else of the host. */
export function serve(bot: Telegraf<Host>, shop: MiddlewareObj<Host>): void {
  bot.use(new Scenes.Stage<Host>([orderScene]).middleware());
  bot.use(shop);
  bot.command('start', (ctx) => ctx.reply('The tea room: /order, /menu. Points: /join'));
  bot.command('help', (ctx) => ctx.reply('The tea room: /order, /menu'));
  bot.command('menu', (ctx) =>
    ctx.reply('Oolong, green tea', { reply_markup: { inline_keyboard: [[{ text: 'Oolong', callback_data: 'tea:oolong' }]] } }),
  );
  bot.command('order', (ctx) => ctx.scene.enter('order'));
  bot.command('orders', (ctx) => ctx.reply(`Orders so far: ${ctx.session.orders ?? 0}`));
  bot.action(/^tea:/, async (ctx) => {
    await ctx.answerCbQuery();
    await ctx.reply('A good choice. /order');
  });
  bot.command('fail', () => {
    throw new Error('the kitchen is on fire');
  });
  bot.on('message', (ctx) => ctx.reply('The tea room does not know that word.'));
  bot.catch(async (error, ctx) => {
    await ctx.reply(`The tea room is sorry: ${error instanceof Error ? error.message : 'something broke'}.`);
  });
}

const orderScene = new Scenes.WizardScene<Host>(
  'order',
  async (ctx) => {
    await ctx.reply('What would you like?');
    ctx.wizard.next();
  },
  async (ctx, next) => {
    if (!ctx.has(message('text')) || ctx.message.text.startsWith('/')) return next();
    Object.assign(ctx.wizard.state, { dish: ctx.message.text });
    await ctx.reply('How many?');
    ctx.wizard.next();
  },
  async (ctx, next) => {
    if (!ctx.has(message('text')) || ctx.message.text.startsWith('/')) return next();
    const { dish } = ctx.wizard.state as { dish?: string };
    ctx.session.orders = (ctx.session.orders ?? 0) + 1;
    await ctx.reply(`Ordered: ${ctx.message.text} × ${dish}`);
    await ctx.scene.leave();
  },
);
orderScene.command('cancel', async (ctx) => {
  await ctx.reply('No order, then.');
  await ctx.scene.leave();
});
