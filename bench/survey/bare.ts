import Fastify from 'fastify';
import pg from 'pg';
import { invitationCode } from '../../src/purchases/invitation.ts';
import { settings } from '../answer.ts';
import type { Place } from '../server.ts';

const CONNECTIONS = 10; // as many as ours has

const { place, port } = settings<{ place: Place; port: number }>();
const pool = new pg.Pool({ ...place, max: CONNECTIONS });

/** The least such a page can do under Fastify: one row read by its index and shown, one row inserted and thanked for. */
const server = Fastify();
server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
  done(null, new URLSearchParams(String(body))),
);
server.get<{ Params: { token: string } }>('/r/:token', async (request, reply) => {
  const { rows } = await pool.query({
    name: 'show',
    text: 'select receipt_id, store from purchase where code = $1',
    values: [invitationCode(request.params.token)],
  });
  return reply
    .type('text/html')
    .send(`<!doctype html><title>${rows[0]?.receipt_id}</title><form method="post"><button name="rating" value="9">9</button></form>`);
});
server.post<{ Params: { token: string }; Body: URLSearchParams }>('/r/:token', async (request, reply) => {
  await pool.query({
    name: 'answer',
    text: 'insert into bare_answer (token, rating, at) values ($1, $2, now())',
    values: [request.params.token, Number(request.body.get('rating'))],
  });
  return reply.type('text/html').send('<!doctype html><title>Thank you!</title>');
});
server.get('/healthz', async () => 'ok');
await server.listen({ port, host: '127.0.0.1' });
