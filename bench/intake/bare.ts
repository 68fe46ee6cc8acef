import Fastify from 'fastify';
import { verifyTwilio } from '../../src/channels/sms/gateways/twilio/verify.ts';
import { settings } from '../answer.ts';
import { gateway, smsPath } from './gateway.ts';

const { port } = settings<{ port: number }>();

/** The least an SMS webhook can do under Fastify: check the same signature, answer. It keeps nothing. */
const server = Fastify();
server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
server.post(smsPath, async (request, reply) => {
  const call = { rawBody: request.body as Buffer, headers: request.headers, publicUrl: `http://127.0.0.1:${port}${smsPath}` };
  if (!verifyTwilio(call, gateway.authToken).ok) return reply.code(401).send();
  return reply.code(200).send('');
});
server.get('/healthz', async () => 'ok');
await server.listen({ port, host: '127.0.0.1' });
