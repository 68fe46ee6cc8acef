import DataLoader from 'dataloader';
import type pg from 'pg';
import { millisOf } from '../database/sql.ts';
import { invitationCode } from '../purchases/invitation.ts';
import type { Purchase } from '../purchases/purchase.ts';
import type { Answer } from './answer.ts';

/** What the page of a receipt needs to know: little, because it is looked at far more often than it is answered. */
export type Asked = {
  readonly purchase: Pick<Purchase, 'id' | 'recordedAt' | 'invitation' | 'memberId' | 'total' | 'returned'>;
  readonly answer?: Pick<Answer, 'memberId' | 'answerer' | 'rating' | 'choices' | 'words' | 'rewardPoints'>;
};

const TOKEN = /^[\w-]{22}$/;

/**
 * What a receipt's page is about, by the token in its address: short codes are for typing, and would be too easy to guess here. All that are asked for
 * in one turn of the loop are looked up by one query.
 */
export function createFindAsked(pool: pg.Pool): (token: string) => Promise<Asked | undefined> {
  const loader = new DataLoader<string, Asked | undefined>((tokens) => lookUp(pool, tokens), {
    cache: false,
    maxBatchSize: TOKENS_A_QUERY_MAX,
    batchScheduleFn: (look) => setImmediate(look),
  });
  return async (token) => (TOKEN.test(token) ? loader.load(token) : undefined);
}

const TOKENS_A_QUERY_MAX = 256;

async function lookUp(pool: pg.Pool, tokens: readonly string[]): Promise<(Asked | undefined)[]> {
  const { rows } = await pool.query<{ asked: Row }>({ name: 'asked', text: askedQuery, values: [tokens.map(invitationCode), tokens] });
  const found = new Map(rows.map(({ asked }) => [asked[0], askedOf(asked)]));
  return tokens.map((token) => found.get(token));
}

function askedOf([token, code, id, owner, recordedAt, total, returned, rating, choices, words, answerer, memberId, reward]: Row): Asked {
  return {
    purchase: {
      id,
      ...(owner === null ? {} : { memberId: owner }),
      recordedAt,
      total: BigInt(total),
      returned: BigInt(returned),
      invitation: { token, code },
    },
    ...(rating === null ? {} : { answer: { rating, choices, ...known({ words, answerer, memberId }), rewardPoints: BigInt(reward) } }),
  };
}

type Row = readonly [
  token: string,
  code: string,
  id: string,
  owner: string | null,
  recordedAt: number,
  total: number,
  returned: number,
  rating: number | null,
  choices: readonly string[],
  words: string | null,
  answerer: string | null,
  memberId: string | null,
  reward: number,
];

/** Without what is not there. */
const known = (texts: Readonly<Record<'words' | 'answerer' | 'memberId', string | null>>) =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== null)) as Partial<Record<keyof typeof texts, string>>;

/** One column: a driver works for every column of every row. */
const askedQuery = `select json_build_array(p.token, p.code, p.id, p.member_id, ${millisOf('p.recorded_at')}, p.total, p.returned,
    a.rating, a.choices, a.words, a.answerer, a.member_id, a.reward_points) as asked
  from unnest($1::text[], $2::text[]) as wanted(code, token) join purchase p using (code) left join survey_answer a on a.purchase_id = p.id
  where p.token = wanted.token`;
