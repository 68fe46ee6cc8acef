import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { ReportState } from './reports.ts';

/** A text that is sent beside the courier, to see whether its report finds its way to the running shop. */
export type Probe = {
  /** The carrier took it; only now can a report be recognised. */
  sentAs(reference: string): Promise<void>;
  report(): Promise<ReportState | undefined>;
  /** Leaves no trace. */
  remove(): Promise<void>;
};

/** It stands in the outbox as sent, so that no courier takes it. */
export async function openProbe(pool: pg.Pool, address: string, now: number): Promise<Probe> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into outbox (request, class, address, recipient, message, state, due_at, attempts, channel, created_at, settled_at)
     values ($1, 'reply', $2, $2, '{"language":"en","message":{"parts":[]}}', 'sent', $3, 1, 'sms', $3, $3) returning id`,
    [`probe:${randomUUID()}`, address, new Date(now)],
  );
  const id = rows[0]?.id;
  return {
    async sentAs(reference) {
      await pool.query('update outbox set reference = $2 where id = $1', [id, reference]);
    },
    async report() {
      const found = await pool.query<{ report: ReportState | null }>('select report from outbox where id = $1', [id]);
      return found.rows[0]?.report ?? undefined;
    },
    async remove() {
      await pool.query('delete from outbox where id = $1', [id]);
    },
  };
}
