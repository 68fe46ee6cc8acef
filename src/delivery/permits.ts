import type pg from 'pg';
import { millisOf } from '../database/sql.ts';
import { CAPPED_DAYS, dayWithinCaps, localDay, midnightOf, nextGoodMoment } from '../rules/hours.ts';
import type { Program } from '../rules/program.ts';
import type { Route } from './cascade.ts';
import { isUnasked, type Waiting } from './outbox.ts';

/** Whether a message may go out now, later, or not at all. */
export type Permit = { readonly go: true } | { readonly go: false; readonly at: number } | { readonly go: false; readonly never: string };

const DAY_MS = 86_400_000;
/** What belongs to a broadcast that was paused while this was on its way looks again then. */
export const LOOK_AGAIN_MS = 60_000;

/** What nobody asked for keeps quiet hours and caps, by the clock of whom it goes to. What cannot wait so long is dropped. */
export async function permitOf(pool: pg.Pool, row: Waiting, route: Route, program: Program, now: number): Promise<Permit> {
  if (!isUnasked(row) || row.memberId === undefined) return { go: true };
  if (route.broadcast?.state === 'cancelled') return { go: false, never: 'cancelled' };
  if (route.broadcast?.state === 'paused') return { go: false, at: now + LOOK_AGAIN_MS };
  const kind = row.class === 'marketing' ? 'marketing' : 'service';
  const told = hasCaps(program, kind) ? ((await toldTo(pool, [row.memberId], kind, now)).get(row.memberId) ?? []) : [];
  return permitAt(program, { kind, ...(row.notAfter === undefined ? {} : { notAfter: row.notAfter }) }, route.place, told, now);
}

type Capped = 'marketing' | 'service';

/** The pure part: may somebody who was told so often, at these moments, be told one more thing now? */
export function permitAt(
  program: Program,
  { kind, notAfter }: { readonly kind: Capped; readonly notAfter?: number },
  place: Route['place'],
  told: readonly number[],
  now: number,
): Permit {
  const capped = afterCaps(program, kind, place, told, now);
  const at = nextGoodMoment(program, place, capped);
  if (at <= now) return { go: true };
  if (notAfter !== undefined && at > notAfter) return { go: false, never: capped > now ? 'capped' : 'too-late' };
  return { go: false, at };
}

/** Whether anything is counted at all. */
export const hasCaps = (program: Program, kind: Capped): boolean => Object.keys(program.messages.caps[kind]).length > 0;

/** The moments at which these members were told something of a kind that is counted, as far back as caps look. */
export async function toldTo(
  pool: pg.Pool | pg.ClientBase,
  memberIds: readonly string[],
  kind: Capped,
  now: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const { rows } = await pool.query<{ member_id: string; told: readonly number[] }>(
    `select member_id, json_agg(${millisOf('settled_at')}) as told from outbox
      where member_id = any($1::uuid[]) and class = $2 and created_at > $3 and state in ('sent', 'unknown') and settled_at > $4
        and ($2 = 'marketing' or message ->> 'calm' = 'true') group by member_id`,
    [memberIds, kind, new Date(now - 2 * CAPPED_DAYS * DAY_MS), new Date(now - (CAPPED_DAYS + 1) * DAY_MS)],
  );
  return new Map(rows.map((row) => [row.member_id, row.told]));
}

/** The first moment that keeps the caps of its class: now, or the midnight of a later day. */
function afterCaps(program: Program, kind: Capped, { timeZone }: Route['place'], told: readonly number[], now: number): number {
  if (told.length === 0) return now;
  const today = localDay(timeZone, now);
  const days = told.map((at) => localDay(timeZone, at));
  const day = dayWithinCaps(program.messages.caps[kind], days, today);
  return day === today ? now : midnightOf(timeZone, day);
}
