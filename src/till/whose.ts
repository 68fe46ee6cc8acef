import type { Names } from '../database/turns.ts';
import type { Book } from '../ledger/book.ts';
import { type Member, smsAddress } from '../members/member.ts';
import { memberAt } from '../members/proving.ts';
import { readPhone } from '../members/readers.ts';
import type { Shown } from '../purchases/holding.ts';
import type { Buyer } from '../purchases/recording.ts';
import type { Known } from './context.ts';
import { type Refusal, wrong } from './problem.ts';

/** What a till showed of a shopper: a phone in E.164, a card, or a member's id. */
export type Whose = { readonly shown: Shown; readonly value: string };

type Given = { readonly phone?: string | undefined; readonly card?: string | undefined; readonly member?: string | undefined };

/** Reads which of the three a till gave; nothing when it gave none. */
export function readWhose({ phone, card, member }: Given, country: string): Whose | Refusal | undefined {
  if (card !== undefined) return { shown: 'card', value: card };
  if (member !== undefined) return { shown: 'member', value: member };
  if (phone === undefined) return undefined;
  const read = readPhone(phone, country);
  return read.ok ? { shown: 'phone', value: read.value } : wrong('phone', phoneMistakes[read.reason]);
}

const phoneMistakes = {
  'not-a-phone': 'is no phone number: write it with the country code',
  'too-short': 'is too short for a phone number',
  landline: 'is a landline: no message reaches it',
  anonymous: 'is one of the anonymous numbers that no message reaches',
} as const;

export function namesOf(whose: Whose | undefined): Names {
  if (whose === undefined) return {};
  const { shown, value } = whose;
  if (shown === 'phone') return { address: [smsAddress(value)] };
  return shown === 'card' ? { card: [value] } : { member: [value] };
}

/** Whom a till means, where there is such a member. */
export function memberOf(known: Pick<Known, 'members'>, { shown, value }: Whose): Member | undefined {
  const found =
    shown === 'phone'
      ? memberAt(known.members, smsAddress(value))
      : shown === 'card'
        ? known.members.memberByCard(value)
        : known.members.member(value);
  return found?.forgottenAt === undefined && found?.mergedInto === undefined ? found : undefined;
}

export function bookOf(known: Pick<Known, 'ledger'>, member: Member): Book {
  const book = known.ledger.books.get(member.id);
  if (book === undefined) throw new Error(`member ${member.id} has no account`);
  return book;
}

export const buyerOf = (known: Known, member: Member): Buyer => ({
  memberId: member.id,
  book: bookOf(known, member),
  facts: known.purchases.of(member.id),
});
