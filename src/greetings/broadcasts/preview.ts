import type pg from 'pg';
import { leftOf } from '../../delivery/budgets.ts';
import type { Reach } from '../../delivery/cascade.ts';
import type { Channel, ChannelName } from '../../delivery/channel.ts';
import { hasCaps, permitAt, toldTo } from '../../delivery/permits.ts';
import { monthlyBudget, priceOf } from '../../delivery/price.ts';
import type { Program } from '../../rules/program.ts';
import type { Language, Letter, Message } from '../../texts/message.ts';
import { audienceOf, type Candidate } from './audience.ts';
import type { Plan } from './plan.ts';
import { isHeldOut, messageOf, routeTo } from './saying.ts';
import { SENT_WITHIN_MS } from './starting.ts';

/** What the shop sends by, as far as counting needs it. */
export type Ways = {
  readonly channels: ReadonlyMap<ChannelName, Pick<Channel, 'segments'>>;
  readonly render: (message: Message, language: Language, channel: ChannelName) => Letter;
};

/** Why somebody whom a plan means is not written to. */
const leftOutReasons = ['no-consent', 'not-allowed', 'unreachable', 'no-address', 'no-channel', 'capped', 'too-late'] as const;
export type LeftOut = (typeof leftOutReasons)[number];

type Counted = { readonly recipients: number; readonly segments: number; readonly cost: bigint };
type Sample = { readonly language: Language; readonly channel: ChannelName; readonly text: string };

/** What a broadcast would do if it began at a moment. Who turns out to be unreachable by Telegram then may still cost an SMS. */
export type Preview = {
  readonly meant: number;
  readonly recipients: number;
  readonly heldOut: number;
  readonly byChannel: Readonly<Record<ChannelName, Counted>>;
  readonly leftOut: Readonly<Record<LeftOut, number>>;
  /** Members who were forgotten: nothing of them is left that a plan could mean. */
  readonly forgotten: number;
  /** What is left of this month's money for offers by SMS; absent: there is no limit. */
  readonly monthsMoney?: bigint;
  /** The message to the first recipient of each language and channel. */
  readonly samples: readonly Sample[];
};

export type Previewed = { readonly id: number; readonly plan: Plan; readonly startAt: number };

/** Counts by the very code that sends: each member's own message, rendered, routed, permitted and priced. */
export async function previewOf(
  pool: pg.Pool,
  { id, plan, startAt }: Previewed,
  program: Program,
  ways: Ways,
  now: number,
): Promise<Preview> {
  const byChannel = { telegram: { ...nothing }, sms: { ...nothing } };
  const leftOut = Object.fromEntries(leftOutReasons.map((reason) => [reason, 0])) as Record<LeftOut, number>;
  const samples = new Map<string, Sample>();
  let meant = 0;
  let heldOut = 0;
  for await (const page of audienceOf(pool, plan, program, now)) {
    const told = hasCaps(program, 'marketing')
      ? await toldTo(
          pool,
          page.map((one) => one.id),
          'marketing',
          startAt,
        )
      : new Map();
    for (const member of page) {
      meant += 1;
      const fate = fateOf(member, told.get(member.id) ?? []);
      if (typeof fate === 'string') leftOut[fate] += 1;
      else if (isHeldOut(plan, id, member.id)) heldOut += 1;
      else {
        const sum = byChannel[fate.channel];
        sum.recipients += 1;
        sum.segments += fate.segments;
        sum.cost += fate.cost;
        const kind = `${fate.letter.language} ${fate.channel}`;
        if (!samples.has(kind)) samples.set(kind, { language: fate.letter.language, channel: fate.channel, text: fate.letter.text });
      }
    }
  }
  const { rows } = await pool.query('select count(*)::int as forgotten from member where forgotten_at is not null');
  const recipients = byChannel.telegram.recipients + byChannel.sms.recipients;
  const monthly = monthlyBudget(program, 'marketing', startAt);
  return {
    meant,
    recipients,
    heldOut,
    byChannel,
    leftOut,
    forgotten: rows[0].forgotten,
    ...(monthly === undefined ? {} : { monthsMoney: await leftOf(pool, monthly) }),
    samples: [...samples.values()],
  };

  function fateOf(member: Candidate, told: readonly number[]): LeftOut | Fate {
    const route = routeTo(plan, program, member);
    if (route.stops.length === 0)
      return route.reason === 'no-consent' && agreed(plan, member.reaches) ? 'not-allowed' : (route.reason ?? 'no-address');
    const stop = route.stops.find(({ channel }) => ways.channels.has(channel));
    if (stop === undefined) return 'no-channel';
    const permit = permitAt(program, { kind: 'marketing', notAfter: startAt + SENT_WITHIN_MS }, route.place, told, startAt);
    if (!permit.go && 'never' in permit) return permit.never === 'capped' ? 'capped' : 'too-late';
    const { message, language } = messageOf(plan, program, member);
    const letter = ways.render(message, language, stop.channel);
    const channel = ways.channels.get(stop.channel) ?? {};
    const price = priceOf(program, channel, letter, { class: 'marketing', broadcastId: id }, route, now);
    return { channel: stop.channel, letter, segments: price?.segments ?? 0, cost: price?.cost ?? 0n };
  }
}

type Fate = { readonly channel: ChannelName; readonly letter: Letter; readonly segments: number; readonly cost: bigint };
const nothing = { recipients: 0, segments: 0, cost: 0n };

/** Who agreed to a channel, and still may not be written to, lives where the law or the shop has ruled that channel out. */
const agreed = ({ channels }: Plan, reaches: readonly Reach[]): boolean =>
  reaches.some(
    ({ address, unreachable, marketing }) =>
      !unreachable && marketing && (channels?.some((name) => address.startsWith(`${name}:`)) ?? true),
  );
