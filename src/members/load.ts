import { literal, millisOf, timeOf } from '../database/sql.ts';
import { batchMembers, inList, type Names } from '../database/turns.ts';
import type { Language } from '../texts/message.ts';
import { phoneHash } from './codes.ts';
import { type Code, type CodePurpose, type Consent, type Identity, type Member, type Proof, type Purpose, phoneOf } from './member.ts';

/** A query of the members whom these names mean: by address, by card, and by the phones that open codes went to. */
export function membersNamed(names: Names): string | undefined {
  const { address, card, code } = names;
  const queries = [
    ...(address === undefined ? [] : [`select member_id as member from identity where address = any(${inList(address)})`]),
    ...(code === undefined ? [] : [behindCodes(names)]),
    ...(card === undefined ? [] : [`select id as member from member where card = any(${inList(card)})`]),
  ];
  return queries.length === 0 ? undefined : queries.join(' union ');
}

/** Whom an open code would lead to: the members of the phones that codes were sent to at the wish of these addresses. */
const behindCodes = ({ address }: Names): string =>
  `select member_id as member from identity where address = any(array(select 'sms:' || phone ${openCodes(address)}))`;

/** What was sent at the wish of these addresses and is still open. */
export const openCodes = (address: readonly string[] | undefined): string =>
  `from code where asked_by = any(${inList(address)}) and closed_at is null`;

/** Locks of this kind among PostgreSQL's advisory ones, which are numbers that stand for what is no row yet. */
const PHONE_LOCKS = 7_212;

/**
 * Locks the phones that are nobody's yet, which no row stands for: a purchase told with one and the joining by which it becomes somebody's must not
 * pass each other unseen in two processes. In a fixed order, as every lock.
 */
export function lockPhones({ address, code }: Names): string | undefined {
  const phones = (address ?? []).filter((one) => phoneOf(one) !== undefined);
  if (phones.length === 0 && code === undefined) return undefined;
  const proving = code === undefined ? '' : ` union select 'sms:' || phone ${openCodes(address)}`;
  return `select pg_advisory_xact_lock(${PHONE_LOCKS}, number) from (
    select distinct hashtext(phone) as number from (select unnest(${inList(phones)}) as phone${proving}) as named
    where not exists (select from identity where identity.address = named.phone) order by number) as ordered`;
}

const DAY_MS = 24 * 60 * 60 * 1000;

export function loadMembers(names: Names, deps: { key: string; clock: () => number }): string {
  const phones = (names['address'] ?? []).map(phoneOf).filter((phone) => phone !== undefined);
  const hashes = phones.map((phone) => phoneHash(deps.key, phone));
  return `select json_build_object(
    'identities', (select coalesce(json_agg(json_build_array(address, member_id, proved_how, proved_by, ${millisOf('proved_at')}, ${millisOf('unreachable_since')})), '[]')
      from identity where member_id = any(${batchMembers})),
    'members', (select coalesce(json_agg(json_build_array(id, name, email, language, card, source, ${millisOf('joined_at')}, joined_by,
      ${millisOf('forgotten_at')}, merged_into, ${millisOf('blocked_at')}, birth_day, birth_year, ${millisOf('birth_told_at')}, ${millisOf('birth_asked_at')}, time_zone)), '[]') from member where id = any(${batchMembers})),
    'consents', (select coalesce(json_agg(json_build_array(member_id, purpose, channel, given, wording, language, request, ${millisOf('at')})), '[]') from (
      select distinct on (member_id, purpose, channel) * from consent where member_id = any(${batchMembers})
      order by member_id, purpose, channel, id desc) as latest),
    'welcomed', (select coalesce(json_agg(phone_hash), '[]') from welcomed_phone where phone_hash = any(${inList(hashes)}${
      names['code'] === undefined ? '' : ` || array(select phone_hash ${openCodes(names['address'])})`
    }))
    ${names['code'] === undefined ? '' : `, ${loadCodes(names, timeOf(deps.clock() - DAY_MS))}`})`;
}

function loadCodes(names: Names, since: string): string {
  const phones = (names['address'] ?? []).map(phoneOf).filter((phone) => phone !== undefined);
  return `'codes', (select coalesce(json_agg(json_build_array(id, phone, phone_hash, asked_by, purpose, digest, tries_left, ${millisOf('at')}, ${millisOf('expires_at')}, ${millisOf('closed_at')})), '[]')
      from code where at > ${literal(since)}::timestamptz and asked_by = any(${inList(names['address'])})
      or at > ${literal(since)}::timestamptz and phone = any(${inList(phones)})),
    'sentToday', (select count(*) from code where at > ${literal(since)}::timestamptz)`;
}

export type LoadedMembers = {
  readonly identities: readonly [string, string, Proof, string, number, number | null][];
  readonly members: readonly [
    string,
    string,
    string | null,
    Language,
    string,
    string | null,
    number,
    string,
    number | null,
    string | null,
    number | null,
    number | null,
    number | null,
    number | null,
    number | null,
    string | null,
  ][];
  readonly consents: readonly [string, Purpose, string, boolean, string, Language, string, number][];
  readonly welcomed: readonly string[];
  readonly codes?: readonly [string, string, string, string, CodePurpose, string, number, number, number, number | null][];
  readonly sentToday?: number;
};

const known = <K extends string, V>(key: K, value: V | null): { readonly [P in K]?: V } =>
  value === null ? {} : ({ [key]: value } as { [P in K]: V });

/** What was loaded, by the keys it is asked for. */
export type ReadMembers = {
  readonly members: Map<string, Member>;
  readonly identities: Map<string, Identity>;
  readonly consents: Consent[];
  readonly codes: Map<string, Code>;
  readonly welcomed: Set<string>;
  readonly sentToday: number;
};

export function readMembers(loaded: LoadedMembers): ReadMembers {
  const members = new Map(loaded.members.map((row): [string, Member] => [row[0], memberOf(row)]));
  const identities = new Map(
    loaded.identities.map(([address, memberId, provedHow, provedBy, provedAt, unreachableSince]): [string, Identity] => [
      address,
      { address, memberId, provedHow, provedBy, provedAt, ...known('unreachableSince', unreachableSince) },
    ]),
  );
  const consents = loaded.consents.map(
    ([memberId, purpose, channel, given, wording, language, request, at]): Consent => ({
      memberId,
      purpose,
      channel,
      given,
      wording,
      language,
      request,
      at,
    }),
  );
  const codes = new Map(
    (loaded.codes ?? []).map(([id, phone, hashed, askedBy, purpose, digest, triesLeft, at, expiresAt, closedAt]): [string, Code] => [
      id,
      { id, phone, phoneHash: hashed, askedBy, purpose, digest, triesLeft, at, expiresAt, ...known('closedAt', closedAt) },
    ]),
  );
  return { members, identities, consents, codes, welcomed: new Set(loaded.welcomed), sentToday: loaded.sentToday ?? 0 };
}

function memberOf([
  id,
  name,
  email,
  language,
  card,
  source,
  joinedAt,
  joinedBy,
  forgottenAt,
  mergedInto,
  blockedAt,
  birthDay,
  birthYear,
  birthToldAt,
  birthAskedAt,
  timeZone,
]: LoadedMembers['members'][number]): Member {
  const birthday = birthDay === null ? null : { day: birthDay, toldAt: birthToldAt ?? joinedAt, ...known('year', birthYear) };
  return {
    id,
    name,
    language,
    card,
    joinedAt,
    joinedBy,
    ...known('email', email),
    ...known('source', source),
    ...known('forgottenAt', forgottenAt),
    ...known('mergedInto', mergedInto),
    ...known('blockedAt', blockedAt),
    ...known('birthday', birthday),
    ...known('birthdayAskedAt', birthAskedAt),
    ...known('timeZone', timeZone),
  };
}
