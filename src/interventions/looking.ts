import type pg from 'pg';
import { balanceOf } from '../ledger/balance.ts';
import type { Consent, Identity, Member } from '../members/member.ts';
import { type HistoryEntry, memberHistory } from '../purchases/listing.ts';
import { tierOf } from '../rules/tiers.ts';
import type { Desk } from './desk.ts';
import type { Intervention } from './intervention.ts';

type Points = Readonly<Record<'available' | 'pending' | 'held' | 'debt', bigint>>;
type Bought = {
  readonly at: Date;
  readonly store: string;
  readonly receiptId: string;
  readonly total: bigint;
  readonly currency: string;
  readonly pointsEarned: bigint;
  readonly pointsSpent: bigint;
};
type Promised = {
  readonly code: string;
  readonly name: string;
  readonly about: string;
  readonly givenAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
};
/** What became of a message; of its words only the names of its texts. */
type Told = {
  readonly id: number;
  readonly at: Date;
  readonly class: string;
  readonly texts: readonly string[];
  readonly state: string;
  readonly reason: string | null;
  readonly channel: string | null;
  readonly report: string | null;
};

/** All that whoever stands at the shop's desk may want to know of a member; the newest first. */
export type Seen = {
  readonly member: Member;
  readonly identities: readonly Identity[];
  readonly consents: readonly Consent[];
  readonly points: Points;
  readonly tier: string;
  readonly spentInWindow: bigint;
  readonly purchases: readonly Bought[];
  readonly history: readonly HistoryEntry[];
  readonly coupons: readonly Promised[];
  readonly interventions: readonly (Intervention & { readonly at: Date })[];
  readonly messages: readonly Told[];
};

const LINES_MAX = 10;
const INTERVENTIONS_MAX = 100;

/** What was done by hand for a member, the newest first. */
export async function interventionsOf(pool: pg.Pool, memberId: string): Promise<Seen['interventions']> {
  const { rows } = await pool.query(interventionsQuery, [memberId]);
  return rows;
}

export async function lookAtMember({ turns, program }: Desk, pool: pg.Pool, memberId: string): Promise<Seen | undefined> {
  const seen = await turns.look({
    names: { member: [memberId] },
    deep: true,
    see({ members, ledger, purchases }, now) {
      const [member, book] = [members.member(memberId), ledger.books.get(memberId)];
      if (member === undefined || book === undefined) return undefined;
      const { spentInWindow } = purchases.of(memberId);
      return {
        member,
        identities: members.identitiesOf(memberId),
        consents: members.consentsOf(memberId),
        points: balanceOf(book, now),
        tier: tierOf(program, spentInWindow).name,
        spentInWindow,
      };
    },
  });
  if (seen === undefined) return undefined;
  const [bought, history, promised, interventions, told] = await Promise.all([
    pool.query(boughtQuery, [memberId]),
    memberHistory(pool, memberId),
    pool.query<Promised>(promisedQuery, [memberId]),
    interventionsOf(pool, memberId),
    pool.query(toldQuery, [memberId]),
  ]);
  return {
    ...seen,
    purchases: bought.rows.map(readBought),
    history: history.slice(0, LINES_MAX),
    coupons: promised.rows,
    interventions: interventions.slice(0, LINES_MAX),
    messages: told.rows,
  };
}

const boughtQuery = `select at, store, receipt_id as "receiptId", total, currency, points_earned as "pointsEarned", points_spent as "pointsSpent"
  from purchase where member_id = $1 order by at desc, recorded_at desc limit ${LINES_MAX}`;

const readBought = ({ total, pointsEarned, pointsSpent, ...same }: Record<string, string>): Bought => ({
  ...(same as unknown as Bought),
  total: BigInt(total ?? 0),
  pointsEarned: BigInt(pointsEarned ?? 0),
  pointsSpent: BigInt(pointsSpent ?? 0),
});

const promisedQuery = `select code, name, about, given_at as "givenAt", expires_at as "expiresAt", used_at as "usedAt" from coupon where member_id = $1
  order by given_at desc, code limit ${LINES_MAX}`;

const interventionsQuery = `select id, member_id as "memberId", kind, who, why, facts, at from intervention where member_id = $1
  order by at desc, id desc limit ${INTERVENTIONS_MAX}`;

const toldQuery = `select id::int as id, created_at as at, class, state, reason, channel, report,
    array(select coalesce(part ->> 'key', part ->> 'words') from json_array_elements(message #> '{message,parts}') as part) as texts
  from outbox where member_id = $1 or address in (select address from identity where member_id = $1) order by outbox.id desc limit ${LINES_MAX}`;
