import { readFileSync } from 'node:fs';
import { Bot, type Context, type MiddlewareObj, type SessionFlavor, session } from 'grammy';
import type { Update } from 'grammy/types';
import {
  Telegraf,
  type Context as TelegrafContext,
  type MiddlewareObj as TelegrafMiddlewareObj,
  session as telegrafSession,
} from 'telegraf';
import { middlewareOf } from '../../src/channels/telegram/middleware.ts';
import { connect } from '../../src/database/connect.ts';
import { createLog } from '../../src/log.ts';
import { readProgram } from '../../src/rules/parse.ts';
import { createShop } from '../../src/shop.ts';
import { answer, settings } from '../answer.ts';
import { bot as account } from '../dialogue/bot.ts';
import type { Place } from '../server.ts';
import type { MountingJob, MountingResult, MountingSettings } from './job.ts';
import { foreignUpdate } from './updates.ts';

const AT_ONCE = 100; // as many as one poll brings

/** A host with a session and a handler for each kind of update. It answers nobody: what is measured is the way to its handlers. */
const { library, mounted, place } = settings<MountingSettings>();
let seen = 0;
const shop = mounted ? await mountedShop(place) : undefined;
const handle = library === 'grammY' ? grammyHost() : telegrafHost();

answer(async ({ warmUpSeconds, seconds }: MountingJob): Promise<MountingResult> => {
  let given = 0;
  const untilLate = async (lateAt: number): Promise<void> => {
    while (performance.now() < lateAt) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => handle(foreignUpdate(++given))));
    }
  };
  await untilLate(performance.now() + warmUpSeconds * 1000);
  const before = given;
  const began = performance.now();
  await untilLate(began + seconds * 1000);
  return { perSecond: ((given - before) * 1000) / (performance.now() - began), given, seen };
});

function grammyHost(): (update: Update) => Promise<void> {
  type Host = Context & SessionFlavor<{ heard: number }>;
  const bot = new Bot<Host>(account.token, {
    botInfo: {
      ...{ id: 1, is_bot: true, first_name: 'Tea', username: 'tea_bot', can_join_groups: true, can_read_all_group_messages: false },
      ...{ supports_inline_queries: false, can_connect_to_business: false, has_main_web_app: false },
    } as Bot['botInfo'],
  });
  bot.use(session({ initial: () => ({ heard: 0 }) }));
  if (shop !== undefined) bot.use(shop as MiddlewareObj<Host>);
  const hear = (ctx: Host): void => {
    ctx.session.heard += 1;
    seen += 1;
  };
  for (const command of ['menu', 'order', 'orders', 'start', 'help']) bot.command(command, hear);
  bot.callbackQuery(/^tea:/, hear);
  bot.on('message', hear);
  return (update) => bot.handleUpdate(update);
}

function telegrafHost(): (update: Update) => Promise<void> {
  type Host = TelegrafContext & { session: { heard?: number } };
  const bot = new Telegraf<Host>(account.token);
  bot.botInfo = {
    id: 1,
    is_bot: true,
    first_name: 'Tea',
    username: 'tea_bot',
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  };
  bot.use(telegrafSession({ defaultSession: () => ({ heard: 0 }) }));
  if (shop !== undefined) bot.use(shop as TelegrafMiddlewareObj<Host>);
  const hear = (ctx: Host): void => {
    ctx.session.heard = (ctx.session.heard ?? 0) + 1;
    seen += 1;
  };
  for (const command of ['menu', 'order', 'orders', 'start', 'help']) bot.command(command, hear);
  bot.action(/^tea:/, hear);
  bot.on('message', hear);
  return (update) => bot.handleUpdate(update as Parameters<typeof bot.handleUpdate>[0]);
}

async function mountedShop(where: Place) {
  const read = readProgram(readFileSync(new URL('../../program.yaml', import.meta.url), 'utf8'));
  if (!read.ok) throw new Error('program.yaml has mistakes');
  const opened = await createShop({
    database: await connect(where),
    program: read.program,
    programHash: read.hash,
    telegram: { token: account.token, apiRoot: 'http://127.0.0.1:1' },
    mounted: { takes: (keyword) => keyword !== 'start' && keyword !== 'help', alone: true },
    publicUrl: 'http://127.0.0.1:1',
    prefix: '',
    log: createLog('warn'),
  });
  if (opened.mounted === undefined) throw new Error('the shop is not mounted');
  const middleware = middlewareOf(opened.mounted);
  return { middleware: () => middleware };
}
