import { hash } from 'node:crypto';
import type pg from 'pg';

const TOKEN_BYTES = 24;
const LINK_LASTS_MS = 60 * 60 * 1000;

/** A link to all that is kept about a member. `token` goes out once and is kept nowhere; `digest` is what it is known by here. */
export type DataLink = { readonly token: string; readonly digest: string };

export function newDataLink(randomBytes: (count: number) => Buffer): DataLink {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  return { token, digest: digestOf(token) };
}

/** Until when a link that goes out now can be opened. */
export const linkExpiresAt = (now: number): number => now + LINK_LASTS_MS;

/** Whether a link can still be opened. Looking opens nothing: previews and scanners follow every link they see. */
export async function isOpenable(pool: pg.Pool, token: string, now: number): Promise<boolean> {
  const { rowCount } = await pool.query('select from data_link where digest = $1 and opened_at is null and expires_at > $2', [
    digestOf(token),
    new Date(now),
  ]);
  return rowCount === 1;
}

/** Opens a link, once: gives its member. */
export async function openDataLink(pool: pg.Pool, token: string, now: number): Promise<string | undefined> {
  const { rows } = await pool.query<{ member_id: string }>(
    'update data_link set opened_at = $2 where digest = $1 and opened_at is null and expires_at > $2 returning member_id',
    [digestOf(token), new Date(now)],
  );
  return rows[0]?.member_id;
}

const digestOf = (token: string): string => hash('sha256', token, 'base64url');
