import type pg from 'pg';
import type { ChannelName } from './channel.ts';
import type { MessageClass, Waiting } from './outbox.ts';

/** Where a message may go, in the order to try; empty with the reason why nowhere. */
export type Route = { readonly stops: readonly Stop[]; readonly reason?: 'no-address' | 'no-consent' | 'unreachable' };
export type Stop = { readonly channel: ChannelName; readonly address: string };

/** The program's word on channels. */
export type Policy = { readonly marketing: readonly ChannelName[]; readonly noticesBySms: boolean };

/** A reply goes back to where the question came from. What a member is told goes by Telegram first, by SMS only where Telegram has no way. */
export async function routeOf(pool: pg.Pool, waiting: Waiting, policy: Policy): Promise<Route> {
  if (waiting.address !== undefined) return { stops: [stopAt(waiting.address)] };
  const { rows } = await pool.query<Reach>(reachQuery, [waiting.memberId]);
  return planRoute(waiting.class, rows, policy);
}

type Reach = { readonly address: string; readonly unreachable: boolean; readonly marketing: boolean; readonly notices: boolean };

/** A merged member's messages follow to the member they became. Consents are read at the moment of sending. */
const reachQuery = `
  select i.address, i.unreachable_since is not null as unreachable,
    coalesce((select given from consent c where c.member_id = i.member_id and purpose = 'marketing' and channel = split_part(i.address, ':', 1)
      order by id desc limit 1), false) as marketing,
    coalesce((select given from consent c where c.member_id = i.member_id and purpose = 'notices' and channel = split_part(i.address, ':', 1)
      order by id desc limit 1), true) as notices
  from identity i where i.member_id = (select coalesce(merged_into, id) from member where id = $1)`;

/** Pure part of the cascade. */
function planRoute(messageClass: MessageClass, reaches: readonly Reach[], policy: Policy): Route {
  if (reaches.length === 0) return { stops: [], reason: 'no-address' };
  const reachable = reaches.filter((reach) => !reach.unreachable);
  if (reachable.length === 0) return { stops: [], reason: 'unreachable' };
  const allowed = reachable.filter((reach) => isAllowed(messageClass, reach, policy));
  const stops = allowed.map(({ address }) => stopAt(address)).toSorted((a, b) => order[a.channel] - order[b.channel]);
  return stops.length === 0 ? { stops, reason: 'no-consent' } : { stops };
}

const order = { telegram: 0, sms: 1 } satisfies Record<ChannelName, number>;

function isAllowed(messageClass: MessageClass, reach: Reach, policy: Policy): boolean {
  const { channel } = stopAt(reach.address);
  if (messageClass === 'marketing') return reach.marketing && policy.marketing.includes(channel);
  if (messageClass === 'service' && channel === 'sms') return reach.notices && policy.noticesBySms;
  return true;
}

function stopAt(address: string): Stop {
  const colon = address.indexOf(':');
  return { channel: address.slice(0, colon) as ChannelName, address: address.slice(colon + 1) };
}
