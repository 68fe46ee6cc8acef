import type pg from 'pg';
import { invitationCode } from '../purchases/invitation.ts';
import type { Purchase } from '../purchases/purchase.ts';
import type { Answer } from './answer.ts';

/** What the page of a receipt needs to know: little, because it is looked at far more often than it is answered. */
export type Asked = {
  readonly purchase: Pick<Purchase, 'id' | 'recordedAt' | 'invitation' | 'memberId' | 'total' | 'returned'>;
  readonly answer?: Pick<Answer, 'memberId' | 'answerer' | 'rating' | 'choices' | 'words' | 'rewardPoints'>;
};

const TOKEN = /^[\w-]{22}$/;

/** What a receipt's page is about, by the token in its address: short codes are for typing, and would be too easy to guess here. */
export async function findAsked(pool: pg.Pool, token: string): Promise<Asked | undefined> {
  const code = TOKEN.test(token) ? invitationCode(token) : undefined;
  if (code === undefined) return undefined;
  const { rows } = await pool.query({ name: 'asked', text: askedQuery, values: [code, token] });
  const [row] = rows;
  if (row === undefined) return undefined;
  const { id, recorded_at, owner, total, returned, rating, choices, words, answerer, member_id, reward_points } = row;
  return {
    purchase: {
      id,
      ...(owner === null ? {} : { memberId: owner }),
      recordedAt: recorded_at.getTime(),
      total: BigInt(total),
      returned: BigInt(returned),
      invitation: { token, code },
    },
    ...(rating === null
      ? {}
      : {
          answer: {
            ...(member_id === null ? {} : { memberId: member_id }),
            ...(answerer === null ? {} : { answerer }),
            rating,
            choices,
            ...(words === null ? {} : { words }),
            rewardPoints: BigInt(reward_points),
          },
        }),
  };
}

const askedQuery = `select p.id, p.recorded_at, p.member_id as owner, p.total, p.returned,
    a.rating, a.choices, a.words, a.answerer, a.member_id, a.reward_points
  from purchase p left join survey_answer a on a.purchase_id = p.id where p.code = $1 and p.token = $2`;
