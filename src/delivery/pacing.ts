import type pg from 'pg';
import type { Program } from '../rules/program.ts';
import type { Stop } from './cascade.ts';

/** The pace at which a bot or gateway is given what nobody asked for: rows, so that all processes keep one pace together. */
export type Pacing = {
  /** Takes the next free place in the queue of a channel, and of a chat. Gives the milliseconds to wait for it. */
  placeFor(stop: Stop): Promise<number>;
};

/** Places are taken for so long ahead: one trip to the database for many messages, and little is lost when a process dies. */
const AHEAD_MS = 200;
/** A place that nobody used in time is gone: two that are late would be a burst. */
const STALE_MS = 100;

/** Telegram asks for a second between messages to one chat. */
const CHAT_GAP_MS = 1000;

export function createPacing(deps: { pool: pg.Pool; program: Program; clock: () => number }): Pacing {
  const taken = new Map<string, Promise<number[]>>();
  const chats = new Map<string, number>();
  const perSecond = { telegram: deps.program.messages.telegramPerSecond, sms: deps.program.sms.perSecond };

  async function take(name: Stop['channel']): Promise<number[]> {
    const gapMs = 1000 / perSecond[name];
    const count = Math.max(1, Math.floor(AHEAD_MS / gapMs));
    const { rows } = await deps.pool.query<{ next_at: Date }>(
      `insert into pace as p (name, next_at)
         values ($1, greatest($2::timestamptz, (select until from pause where name = $1)) + $3 * interval '1 millisecond')
       on conflict (name) do update set next_at = greatest(p.next_at, excluded.next_at - $3 * interval '1 millisecond') + $3 * interval '1 millisecond'
       returning next_at`,
      [name, new Date(deps.clock()), Math.ceil(count * gapMs)],
    );
    const end = (rows[0] as { next_at: Date }).next_at.getTime();
    return Array.from({ length: count }, (_, place) => end - (count - place) * gapMs);
  }

  async function next(name: Stop['channel']): Promise<number> {
    for (;;) {
      const asked = taken.get(name) ?? take(name);
      taken.set(name, asked);
      const places = await asked.catch((error: unknown) => {
        taken.delete(name);
        throw error;
      });
      const place = places.shift();
      if (places.length === 0 && taken.get(name) === asked) taken.delete(name);
      if (place !== undefined && place >= deps.clock() - STALE_MS) return place;
    }
  }

  /** The moment at which this chat may be written to, which is then taken. */
  function inChat({ channel, address }: Stop, from: number): number {
    if (channel !== 'telegram') return from;
    const at = Math.max(from, (chats.get(address) ?? 0) + CHAT_GAP_MS);
    for (const [chat, last] of chats) {
      if (last > deps.clock() - CHAT_GAP_MS) break;
      chats.delete(chat);
    }
    chats.delete(address);
    chats.set(address, at);
    return at;
  }

  return {
    async placeFor(stop) {
      return Math.max(0, inChat(stop, await next(stop.channel)) - deps.clock());
    },
  };
}
