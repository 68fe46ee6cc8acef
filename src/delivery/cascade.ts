import DataLoader from 'dataloader';
import type pg from 'pg';
import { rowsOf } from '../database/sql.ts';
import { lookUp } from '../database/trip.ts';
import { countryOf } from '../members/readers.ts';
import type { Place } from '../rules/hours.ts';
import { marketingByTelegram } from '../rules/marketing.ts';
import type { Program } from '../rules/program.ts';
import type { ChannelName } from './channel.ts';
import type { MessageClass, Waiting } from './outbox.ts';

/** Where a message may go, in the order to try; empty with the reason why nowhere. */
export type Route = {
  readonly stops: readonly Stop[];
  readonly reason?: Nowhere;
  /** Where its recipient lives. */
  readonly place: Place;
  /** Of the broadcast it belongs to. */
  readonly broadcast?: Broadcasting;
};
export type Stop = { readonly channel: ChannelName; readonly address: string };

/** Why a message reaches nobody. */
type Nowhere = 'no-address' | 'no-consent' | 'unreachable';

/** Of a broadcast, what is looked at while it is sent: it may be paused, or get more money. */
type Broadcasting = { readonly state: string; readonly budget?: bigint };

/** A reply goes back to where the question came from. What a member is told goes by Telegram first, by SMS only where Telegram has no way. */
export async function routeOf(reachesOf: Reaching, waiting: Waiting, program: Program): Promise<Route> {
  if (waiting.address !== undefined) return { stops: [stopAt(waiting.address)], place: placeOf(program, [waiting.address]) };
  const reaches = await reachesOf(waiting);
  const [first] = reaches;
  const broadcast = first?.broadcast ?? undefined;
  return {
    ...planRoute(
      { class: waiting.class, calm: waiting.said.calm ?? false, ...(first?.channels == null ? {} : { channels: first.channels }) },
      reaches,
      program,
      first?.time_zone,
    ),
    ...(broadcast === undefined
      ? {}
      : { broadcast: { state: broadcast, ...(first?.budget == null ? {} : { budget: BigInt(first.budget) }) } }),
  };
}

/** How the member of a message can be reached, as it is at this moment. */
export type Reaching = (waiting: Waiting) => Promise<readonly Reached[]>;
type Reached = Reach & FromDatabase;

/** Many messages go out at once, and ask together: one question to the database for each of them would cost as much as all that is sent. */
export function createReaching(pool: pg.Pool): Reaching {
  const loader = new DataLoader<Waiting, readonly Reached[]>((asking) => reachesOfAll(pool, asking), {
    cache: false,
    batchScheduleFn: (ask) => setImmediate(ask),
  });
  return (waiting) => loader.load(waiting);
}

async function reachesOfAll(pool: pg.Pool, asking: readonly Waiting[]): Promise<Reached[][]> {
  const rows = asking.map(({ memberId, broadcastId }, place) => ({ place, member: memberId, broadcast: broadcastId }));
  const found = await lookUp(pool, reachQuery(rowsOf(rows, 'place int, member uuid, broadcast int')));
  const reaches: Reached[][] = asking.map(() => []);
  for (const row of found.rows) reaches[row.place]?.push(row);
  return reaches;
}

/** An address of a member with what may go there. */
export type Reach = { readonly address: string; readonly unreachable: boolean; readonly marketing: boolean; readonly notices: boolean };
type FromDatabase = {
  readonly time_zone: string | null;
  readonly broadcast: string | null;
  readonly budget: string | null;
  readonly channels: readonly ChannelName[] | null;
};

/** The columns of a `Reach`, of an identity `i`. Consents are read at the moment of sending. */
export const reachColumns = `i.address, i.unreachable_since is not null as unreachable,
    coalesce((select given from consent c where c.member_id = i.member_id and purpose = 'marketing' and channel = split_part(i.address, ':', 1)
      order by id desc limit 1), false) as marketing,
    coalesce((select given from consent c where c.member_id = i.member_id and purpose = 'notices' and channel = split_part(i.address, ':', 1)
      order by id desc limit 1), true) as notices`;

/** A merged member's messages follow to the member they became. */
const reachQuery = (asked: string): string => `
  select who.place, ${reachColumns}, m.time_zone, b.state as broadcast, b.plan ->> 'budget' as budget, b.plan -> 'channels' as channels
  from (select row.place, coalesce(merged_into, id) as id, row.broadcast from ${asked} join member on member.id = row.member) as who
    join member m on m.id = who.id join identity i on i.member_id = who.id left join broadcast b on b.id = who.broadcast`;

/** `calm`: planned by the shop, and not the notice of something that has just happened. `channels`: it goes by no other. */
export type Kind = { readonly class: MessageClass; readonly calm: boolean; readonly channels?: readonly ChannelName[] };

/** The pure part of the cascade: where a message of a kind may go to whom can be reached so. */
export function planRoute(kind: Kind, reaches: readonly Reach[], program: Program, timeZone?: string | null): Omit<Route, 'broadcast'> {
  const place = placeOf(
    program,
    reaches.map(({ address }) => address),
    timeZone,
  );
  const meant = reaches.filter(({ address }) => kind.channels?.includes(stopAt(address).channel) ?? true);
  if (meant.length === 0) return { stops: [], reason: 'no-address', place };
  const reachable = meant.filter((reach) => !reach.unreachable);
  if (reachable.length === 0) return { stops: [], reason: 'unreachable', place };
  const allowed = reachable.filter((reach) => isAllowed(kind, reach, program, place.country));
  const stops = allowed.map(({ address }) => stopAt(address)).toSorted((a, b) => order[a.channel] - order[b.channel]);
  return stops.length === 0 ? { stops, reason: 'no-consent', place } : { stops, place };
}

const order = { telegram: 0, sms: 1 } satisfies Record<ChannelName, number>;

function isAllowed(kind: Kind, reach: Reach, program: Program, country: string): boolean {
  const { channel } = stopAt(reach.address);
  if (kind.class === 'marketing') return reach.marketing && (channel === 'sms' || marketingByTelegram(program, country));
  if (kind.class === 'service' && channel === 'sms') return reach.notices && (kind.calm || program.messages.purchaseNoticeBySms);
  return true;
}

/** Somebody's country is that of their phone; who has none is thought to live where the shop is. */
function placeOf({ shop }: Program, addresses: readonly string[], timeZone?: string | null): Place {
  const phone = addresses.map(stopAt).find(({ channel }) => channel === 'sms')?.address;
  return { country: (phone === undefined ? undefined : countryOf(phone)) ?? shop.country, timeZone: timeZone ?? shop.timeZone };
}

function stopAt(address: string): Stop {
  const colon = address.indexOf(':');
  return { channel: address.slice(0, colon) as ChannelName, address: address.slice(colon + 1) };
}
