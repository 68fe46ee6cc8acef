import type pg from 'pg';
import { TALK_LASTS_MS } from '../surveys/case.ts';
import { SILENCE_ENDS_MS } from './conversation.ts';

/** What goes on between us and an address, for a bot in which others speak too. */
export type Standing = {
  /** When the question that is open was last spoken about; absent: nothing is being asked. */
  readonly askedAt?: number;
  readonly member: boolean;
  readonly hasPhone: boolean;
  /** Whether somebody of the shop is in a talk with this member. */
  readonly talking: boolean;
};

/** Of open questions at the start; whoever is beyond it is asked again at their next command. */
const OPEN_QUESTIONS_MAX = 1_000_000;

/** Looks up one address, by its indexes. */
export async function standingOf(pool: pg.Pool, address: string, now: number): Promise<Standing> {
  const { rows } = await pool.query<{ asked: string | null; member: boolean; phone: boolean; talking: boolean }>({
    name: 'standing',
    text: `select (select extract(epoch from heard_at) * 1000 from session where address = $1 and step is not null and heard_at > $2) as asked,
      exists (select from identity where address = $1) as member,
      exists (select from identity join identity as other using (member_id) where identity.address = $1 and other.address like 'sms:%') as phone,
      exists (select from identity join survey_case using (member_id) where address = $1 and said_at > $3) as talking`,
    values: [address, silentSince(now), new Date(now - TALK_LASTS_MS)],
  });
  const [row] = rows;
  return {
    member: row?.member ?? false,
    hasPhone: row?.phone ?? false,
    talking: row?.talking ?? false,
    ...(row?.asked == null ? {} : { askedAt: Number(row.asked) }),
  };
}

/** The Telegram chats in which a question of ours is open, each with the time it was last spoken about. */
export async function openQuestions(pool: pg.Pool, now: number): Promise<Map<number, number>> {
  const { rows } = await pool.query<{ chat: string; asked: string }>(
    `select substr(address, 10) as chat, extract(epoch from heard_at) * 1000 as asked from session
      where address like 'telegram:%' and step is not null and heard_at > $1 order by heard_at desc limit $2`,
    [silentSince(now), OPEN_QUESTIONS_MAX],
  );
  return new Map(rows.map(({ chat, asked }) => [Number(chat), Number(asked)]));
}

const silentSince = (now: number): Date => new Date(now - SILENCE_ENDS_MS.telegram);
