import { randomUUID } from 'node:crypto';
import type pg from 'pg';

export type Recruit = {
  readonly name?: string;
  readonly language?: string;
  readonly source?: string;
  readonly birthDay?: number;
  readonly telegram?: number;
  readonly phone?: string;
  /** The channels on which they agreed to offers. */
  readonly agreed?: readonly string[];
};

let cards = 0;

/** Members as rows: a crowd that came in one by one would take minutes. */
export async function recruit(pool: pg.Pool, people: readonly Recruit[]): Promise<string[]> {
  const rows = people.map((one) => {
    cards += 1;
    return {
      id: randomUUID(),
      name: 'Anna',
      language: 'en',
      agreed: ['telegram', 'sms'],
      ...one,
      card: `29${String(cards).padStart(11, '0')}`,
    };
  });
  const of = JSON.stringify(rows);
  await pool.query(
    `insert into member (id, name, language, card, source, birth_day, birth_told_at, joined_at, joined_by)
     select id, name, language, card, source, "birthDay", case when "birthDay" is not null then now() end, now(), 'test'
       from json_to_recordset($1) as row(id uuid, name text, language text, card text, source text, "birthDay" int)`,
    [of],
  );
  await pool.query(
    `insert into account (member_id, points, held, debt, carry, number, hash)
     select id, 0, 0, 0, 0, 0, '' from json_to_recordset($1) as row(id uuid)`,
    [of],
  );
  await pool.query(
    `insert into identity (address, member_id, proved_how, proved_by, proved_at)
     select address, id, 'test', 'test', now() from json_to_recordset($1) as row(id uuid, telegram text, phone text),
       lateral (values ('telegram:' || telegram), ('sms:' || phone)) as one(address) where address is not null`,
    [of],
  );
  await pool.query(
    `insert into consent (member_id, purpose, channel, given, wording, language, request, at)
     select id, 'marketing', channel, true, 'test', 'en', 'test', now() from json_to_recordset($1) as row(id uuid, agreed json),
       json_array_elements_text(agreed) as channel`,
    [of],
  );
  return rows.map(({ id }) => id);
}

/** Somebody bought something, so many days ago. */
export async function bought(
  pool: pg.Pool,
  memberId: string,
  { at, total = 1000n, store = 'pavilion-1', category = 'tea' }: { at: number; total?: bigint; store?: string; category?: string },
): Promise<void> {
  const id = randomUUID();
  await pool.query(
    `insert into purchase (id, member_id, receipt_id, store, local_date, at, recorded_at, till, currency, total, paid, lines, points_earned, tier, reasons,
       denominator, program, request, digest, token, code)
     values ($1::uuid, $2, $1, $3, $4, $5, $5, 'test', 'RUB', $6, $6, $7, 0, 'bronze', '[]', 1, (select hash from program limit 1), $1, $1, $1, $1)`,
    [
      id,
      memberId,
      store,
      new Date(at).toISOString().slice(0, 10),
      new Date(at),
      total,
      JSON.stringify([{ category, amount: String(total) }]),
    ],
  );
}
