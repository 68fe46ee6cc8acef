import type pg from 'pg';
import type { ChannelName } from './channel.ts';

/** Pauses that a carrier asked for: rows, so that every process obeys what one was told. */
export type Pauses = {
  /** Milliseconds to wait before anything may go out by this channel; 0: none. */
  left(channel: ChannelName): number;
  pause(channel: ChannelName, seconds: number): Promise<void>;
  /** Reads what other processes were told. */
  refresh(): Promise<void>;
};

export function createPauses(deps: { pool: pg.Pool; clock: () => number }): Pauses {
  const until = new Map<string, number>();
  return {
    left: (channel) => Math.max(0, (until.get(channel) ?? 0) - deps.clock()),
    async pause(channel, seconds) {
      const end = deps.clock() + seconds * 1000;
      until.set(channel, Math.max(until.get(channel) ?? 0, end));
      await deps.pool.query(
        `insert into pause (name, until) values ($1, $2) on conflict (name) do update set until = greatest(pause.until, excluded.until)`,
        [channel, new Date(end)],
      );
    },
    async refresh() {
      const { rows } = await deps.pool.query<{ name: string; until: Date }>('select name, until from pause where until > $1', [
        new Date(deps.clock()),
      ]);
      for (const row of rows) until.set(row.name, Math.max(until.get(row.name) ?? 0, row.until.getTime()));
    },
  };
}
