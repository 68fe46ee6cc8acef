import { flawInWords, verify } from '../../src/ledger/verify.ts';
import type { Storm } from './storm.ts';

/** Everything that must never be seen in a database at rest, by name, with the rows that show it. Empty: all is well. */
export async function flawsOf(storm: Storm): Promise<Record<string, unknown[]>> {
  const flaws: Record<string, unknown[]> = {};
  for (const [name, sql] of Object.entries(forbidden)) {
    const rows = await storm.rows(`${sql} limit 5`);
    if (rows.length > 0) flaws[name] = rows;
  }
  const proved = await verify(storm.pool);
  if (!proved.ok) flaws['a ledger that cannot be proved'] = [proved.reason === 'flaw' ? flawInWords(proved.flaw) : proved.reason];
  return flaws;
}

const forbidden = {
  'a member without an account': 'select id from member where not exists (select from account where account.member_id = member.id)',
  'an account without a member': 'select member_id from account where not exists (select from member where member.id = account.member_id)',
  'a member whom nothing leads to': 'select id from member where not exists (select from identity where identity.member_id = member.id)',
  'a member who has not agreed to the terms': `select id from member where not exists (select from consent where consent.member_id = member.id and purpose = 'program')`,
  'two welcomes': `select member_id from transfer where kind = 'welcome' group by member_id having count(*) > 1`,
  'a welcome of no phone, or a phone without its welcome': `select * from
    (select (select count(*) from transfer where kind = 'welcome') as welcomes, (select count(*) from welcomed_phone) as phones) as counted where welcomes <> phones`,
  'a message without the request that caused it': `select id from outbox where not exists (select from request where request.id = outbox.request)
      and not exists (select from greeting where request = 'greeting:' || occasion || ':' || cycle || ':' || greeting.member_id) and broadcast_id is null`,
  'a message without its fate': `select id, state, reason from outbox where state <> 'sent'`,
  'somebody who enrolled without a conversation': `select address from identity where address like 'telegram:%'
    and not exists (select from session where session.address = identity.address)`,
} as const;

/** Recipients whose messages went out in another order than they were written in. The carrier's references count up. */
export async function outOfOrder(storm: Storm): Promise<string[]> {
  const rows = await storm.rows<{ recipient: string }>(`select distinct recipient from (select recipient, reference::bigint as reference,
      lag(reference::bigint) over (partition by recipient order by id) as before from outbox where channel = 'telegram') as sent where reference <= before`);
  return rows.map(({ recipient }) => recipient);
}
