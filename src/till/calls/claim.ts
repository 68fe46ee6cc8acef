import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { type ClaimRefusal, claimByInvitation } from '../../purchases/claiming.ts';
import { invitationCode, isInvitedBy } from '../../purchases/invitation.ts';
import { findPurchase } from '../../purchases/listing.ts';
import { purchaseNotice } from '../../purchases/notices.ts';
import { activeFrom } from '../../rules/calendar.ts';
import type { TillCall, TillDeps } from '../context.ts';
import { type Refusal, type RefusalName, wrong } from '../problem.ts';
import type { claimBody } from '../shapes.ts';
import { take } from '../turn.ts';
import { buyerOf, memberOf, namesOf, readWhose } from '../whose.ts';
import { rowTold } from './list.ts';

const refusals = {
  'already-claimed': 'already-claimed',
  'too-late': 'claim-late',
  'too-many-claims': 'claim-too-many',
  'all-returned': 'all-returned',
} as const satisfies Record<ClaimRefusal, RefusalName>;

/** The card was forgotten at the till: the receipt brings its points afterwards, once. */
export async function claimReceipt(deps: TillDeps, call: TillCall, body: z.output<typeof claimBody>): Promise<object | Refusal> {
  const whose = readWhose(body, deps.program.shop.country);
  if (whose === undefined || 'refusal' in whose) return whose ?? wrong('member', 'is missing');
  const code = invitationCode(body.invitation);
  if (code === undefined) return wrong('invitation', 'is no code of a receipt');
  const { answer } = await take<{ readonly purchase: string }>(deps, {
    requestId: `till:${call.till}:claim:${call.idempotencyKey ?? randomUUID()}`,
    content: JSON.stringify([whose, body.invitation]),
    names: { ...namesOf(whose), invitation: [code] },
    decide(known, now) {
      const purchase = known.purchases.invited(code);
      if (purchase === undefined || !isInvitedBy(purchase, body.invitation)) return { answer: { refusal: 'unknown-purchase' } };
      const member = memberOf(known, whose);
      if (member === undefined) return { answer: wrong(whose.shown, 'is not of a member') };
      const claimed = claimByInvitation(deps, purchase, buyerOf(known, member), known.purchases.claimedToday(member.id), now);
      if (!claimed.ok) return { answer: { refusal: refusals[claimed.reason] } };
      const bought = { purchase: claimed.purchase, coupons: [], activeFrom: activeFrom(deps.program, purchase.at) };
      return {
        answer: { purchase: purchase.id },
        writes: {
          ledger: [claimed.book],
          purchases: [{ kind: 'changed', purchase: claimed.purchase }],
          outbox: [purchaseNotice(deps.program, member, claimed.book, bought, now)],
        },
      };
    },
  });
  if ('refusal' in answer) return answer;
  const found = await findPurchase(deps.pool, answer.purchase);
  return found === undefined ? { refusal: 'unknown-purchase' } : rowTold(deps, found);
}
