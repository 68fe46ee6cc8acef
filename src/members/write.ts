import { insertRows, timeOf, writeRows } from '../database/sql.ts';
import { inList } from '../database/turns.ts';
import type { Code, Consent, Identity, Member } from './member.ts';

type Ids = ReadonlySet<string>;

const optionalTime = (at: number | undefined): string | undefined => (at === undefined ? undefined : timeOf(at));

/** `before`: the ids that were loaded. What is new is inserted plainly: when another process was faster, the batch must start again. */
export function writeMembers(members: readonly Member[], before: Ids): string[] {
  const columns = {
    id: 'uuid',
    name: 'text',
    email: 'text',
    language: 'text',
    card: 'text',
    source: 'text',
    joined_at: 'timestamptz',
    joined_by: 'text',
    forgotten_at: 'timestamptz',
    merged_into: 'uuid',
    blocked_at: 'timestamptz',
    birth_day: 'int2',
    birth_year: 'int2',
    birth_told_at: 'timestamptz',
    birth_asked_at: 'timestamptz',
    time_zone: 'text',
  };
  const rowOf = ({ joinedAt, joinedBy, forgottenAt, mergedInto, blockedAt, birthday, birthdayAskedAt, timeZone, ...same }: Member) => ({
    ...same,
    birth_day: birthday?.day,
    birth_year: birthday?.year,
    birth_told_at: optionalTime(birthday?.toldAt),
    birth_asked_at: optionalTime(birthdayAskedAt),
    time_zone: timeZone,
    joined_at: timeOf(joinedAt),
    joined_by: joinedBy,
    forgotten_at: optionalTime(forgottenAt),
    merged_into: mergedInto,
    blocked_at: optionalTime(blockedAt),
  });
  return writeRows('member', columns, 'id', members.map(rowOf), (row) => before.has(row.id));
}

export function writeIdentities(addresses: readonly string[], identities: ReadonlyMap<string, Identity>, before: Ids): string[] {
  const columns = {
    address: 'text',
    member_id: 'uuid',
    proved_how: 'text',
    proved_by: 'text',
    proved_at: 'timestamptz',
    unreachable_since: 'timestamptz',
  };
  const rowOf = (identity: Identity) => ({
    address: identity.address,
    member_id: identity.memberId,
    proved_how: identity.provedHow,
    proved_by: identity.provedBy,
    proved_at: timeOf(identity.provedAt),
    unreachable_since: optionalTime(identity.unreachableSince),
  });
  const kept = addresses.map((address) => identities.get(address)).filter((identity) => identity !== undefined);
  const gone = addresses.filter((address) => !identities.has(address) && before.has(address));
  return [
    ...(gone.length === 0 ? [] : [`delete from identity where address = any(${inList(gone)})`]),
    ...writeRows('identity', columns, 'address', kept.map(rowOf), (row) => before.has(row.address)),
  ];
}

export function writeConsents(consents: readonly Consent[]): string[] {
  if (consents.length === 0) return [];
  const columns = {
    member_id: 'uuid',
    purpose: 'text',
    channel: 'text',
    given: 'boolean',
    wording: 'text',
    language: 'text',
    request: 'text',
    at: 'timestamptz',
  };
  const rowOf = ({ memberId, at, ...same }: Consent) => ({ ...same, member_id: memberId, at: timeOf(at) });
  return [insertRows('consent', consents.map(rowOf), columns)];
}

export function writeCodes(codes: readonly Code[], before: Ids): string[] {
  const columns = {
    id: 'uuid',
    phone: 'text',
    phone_hash: 'text',
    asked_by: 'text',
    purpose: 'text',
    digest: 'text',
    tries_left: 'int',
    at: 'timestamptz',
    expires_at: 'timestamptz',
    closed_at: 'timestamptz',
  };
  const rowOf = (code: Code) => ({
    id: code.id,
    phone: code.phone,
    phone_hash: code.phoneHash,
    asked_by: code.askedBy,
    purpose: code.purpose,
    digest: code.digest,
    tries_left: code.triesLeft,
    at: timeOf(code.at),
    expires_at: timeOf(code.expiresAt),
    closed_at: optionalTime(code.closedAt),
  });
  return writeRows('code', columns, 'id', codes.map(rowOf), (row) => before.has(row.id));
}

export function writeWelcomed(welcomed: ReadonlyMap<string, number>): string[] {
  const rows = [...welcomed].sort().map(([phone_hash, at]) => ({ phone_hash, at: timeOf(at) }));
  return rows.length === 0 ? [] : [insertRows('welcomed_phone', rows, { phone_hash: 'text', at: 'timestamptz' })];
}
