import { insertRows, literal, timeOf } from '../database/sql.ts';
import { inList, type Keeper } from '../database/turns.ts';
import type { DataLink } from './links.ts';

/** A member's traces in rooms that keep no lists of members themselves. */
export type PrivacyWrite =
  | { readonly kind: 'forget'; readonly memberId: string; readonly addresses: readonly string[] }
  | { readonly kind: 'merge'; readonly from: string; readonly into: string }
  | { readonly kind: 'data-link'; readonly digest: string; readonly memberId: string; readonly expiresAt: number };

/** A new link to a member's data, made where chance is. */
export type KnownPrivacy = { newDataLink(): DataLink };

/** Rubs out, in the statement list of the turn that decided it, what messages, codes and the notes of what was done by hand still hold of a member. Stands before the outbox among the keepers, so that the farewell itself is still sent. */
export const privacyKeeper = (known: KnownPrivacy): Keeper<KnownPrivacy, readonly PrivacyWrite[]> => ({
  load: () => `select 'null'::json`,
  open: () => {
    const statements: string[] = [];
    return {
      know: () => known,
      apply: (more, { now }) => {
        statements.push(...more.flatMap((write) => statementsOf(write, now)));
      },
      flush: () => statements,
    };
  },
});

function statementsOf(write: PrivacyWrite, now: number): string[] {
  switch (write.kind) {
    case 'forget':
      return forget(write.memberId, write.addresses, now);
    case 'merge':
      return merge(write.from, write.into);
    case 'data-link': {
      const row = { digest: write.digest, member_id: write.memberId, expires_at: timeOf(write.expiresAt) };
      return [insertRows('data_link', [row], { digest: 'text', member_id: 'uuid', expires_at: 'timestamptz' })];
    }
  }
}

function forget(memberId: string, addresses: readonly string[], now: number): string[] {
  const phones = addresses.filter((address) => address.startsWith('sms:')).map((address) => address.slice('sms:'.length));
  return [
    ...emptyOutbox(memberId, addresses, now),
    `update survey_answer set words = null, picture = null, answerer = null where member_id = ${literal(memberId)}::uuid`,
    `update case_event set words = null where case_number in (select number from survey_case where member_id = ${literal(memberId)}::uuid)`,
    `update greeting set facts = '{}' where member_id = ${literal(memberId)}::uuid`,
    `delete from coupon where member_id = ${literal(memberId)}::uuid and used_at is null`,
    `delete from data_link where member_id = ${literal(memberId)}::uuid`,
    `update intervention set why = '' where member_id = ${literal(memberId)}::uuid`,
    `delete from code where phone = any(${inList(phones)}) or asked_by = any(${inList(addresses)})`,
  ];
}

/**
 * What waits is dropped, and what was said loses its words. Asked in three parts, each by an index of its own where there is one: replies, of which
 * there are most, have none by address, because each would pay for it and hardly anybody is forgotten in the month they are kept.
 */
function emptyOutbox(memberId: string, addresses: readonly string[], now: number): string[] {
  const emptied = `message = '{}', letter = null, address = null, recipient = 'forgotten'`;
  const member = `${literal(memberId)}::uuid`;
  return [
    `update outbox set state = 'dropped', reason = 'forgotten', settled_at = ${literal(timeOf(now))}::timestamptz, ${emptied}
      where (recipient = any(${inList([memberId, ...addresses])}) or member_id = ${member}) and state in ('waiting', 'sending')`,
    `update outbox set ${emptied} where member_id = ${member} and recipient <> 'forgotten'`,
    ...(addresses.length === 0 ? [] : [`update outbox set ${emptied} where address = any(${inList(addresses)})`]),
  ];
}

const merge = (from: string, into: string): string[] => [
  ...['survey_answer', 'survey_case', 'coupon'].map(
    (table) => `update ${table} set member_id = ${literal(into)}::uuid where member_id = ${literal(from)}::uuid`,
  ),
  ...Object.entries({ poll_asked: ['poll_id'], greeting: ['occasion', 'cycle'], broadcast_recipient: ['broadcast_id'] }).map(
    ([table, keys]) => moveUnlessBoth(table, keys, from, into),
  ),
  // Who was to get a broadcast as both of them gets it once.
  `update outbox set state = 'dropped', reason = 'merged', settled_at = now() where member_id = ${literal(from)}::uuid and state = 'waiting'
    and broadcast_id in (select broadcast_id from outbox where member_id = ${literal(into)}::uuid)`,
  `update outbox set member_id = ${literal(into)}::uuid where member_id = ${literal(from)}::uuid`,
  `update intervention set member_id = ${literal(into)}::uuid where member_id = ${literal(from)}::uuid`,
];

/** Where both records were in one list, the one that goes on stands there already. */
const moveUnlessBoth = (table: string, keys: readonly string[], from: string, into: string): string =>
  `update ${table} set member_id = ${literal(into)}::uuid where member_id = ${literal(from)}::uuid
    and not exists (select from ${table} as both_were where ${keys.map((key) => `both_were.${key} = ${table}.${key}`).join(' and ')}
      and both_were.member_id = ${literal(into)}::uuid)`;
