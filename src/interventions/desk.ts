import type { Json, Names, Turns } from '../database/turns.ts';
import type { Outgoing, outboxKeeper } from '../delivery/outbox.ts';
import type { Book } from '../ledger/book.ts';
import type { ledgerKeeper } from '../ledger/keeper.ts';
import type { membersKeeper } from '../members/keeper.ts';
import type { Member } from '../members/member.ts';
import type { purchasesKeeper } from '../purchases/keeper.ts';
import type { Terms } from '../purchases/recording.ts';
import type { Message } from '../texts/message.ts';
import type { Intervention } from './intervention.ts';
import type { interventionsKeeper } from './keeper.ts';

/** The rooms that what is done by hand goes through. */
type DeskKeepers = {
  readonly members: ReturnType<typeof membersKeeper>;
  readonly ledger: ReturnType<typeof ledgerKeeper>;
  readonly purchases: ReturnType<typeof purchasesKeeper>;
  readonly interventions: typeof interventionsKeeper;
  readonly outbox: ReturnType<typeof outboxKeeper>;
};

type Known = Parameters<Parameters<Turns<DeskKeepers>['look']>[0]['see']>[0];
type Writes = NonNullable<ReturnType<Parameters<Turns<DeskKeepers>['take']>[0]['decide']>['writes']>;

/** Where things are put right by hand. `key`: of keyed hashes. */
export type Desk = Terms & { readonly turns: Turns<DeskKeepers>; readonly key: string };

/** Whom it is about, whose hand it is, and why. */
export type Deed = { readonly requestId: string; readonly memberId: string; readonly who: string; readonly why: string };

/** What a decision looks at. `id`: the intervention's, which transfers point to. */
export type Found = { readonly known: Known; readonly member: Member; readonly book: Book; readonly id: string };

export type Refused<Reason extends string> = { readonly ok: false; readonly reason: Reason | 'unknown-member' };

/** What is to be done, with what to tell whoever asked for it; or why not. */
export type Done<Answer> = {
  readonly answer: Answer;
  readonly kind: Intervention['kind'];
  readonly facts: Intervention['facts'];
  readonly writes?: Partial<Omit<Writes, 'interventions'>>;
};

/**
 * Decides and writes one thing by hand, with its record of who and why, as a turn like every other. A no leaves nothing behind. Nothing of a
 * person may stand in an answer of what was done: it is kept.
 */
export async function doByHand<Answer extends { readonly ok: true }, Refusal extends { readonly ok: false }>(
  { turns }: Desk,
  { requestId, memberId, who, why }: Deed,
  content: string,
  decide: (found: Found, now: number) => Done<Answer> | Refusal,
  names: Names = {},
): Promise<Answer | Refusal | Refused<never>> {
  const taken = await turns.take<Json>({
    requestId,
    content: JSON.stringify([memberId, content]),
    names: { member: [memberId], ...names },
    deep: true,
    decide(known, now) {
      const member = known.members.member(memberId);
      const book = known.ledger.books.get(memberId);
      if (member === undefined || book === undefined || member.forgottenAt !== undefined || member.mergedInto !== undefined)
        return { answer: { ok: false, reason: 'unknown-member' }, forget: true };
      const id = known.members.newId();
      const done = decide({ known, member, book, id }, now);
      if ('ok' in done) return { answer: done as Json, forget: true };
      const { answer, kind, facts, writes } = done;
      return { answer: answer as Json, writes: { ...writes, interventions: [{ id, memberId, kind, who, why, facts }] } };
    },
  });
  if (!taken.ok) throw new Error(`the request ${requestId} was used before`);
  return taken.answer as Answer | Refusal | Refused<never>;
}

/** To the member, by the cheapest channel that reaches them. Whoever decides this may be gone in a moment, so the running shop is left to send it. */
export const tell = (member: Member, message: Message, now: number): Outgoing => ({
  class: 'service',
  to: { memberId: member.id },
  language: member.language,
  message,
  dueAt: now + 1,
});
