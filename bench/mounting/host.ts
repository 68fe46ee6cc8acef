import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import { Bot, type Context, type MiddlewareObj, type SessionFlavor, session } from 'grammy';
import type { Update } from 'grammy/types';
import {
  Telegraf,
  type Context as TelegrafContext,
  type MiddlewareObj as TelegrafMiddlewareObj,
  Telegram,
  session as telegrafSession,
} from 'telegraf';
import { middlewareOf } from '../../src/channels/telegram/middleware.ts';
import { connect } from '../../src/database/connect.ts';
import { createLog } from '../../src/log.ts';
import { readProgram } from '../../src/rules/parse.ts';
import { createShop } from '../../src/shop.ts';
import { answer, settings } from '../answer.ts';
import { bot as account } from '../dialogue/bot.ts';
import { type MountingSettings, type Seen, type Side, sides } from './job.ts';

const commands = ['menu', 'order', 'orders', 'start', 'help'];
const me = { id: 1, is_bot: true, first_name: 'Tea', username: 'tea_bot' };
const abilities = { can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false };

type Host = { handle(update: Update): Promise<void>; seen(): number };
type Shop = { middleware(): ReturnType<typeof middlewareOf> } | undefined;

/**
 * The same host twice in one process, with the shop in it and without, each behind a webhook: a session, a handler for each kind of update, and an
 * answer to each, which goes nowhere: the network to Telegram would hide the way to the handlers.
 */
const { library, place, port } = settings<MountingSettings>();
const shop = await mountedShop();
const open = library === 'grammY' ? grammyHost : telegrafHost;
const hosts: Readonly<Record<Side, Host>> = { mounted: open(shop), bare: open(undefined) };

const server = Fastify();
for (const side of sides)
  server.post(`/${side}`, async (request) => {
    await hosts[side].handle(request.body as Update);
    return '';
  });
server.get('/healthz', async () => 'ok');
await server.listen({ port, host: '127.0.0.1' });
answer(async (): Promise<Seen> => ({ mounted: hosts.mounted.seen(), bare: hosts.bare.seen() }));

function grammyHost(mounted: Shop): Host {
  type Heard = Context & SessionFlavor<{ heard: number }>;
  const bot = new Bot<Heard>(account.token, { botInfo: { ...me, ...abilities } as Bot['botInfo'] });
  bot.api.config.use(async () => ({ ok: true, result: true as never }));
  let seen = 0;
  bot.use(session({ initial: () => ({ heard: 0 }) }));
  if (mounted !== undefined) bot.use(mounted as MiddlewareObj<Heard>);
  const hear = async (ctx: Heard): Promise<void> => {
    ctx.session.heard += 1;
    seen += 1;
    await ctx.reply('Oolong, green tea');
  };
  for (const command of commands) bot.command(command, hear);
  bot.callbackQuery(/^tea:/, hear);
  bot.on('message', hear);
  return { handle: (update) => bot.handleUpdate(update), seen: () => seen };
}

function telegrafHost(mounted: Shop): Host {
  type Heard = TelegrafContext & { session: { heard: number } };
  const bot = new Telegraf<Heard>(account.token);
  bot.botInfo = { ...me, ...abilities, is_bot: true };
  Telegram.prototype.callApi = async () => true as never;
  let seen = 0;
  bot.use(telegrafSession({ defaultSession: () => ({ heard: 0 }) }));
  if (mounted !== undefined) bot.use(mounted as TelegrafMiddlewareObj<Heard>);
  const hear = async (ctx: Heard): Promise<void> => {
    ctx.session.heard += 1;
    seen += 1;
    await ctx.reply('Oolong, green tea');
  };
  for (const command of commands) bot.command(command, hear);
  bot.action(/^tea:/, hear);
  bot.on('message', hear);
  return { handle: (update) => bot.handleUpdate(update as Parameters<typeof bot.handleUpdate>[0]), seen: () => seen };
}

async function mountedShop(): Promise<Shop> {
  const read = readProgram(readFileSync(new URL('../../program.yaml', import.meta.url), 'utf8'));
  if (!read.ok) throw new Error('program.yaml has mistakes');
  const opened = await createShop({
    database: await connect(place),
    program: read.program,
    programHash: read.hash,
    telegram: { token: account.token, apiRoot: 'http://127.0.0.1:1' },
    mounted: { takes: (keyword) => keyword !== 'start' && keyword !== 'help', alone: true },
    publicUrl: 'http://127.0.0.1:1',
    prefix: '',
    log: createLog('warn'),
  });
  const middleware = opened.mounted && middlewareOf(opened.mounted);
  return middleware && { middleware: () => middleware };
}
