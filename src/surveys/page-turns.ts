import type { Turn } from '../database/turns.ts';
import { invitationCode, isInvitedBy } from '../purchases/invitation.ts';
import type { KnownPurchases } from '../purchases/keeper.ts';
import type { Language } from '../texts/message.ts';
import { isBy } from './answer.ts';
import { type AnsweringKnown, type AnsweringWrites, addTo, type Desk, type More, rate } from './answering.ts';

type Known = AnsweringKnown & { readonly purchases: KnownPurchases };
type PageTurn<Told extends object> = Turn<Known, AnsweringWrites, Told & { readonly [key: string]: never }>;

/** A receipt's page in somebody's hand. `hash`: the browser, as answers keep it; `form`: the one page it was sent from, so that it counts once. */
export type Sheet = { readonly token: string; readonly hash: string; readonly form: string; readonly language: Language };

/** What became of a rating. */
export type RatingTold = { readonly told: 'rated' | 'mine' | 'others' | 'late' | 'unknown' };

/** A rating given on the page, once however often its button is pressed. */
export function ratingTurn(desk: Desk, { token, hash, form, language }: Sheet, rating: number): PageTurn<RatingTold> {
  return {
    requestId: `web:${form}:rating`,
    content: String(rating),
    names: { invitation: [invitationCode(token) ?? ''] },
    decide(known, now) {
      const purchase = invitedBy(known, token);
      if (purchase === undefined) return tell({ told: 'unknown' });
      const rated = rate(desk, known, purchase, { channel: 'web', language, hash }, rating, now);
      return rated.ok ? { ...tell({ told: 'rated' }), writes: rated.writes } : tell({ told: rated.reason });
    },
  };
}

/** What is added on the second page, by the browser that gave the rating. `digest`: of what is added. */
export function moreTurn(desk: Desk, { token, hash, form }: Sheet, more: More, digest: string): PageTurn<RatingTold> {
  return {
    requestId: `web:${form}:more:${digest}`,
    content: '',
    names: { invitation: [invitationCode(token) ?? ''] },
    decide(known, now) {
      const purchase = invitedBy(known, token);
      const answer = purchase && known.surveys.answerTo(purchase.id);
      if (answer === undefined) return tell({ told: 'unknown' });
      if (!isBy(answer, { hash })) return tell({ told: 'others' });
      return { ...tell({ told: 'mine' }), writes: addTo(desk, known, answer, more, now).writes };
    },
  };
}

const tell = (told: RatingTold) => ({ answer: told as RatingTold & { readonly [key: string]: never } });

function invitedBy({ purchases }: Known, token: string) {
  const purchase = purchases.invited(invitationCode(token) ?? '');
  return purchase !== undefined && isInvitedBy(purchase, token) ? purchase : undefined;
}
