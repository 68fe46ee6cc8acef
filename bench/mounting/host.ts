import { readFileSync } from 'node:fs';
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
import { type MountingJob, type MountingResult, type MountingSettings, type Side, sides } from './job.ts';
import { foreignUpdate } from './updates.ts';

const AT_ONCE = 100; // as many as one poll brings
const SLICE_MS = 50;

const commands = ['menu', 'order', 'orders', 'start', 'help'];
const me = { id: 1, is_bot: true, first_name: 'Tea', username: 'tea_bot' };
const abilities = { can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false };

type Host = { handle(update: Update): Promise<void>; seen(): number };
type Shop = { middleware(): ReturnType<typeof middlewareOf> } | undefined;

/**
 * The same host twice in one process, with the shop in it and without: a session, a handler for each kind of update, and an answer to each. What would
 * go to Telegram is answered at once, so that no network hides the way to the handlers. They take turns, so that a busy minute is a minute for both.
 */
const { library, place } = settings<MountingSettings>();
const shop = await mountedShop();
const open = library === 'grammY' ? grammyHost : telegrafHost;
const hosts: Readonly<Record<Side, Host>> = { mounted: open(shop), bare: open(undefined) };

answer(async ({ warmUpSeconds, seconds }: MountingJob): Promise<MountingResult> => {
  const given = { mounted: 0, bare: 0 };
  const tally = { mounted: { updates: 0, ms: 0 }, bare: { updates: 0, ms: 0 } };
  const slice = async (side: Side): Promise<void> => {
    const began = performance.now();
    let updates = 0;
    for (let now = began; now - began < SLICE_MS; now = performance.now()) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => hosts[side].handle(foreignUpdate(++given[side]))));
      updates += AT_ONCE;
    }
    tally[side] = { updates: tally[side].updates + updates, ms: tally[side].ms + performance.now() - began };
  };
  const untilLate = async (lateAt: number): Promise<void> => {
    for (let first = 0; performance.now() < lateAt; first = 1 - first) {
      for (const side of first === 0 ? sides : sides.toReversed()) await slice(side);
    }
  };
  await untilLate(performance.now() + warmUpSeconds * 2000);
  for (const side of sides) tally[side] = { updates: 0, ms: 0 };
  await untilLate(performance.now() + seconds * 2000);
  const resultOf = (side: Side) => ({
    perSecond: (tally[side].updates * 1000) / tally[side].ms,
    given: given[side],
    seen: hosts[side].seen(),
  });
  return { mounted: resultOf('mounted'), bare: resultOf('bare') };
});

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
