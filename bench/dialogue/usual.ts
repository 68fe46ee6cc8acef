import { type ConversationFlavor, conversations, createConversation } from '@grammyjs/conversations';
import { PrismaAdapter, type SessionDelegate } from '@grammyjs/storage-prisma';
import { PrismaPg } from '@prisma/adapter-pg';
import Fastify from 'fastify';
import { Bot, type Context, webhookCallback } from 'grammy';
import { settings } from '../answer.ts';
import type { Place } from '../server.ts';
import { bot as account, webhookPath } from './bot.ts';
import { joining, type Members } from './form.ts';

export type UsualSettings = { readonly place: Place; readonly port: number; readonly apiRoot: string; readonly client: string };

const CONNECTIONS_MAX = 10;

/** The usual way to build such a bot: grammY, its conversations, their Prisma storage, and a webhook under Fastify. */
const { place, port, apiRoot, client } = settings<UsualSettings>();
const { PrismaClient } = (await import(client)) as { PrismaClient: new (options: object) => { session: SessionDelegate; member: Members } };
const prisma = new PrismaClient({ adapter: new PrismaPg({ ...place, max: CONNECTIONS_MAX }) });

const bot = new Bot<ConversationFlavor<Context>>(account.token, { client: { apiRoot } });
bot.use(conversations({ storage: new PrismaAdapter(prisma.session) }));
bot.use(createConversation(joining(prisma.member), 'joining'));
bot.command('start', (context) => context.conversation.enter('joining'));

const server = Fastify();
server.post(webhookPath, webhookCallback(bot, 'fastify', { secretToken: account.secret }));
server.get('/healthz', async () => 'ok');
await server.listen({ port, host: '127.0.0.1' });
