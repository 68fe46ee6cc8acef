import { createHash, timingSafeEqual } from 'node:crypto';
import Fastify from 'fastify';
import { settings } from '../answer.ts';
import { bot, webhookPath } from '../dialogue/bot.ts';

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest();
const expected = digest(bot.secret);

/** The least a Telegram webhook can do under Fastify: check the secret, read the body, answer. It keeps nothing. */
const server = Fastify();
server.post(webhookPath, async (request, reply) => {
  const given = request.headers['x-telegram-bot-api-secret-token'];
  if (typeof given !== 'string' || !timingSafeEqual(digest(given), expected)) return reply.code(401).send();
  return reply.code(200).send('');
});
server.get('/healthz', async () => 'ok');
await server.listen({ port: settings<{ port: number }>().port, host: '127.0.0.1' });
