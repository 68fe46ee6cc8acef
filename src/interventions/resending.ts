import type pg from 'pg';
import type { MessageClass } from '../delivery/outbox.ts';
import type { Language, Message } from '../texts/message.ts';
import { type Deed, type Desk, doByHand, type Refused } from './desk.ts';

/** A message that has its fate, or not yet. Without a member: it was to somebody who is none. */
export type Past = {
  readonly id: number;
  readonly memberId?: string;
  readonly class: MessageClass;
  readonly state: 'waiting' | 'sending' | 'sent' | 'refused' | 'unknown' | 'dropped';
  readonly address?: string;
  /** It was said again already, by a message of its own. */
  readonly again: boolean;
  readonly said: { readonly language?: Language; readonly message?: Message };
};

const pastOf = `select o.id::int as id, coalesce(o.member_id, i.member_id) as member, o.class, o.state, o.address, o.message as said,
    exists (select from request where id = 'hand:resend:' || o.id) as again
  from outbox o left join identity i on i.address = o.address`;

export async function findMessage(pool: pg.Pool, id: number): Promise<Past | undefined> {
  const { rows } = await pool.query(`${pastOf} where o.id = $1`, [id]);
  return rows[0] && readPast(rows[0]);
}

/** The last one to this member that was refused or of which nobody knows. */
export async function lastFailed(pool: pg.Pool, memberId: string): Promise<Past | undefined> {
  const { rows } = await pool.query(
    `${pastOf} where o.state in ('refused', 'unknown') and coalesce(o.member_id, i.member_id) = $1
       and not exists (select from request where id = 'hand:resend:' || o.id) order by o.id desc limit 1`,
    [memberId],
  );
  return rows[0] && readPast(rows[0]);
}

const readPast = ({ member, address, ...same }: Record<string, never>): Past => ({
  ...(same as unknown as Past),
  ...(member === null ? {} : { memberId: member }),
  ...(address === null ? {} : { address }),
});

/** `nothing-left`: it held a code, or its words were rubbed out. */
export type ResendRefused = Refused<'not-failed' | 'sent-again' | 'nothing-left'>;

/** The request of sending one message again: there is one for each, so that nobody gets it twice more. */
const resendRequest = (id: number): string => `hand:resend:${id}`;

/** Says again what was refused, or may not have come. It is a new message, with a fate of its own. */
export async function sendAgain(desk: Desk, deed: Omit<Deed, 'requestId'>, past: Past): Promise<{ readonly ok: true } | ResendRefused> {
  const { language, message } = past.said;
  if (past.state !== 'refused' && past.state !== 'unknown') return { ok: false, reason: 'not-failed' };
  if (past.again) return { ok: false, reason: 'sent-again' };
  if (language === undefined || message === undefined) return { ok: false, reason: 'nothing-left' };
  const to = past.address === undefined ? { memberId: deed.memberId } : { address: past.address };
  return doByHand<{ readonly ok: true }, ResendRefused>(
    desk,
    { ...deed, requestId: resendRequest(past.id) },
    `resend ${past.id}`,
    (_, now) => ({
      answer: { ok: true },
      kind: 'resend',
      facts: { message: past.id },
      writes: { outbox: [{ class: past.class, to, language, message, dueAt: now + 1 }] },
    }),
  );
}
