import type pg from 'pg';
import { millisOf } from '../database/sql.ts';
import { CAPPED_DAYS, dayWithinCaps, localDay, midnightOf, nextGoodMoment } from '../rules/hours.ts';
import type { Program } from '../rules/program.ts';
import type { Route } from './cascade.ts';
import { isUnasked, type Waiting } from './outbox.ts';

/** Whether a message may go out now, later, or not at all. */
export type Permit = { readonly go: true } | { readonly go: false; readonly at: number } | { readonly go: false; readonly never: string };

const DAY_MS = 86_400_000;
/** A broadcast that was paused while this was on its way. */
const LOOK_AGAIN_MS = 60_000;

/** What nobody asked for keeps quiet hours and caps, by the clock of whom it goes to. What cannot wait so long is dropped. */
export async function permitOf(pool: pg.Pool, row: Waiting, route: Route, program: Program, now: number): Promise<Permit> {
  if (!isUnasked(row) || row.memberId === undefined) return { go: true };
  if (route.broadcast?.state === 'cancelled') return { go: false, never: 'cancelled' };
  if (route.broadcast?.state === 'paused') return { go: false, at: now + LOOK_AGAIN_MS };
  const capped = await afterCaps(pool, row, route, program, now);
  const at = nextGoodMoment(program, route.place, capped);
  if (at <= now) return { go: true };
  if (row.notAfter !== undefined && at > row.notAfter) return { go: false, never: capped > now ? 'capped' : 'too-late' };
  return { go: false, at };
}

/** The first moment that keeps the caps of its class: now, or the midnight of a later day. */
async function afterCaps(pool: pg.Pool, row: Waiting, { place }: Route, program: Program, now: number): Promise<number> {
  const caps = program.messages.caps[row.class === 'marketing' ? 'marketing' : 'service'];
  if (Object.keys(caps).length === 0) return now;
  const { rows } = await pool.query<{ at: string }>(
    `select ${millisOf('settled_at')} as at from outbox
      where member_id = $1 and class = $2 and created_at > $3 and state in ('sent', 'unknown') and settled_at > $4
        and ($2 = 'marketing' or message ->> 'calm' = 'true')`,
    [row.memberId, row.class, new Date(now - 2 * CAPPED_DAYS * DAY_MS), new Date(now - (CAPPED_DAYS + 1) * DAY_MS)],
  );
  const today = localDay(place.timeZone, now);
  const told = rows.map(({ at }) => localDay(place.timeZone, Number(at)));
  const day = dayWithinCaps(caps, told, today);
  return day === today ? now : midnightOf(place.timeZone, day);
}
