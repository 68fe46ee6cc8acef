import type pg from 'pg';
import { inTransaction } from '../database/transaction.ts';
import type { Message } from '../texts/message.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A question that could not be asked by then is not asked any more. */
const ASKED_WITHIN_MS = 3 * DAY_MS;
const LISTED_MAX = 50;

/** Whom a poll asks: everybody, those who speak a language, or those who came from a source. */
export type Audience = 'all' | `language:${string}` | `source:${string}`;

export type PollAsking = { readonly question: string; readonly choices: readonly string[]; readonly audience: Audience };

/** How many were asked, and how many of them have agreed to offers: the others are not written to, unless they agree before it is sent. */
export type PollBegun = { readonly poll: number; readonly asked: number; readonly agreed: number };

/** Asks members a question of the shop's own. It is marketing: consent, channels and caps are looked at when each message is sent. */
export const askPoll = (pool: pg.Pool, { question, choices, audience }: PollAsking, now: number): Promise<PollBegun> =>
  inTransaction(pool, async (client) => {
    const begun = await client.query<{ id: number }>(
      'insert into poll (question, choices, audience, at) values ($1, $2, $3, $4) returning id',
      [question, JSON.stringify(choices), audience, new Date(now)],
    );
    const poll = begun.rows[0]?.id as number;
    const { rows } = await client.query(askAll, [
      poll,
      audience,
      new Date(now),
      JSON.stringify(messageOf(poll, question, choices)),
      new Date(now + ASKED_WITHIN_MS),
    ]);
    return { poll, asked: rows[0].asked, agreed: rows[0].agreed };
  });

const messageOf = (poll: number, question: string, choices: readonly string[]): Message => ({
  parts: [{ key: 'poll', facts: { question } }],
  choices: choices.map((choice, place) => ({ key: 'poll-choice', value: `poll:${poll}.${place}`, facts: { choice } })),
});

const askAll = `with audience as (
    select id, language, exists (select from (select distinct on (channel) given from consent where member_id = member.id and purpose = 'marketing'
      order by channel, consent.id desc) as last where given) as agreed
    from member where forgotten_at is null and merged_into is null
      and ($2 = 'all' or $2 = 'language:' || language or $2 = 'source:' || coalesce(source, ''))),
  asked as (insert into poll_asked (poll_id, member_id, asked_at) select $1, id, $3 from audience),
  said as (insert into outbox (request, class, member_id, recipient, message, state, due_at, not_after, attempts, created_at)
    select 'poll:' || $1, 'marketing', id, id, json_build_object('language', language, 'message', $4::json), 'waiting', $3, $5, 0, $3 from audience)
  select count(*)::int as asked, count(*) filter (where agreed)::int as agreed from audience`;

export type PollResult = {
  readonly poll: number;
  readonly question: string;
  readonly at: Date;
  readonly asked: number;
  readonly answers: readonly { readonly choice: string; readonly count: number }[];
};

/** The last polls with what was answered, the newest first. */
export async function pollResults(pool: pg.Pool): Promise<readonly PollResult[]> {
  const { rows } = await pool.query(
    `select p.id, p.question, p.at, p.choices, count(q.*)::int as asked, coalesce(json_agg(q.choice) filter (where q.choice is not null), '[]') as taken
     from poll p left join poll_asked q on q.poll_id = p.id group by p.id order by p.id desc limit ${LISTED_MAX}`,
  );
  return rows.map(({ id, question, at, choices, asked, taken }) => ({
    poll: id,
    question,
    at,
    asked,
    answers: choices.map((choice: string, place: number) => ({ choice, count: taken.filter((one: number) => one === place).length })),
  }));
}
