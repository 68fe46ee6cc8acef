import { createHash, timingSafeEqual } from 'node:crypto';
import Fastify from 'fastify';
import pg from 'pg';
import { settings } from '../answer.ts';
import type { Place } from '../server.ts';
import { purchasesPath, tillKey } from './key.ts';

export type BareSettings = { readonly place: Place; readonly port: number };

const CONNECTIONS_MAX = 10;

const { place, port } = settings<BareSettings>();
const pool = new pg.Pool({ ...place, max: CONNECTIONS_MAX });
await pool.query('create table receipt (id bigint generated always as identity primary key, body json not null)');

const digest = (key: string): Buffer => createHash('sha256').update(key).digest();
const expected = digest(tillKey.key);
const keep = { name: 'keep', text: 'insert into receipt (body) values ($1) returning id' };

/** The least a till's door can do under Fastify: check the key, read the receipt, keep it, answer with its number. It decides nothing. */
const server = Fastify();
server.post(purchasesPath, async (request, reply) => {
  const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (given === undefined || !timingSafeEqual(digest(given), expected)) return reply.code(401).send();
  const { rows } = await pool.query({ ...keep, values: [JSON.stringify(request.body)] });
  return reply.code(201).send({ id: rows[0].id });
});
server.get('/healthz', async () => 'ok');
await server.listen({ port, host: '127.0.0.1' });
