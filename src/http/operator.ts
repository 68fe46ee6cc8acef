import type pg from 'pg';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Answer, Route } from './server.ts';

/** For whoever runs it: is it alive, can it work, how is it doing. */
export function operatorRoutes(pool: pg.Pool): Route[] {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const count = (name: string, help: string, rows: string): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const { rows: counted } = await pool.query<{ count: string }>(`select count(*) from ${rows}`);
        this.set(Number(counted[0]?.count ?? 0));
      },
    });
  count('kopilka_inbox_waiting', 'Texts by SMS that are kept and not heard yet', 'inbox');
  count(
    'kopilka_outbox_waiting',
    'Messages that are due and not settled',
    `outbox where state in ('waiting', 'sending') and due_at <= now()`,
  );
  return [
    { method: 'GET', path: '/healthz', handle: async () => text(200, 'ok') },
    { method: 'GET', path: '/readyz', handle: () => readiness(pool) },
    {
      method: 'GET',
      path: '/metrics',
      handle: async () => ({ status: 200, contentType: registry.contentType, body: await registry.metrics() }),
    },
  ];
}

async function readiness(pool: pg.Pool): Promise<Answer> {
  try {
    await pool.query('select 1');
    return text(200, 'ready');
  } catch {
    return text(503, 'the database does not answer');
  }
}

const text = (status: number, body: string): Answer => ({ status, contentType: 'text/plain; charset=utf-8', body });
