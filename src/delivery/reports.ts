import type pg from 'pg';
import type { ChannelName } from './channel.ts';

/** How far a message has come, by the carrier's word. Reports repeat and overtake each other: they only move a message forward. */
const stages = { sent: 1, delivered: 2, undelivered: 2, failed: 2 } as const;
export type ReportState = keyof typeof stages;

/** Notes a delivery report. Gives the address the message went to, or nothing when the message is not ours. */
export async function recordReport(
  pool: pg.Pool,
  report: { channel: ChannelName; reference: string; state: ReportState },
): Promise<string | undefined> {
  const earlier = Object.keys(stages).filter((state) => stages[state as ReportState] < stages[report.state]);
  const { rows } = await pool.query<{ address: string | null }>(
    `with found as (select id, address, report from outbox where channel = $1 and reference = $2),
       moved as (update outbox set report = $3 from found where outbox.id = found.id and (found.report is null or found.report = any($4)))
     select address from found`,
    [report.channel, report.reference, report.state, earlier],
  );
  return rows[0]?.address ?? undefined;
}

/** Whether we sent this message to this address, by the channel's reference. It reads what was sent in the last weeks: for what is asked seldom. */
export async function isOurs(pool: pg.Pool, address: string, reference: string): Promise<boolean> {
  const { rowCount } = await pool.query('select from outbox where address = $1 and reference = $2 limit 1', [address, reference]);
  return rowCount !== 0;
}
