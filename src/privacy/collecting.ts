import type pg from 'pg';
import type { Intervention } from '../interventions/intervention.ts';
import { recordsOf } from '../members/survivor.ts';

/** All that is kept about a member, as plain JSON: for a page, and for whoever wants to take it elsewhere. Money in minor units. */
export type MemberData = {
  readonly member: { readonly name: string; readonly email: string | null; readonly language: string; readonly card: string };
  readonly joinedAt: string;
  readonly source: string | null;
  /** Month and day, 229 for 29 February; the year where it was told. */
  readonly birthday: { readonly day: number; readonly year: number | null } | null;
  readonly timeZone: string | null;
  readonly greetings: readonly { readonly at: string; readonly occasion: string; readonly points: number | null }[];
  readonly coupons: readonly {
    readonly at: string;
    readonly code: string;
    readonly gives: { readonly [language: string]: string };
    readonly until: string;
    readonly usedAt: string | null;
  }[];
  readonly identities: readonly { readonly address: string; readonly provedHow: string; readonly provedAt: string }[];
  readonly consents: readonly {
    readonly purpose: string;
    readonly channel: string;
    readonly given: boolean;
    readonly wording: string;
    readonly at: string;
  }[];
  readonly purchases: readonly {
    readonly at: string;
    readonly store: string;
    readonly receiptId: string;
    readonly total: number;
    readonly paid: number;
    readonly returned: number;
    readonly currency: string;
    readonly pointsEarned: number;
    readonly pointsSpent: number;
    readonly lines: readonly object[];
  }[];
  readonly transfers: readonly {
    readonly at: string;
    readonly kind: string;
    readonly source: string;
    readonly target: string;
    readonly points: number;
  }[];
  /** What the shop did by hand, and the reason it noted. */
  readonly byHand: readonly { readonly at: string; readonly kind: Intervention['kind']; readonly why: string; readonly facts: object }[];
  /** Since when points cannot be spent, by the shop's word. */
  readonly blockedAt: string | null;
  /** What they said about receipts. */
  readonly answers: readonly {
    readonly at: string;
    readonly store: string;
    readonly receiptId: string;
    readonly rating: number;
    readonly choices: readonly string[];
    readonly words: string | null;
  }[];
  /** What was said in cases of theirs, by them and by the shop. */
  readonly cases: readonly { readonly at: string; readonly number: number; readonly kind: string; readonly words: string }[];
  readonly polls: readonly { readonly at: string; readonly question: string; readonly choice: string | null }[];
  readonly messages: readonly { readonly at: string; readonly channel: string | null; readonly text: string }[];
};

/** Read from one moment, from all records of the person that were joined. Nothing for a member who is not there any more. */
export async function collectData(pool: pg.Pool, memberId: string): Promise<MemberData | undefined> {
  const { rows } = await pool.query<{ data: MemberData | null }>(
    `with record as materialized (${recordsOf('$1::uuid')})
     select json_build_object(
       'member', json_build_object('name', m.name, 'email', m.email, 'language', m.language, 'card', m.card),
       'joinedAt', m.joined_at, 'source', m.source, 'timeZone', m.time_zone,
       'birthday', case when m.birth_day is not null then json_build_object('day', m.birth_day, 'year', m.birth_year) end,
       'greetings', (select coalesce(json_agg(json_build_object('at', at, 'occasion', occasion, 'points', points) order by at), '[]')
         from greeting where member_id = m.id and told),
       'coupons', (select coalesce(json_agg(json_build_object('at', given_at, 'code', code, 'gives', gives, 'until', expires_at, 'usedAt', used_at)
         order by given_at, code), '[]') from coupon where member_id = m.id),
       'identities', (select coalesce(json_agg(json_build_object('address', address, 'provedHow', proved_how, 'provedAt', proved_at) order by proved_at, address), '[]')
         from identity where member_id = m.id),
       'consents', (select coalesce(json_agg(json_build_object('purpose', purpose, 'channel', channel, 'given', given, 'wording', wording, 'at', at)
         order by at, id), '[]') from (select distinct on (at, purpose, channel, given, wording) * from consent
         where member_id in (select id from record) order by at, purpose, channel, given, wording, id) as consent),
       'purchases', (select coalesce(json_agg(json_build_object('at', at, 'store', store, 'receiptId', receipt_id, 'total', total, 'paid', paid,
         'returned', returned, 'currency', currency, 'pointsEarned', points_earned, 'pointsSpent', points_spent, 'lines', lines) order by at), '[]')
         from purchase where member_id = m.id),
       'transfers', (select coalesce(json_agg(json_build_object('at', happened_at, 'kind', kind, 'source', source, 'target', target, 'points', points)
         order by recorded_at, member_id = m.id, member_id, number), '[]') from transfer where member_id in (select id from record)),
       'byHand', (select coalesce(json_agg(json_build_object('at', at, 'kind', kind, 'why', why, 'facts', facts) order by at, id), '[]')
         from intervention where member_id = m.id),
       'blockedAt', m.blocked_at,
       'answers', (select coalesce(json_agg(json_build_object('at', rated_at, 'store', store, 'receiptId', receipt_id, 'rating', rating,
         'choices', choices, 'words', words) order by rated_at), '[]')
         from survey_answer join purchase p on p.id = purchase_id where survey_answer.member_id = m.id),
       'cases', (select coalesce(json_agg(json_build_object('at', at, 'number', number, 'kind', case_event.kind, 'words', words) order by id), '[]')
         from case_event join survey_case on number = case_number where member_id = m.id and words is not null),
       'polls', (select coalesce(json_agg(json_build_object('at', asked_at, 'question', question, 'choice', choices -> choice) order by asked_at), '[]')
         from poll_asked join poll on poll.id = poll_id where member_id in (select id from record)),
       'messages', (select coalesce(json_agg(json_build_object('at', created_at, 'channel', channel, 'text', letter ->> 'text') order by id), '[]')
         from outbox where letter is not null
           and (member_id = m.id or address in (select address from identity where member_id = m.id)))
     ) as data from member m where id = $1 and forgotten_at is null and merged_into is null`,
    [memberId],
  );
  return rows[0]?.data ?? undefined;
}
