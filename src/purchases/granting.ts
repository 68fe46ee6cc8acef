import type { Turn } from '../database/turns.ts';
import type { Outgoing } from '../delivery/outbox.ts';
import { balanceOf } from '../ledger/balance.ts';
import type { KnownLedger, LedgerWrite } from '../ledger/keeper.ts';
import type { KnownMembers } from '../members/keeper.ts';
import { smsAddress } from '../members/member.ts';
import { memberAt } from '../members/proving.ts';
import type { Program } from '../rules/program.ts';
import type { Language } from '../texts/message.ts';
import { textOf } from '../texts/render.ts';
import type { KnownPurchases, PurchaseWrite } from './keeper.ts';
import { purchaseNotice } from './notices.ts';
import { record } from './recording.ts';

/** What was bought at the playground's counter, by the person with this chat and this phone. Money in minor units. */
export type GrantedPurchase = {
  readonly chat: string;
  readonly phone: string;
  readonly basket: readonly { readonly sku: string; readonly name: string; readonly category: string; readonly amount: number }[];
  readonly total: number;
  readonly currency: string;
  readonly receiptId: string;
  readonly language: Language;
};

type Known = { readonly members: KnownMembers; readonly ledger: KnownLedger; readonly purchases: KnownPurchases };
type Writes = { readonly ledger: LedgerWrite; readonly purchases: readonly PurchaseWrite[]; readonly outbox: readonly Outgoing[] };
type Taken = { readonly ok: true; readonly answer: Granted } | { readonly ok: false };
type Granted = { readonly pointsEarned: number; readonly available: number } | { readonly refusal: string };
type Granting = {
  readonly turns: { take(turn: Turn<Known, Writes, Granted>): Promise<Taken> };
  readonly program: Program;
  readonly programHash: string;
};

/** Records a purchase of whichever of the two addresses is a member's; refuses kindly when neither is. */
export async function grantPurchase({ turns, program, programHash }: Granting, bought: GrantedPurchase): Promise<Granted> {
  const addresses = [`telegram:${bought.chat}`, smsAddress(bought.phone)];
  const taken = await turns.take({
    requestId: `playground:${bought.receiptId}`,
    content: JSON.stringify(bought),
    names: { address: addresses },
    deep: true,
    decide: (known, now) => {
      const member = addresses.map((address) => memberAt(known.members, address)).find((found) => found !== undefined);
      const book = member === undefined ? undefined : known.ledger.books.get(member.id);
      if (member === undefined || book === undefined) return { answer: { refusal: textOf('till-not-a-member', bought.language) } };
      const recorded = record(
        { program, programHash },
        { memberId: member.id, book, facts: known.purchases.of(member.id) },
        {
          id: known.members.newId(),
          receiptId: bought.receiptId,
          store: 'playground',
          till: 'playground',
          at: now,
          currency: bought.currency,
          total: BigInt(bought.total),
          lines: bought.basket.map(({ sku, name, category, amount }) => ({ sku, name, category, amount: BigInt(amount) })),
          redeemPoints: 0n,
          digest: '',
          invitation: known.purchases.newInvitation(),
        },
        now,
      );
      if (!recorded.ok) return { answer: { refusal: recorded.reason } };
      const after = recorded.book as NonNullable<typeof recorded.book>;
      return {
        answer: { pointsEarned: Number(recorded.purchase.pointsEarned), available: Number(balanceOf(after, now).available) },
        writes: {
          ledger: [after],
          purchases: [{ kind: 'recorded', purchase: recorded.purchase, answer: null }],
          outbox: [purchaseNotice(program, member, after, recorded.purchase, recorded.activeFrom, now)],
        },
      };
    },
  });
  return taken.ok ? taken.answer : { refusal: textOf('till-not-a-member', bought.language) };
}
