import { insertRows, literal, millisOf, rowsOf, timeOf } from '../database/sql.ts';
import { inList, type Keeper, type Names, type Store } from '../database/turns.ts';
import type { Language } from '../texts/message.ts';
import { newCardNumber } from './card.ts';
import { type KnownCodes, phoneHash } from './codes.ts';
import { type Code, type CodePurpose, type Consent, type Identity, type Member, type Proof, type Purpose, phoneOf } from './member.ts';

/** The members, identities and consents a turn is about, and what a decision needs from chance. */
export type KnownMembers = {
  identity(address: string): Identity | undefined;
  member(id: string): Member | undefined;
  byCard(card: string): Member | undefined;
  identitiesOf(memberId: string): readonly Identity[];
  consentsOf(memberId: string): readonly Consent[];
  /** Whether this phone has had its welcome bonus, whoever owned it then. */
  welcomed(phone: string): boolean;
  readonly codes: KnownCodes;
  newId(): string;
  newCard(): string;
};

export type MemberChange =
  | { readonly kind: 'member'; readonly member: Member }
  | { readonly kind: 'identity'; readonly identity: Identity }
  | { readonly kind: 'identity-gone'; readonly address: string }
  | { readonly kind: 'consent'; readonly consent: Consent }
  | { readonly kind: 'welcomed'; readonly phone: string; readonly at: number }
  | { readonly kind: 'code'; readonly code: Code };

/** Chance, as an argument: tests and simulations give a seeded one. */
export type Chance = { readonly newId: () => string; readonly randomDigit: () => number };

/** The members' part in every turn. A member's rows are guarded by the lock on their account, which the ledger's keeper takes. */
export function membersKeeper(deps: { key: string; chance: Chance; clock: () => number }): Keeper<KnownMembers, readonly MemberChange[]> {
  return {
    members: (names) => {
      const queries = [
        ...(names['address'] === undefined
          ? []
          : [`select member_id as member from identity where address = any(${inList(names['address'])})`]),
        ...(names['code'] === undefined ? [] : [membersBehindCodes(names)]),
        ...(names['card'] === undefined ? [] : [`select id as member from member where card = any(${inList(names['card'])})`]),
      ];
      return queries.length === 0 ? undefined : queries.join(' union ');
    },
    load: (names) => loadMembers(names, deps),
    open: (loaded) => openStore(loaded as unknown as LoadedMembers, deps),
  };
}

/** Whom an open code would lead to: the members of the phones that codes were sent to at the wish of these addresses. */
const membersBehindCodes = (names: Names): string =>
  `select member_id as member from identity where address in (select 'sms:' || phone from code where asked_by = any(${inList(names['address'])}) and closed_at is null)`;

const DAY_MS = 24 * 60 * 60 * 1000;

function loadMembers(names: Names, deps: { key: string; clock: () => number }): string {
  const phones = (names['address'] ?? []).map(phoneOf).filter((phone) => phone !== undefined);
  const hashes = phones.map((phone) => phoneHash(deps.key, phone));
  return `select json_build_object(
    'identities', (select coalesce(json_agg(json_build_array(address, member_id, proved_how, proved_by, ${millisOf('proved_at')}, ${millisOf('unreachable_since')})), '[]')
      from identity where member_id in (select member from batch_member) or address = any(${inList(names['address'])})),
    'members', (select coalesce(json_agg(json_build_array(id, name, email, language, card, source, ${millisOf('joined_at')}, joined_by,
      ${millisOf('forgotten_at')}, merged_into)), '[]') from member join batch_member on member = id),
    'consents', (select coalesce(json_agg(json_build_array(member_id, purpose, channel, given, wording, language, request, ${millisOf('at')})), '[]') from (
      select distinct on (member_id, purpose, channel) * from consent join batch_member on member = member_id
      order by member_id, purpose, channel, id desc) as latest),
    'welcomed', (select coalesce(json_agg(phone_hash), '[]') from welcomed_phone where phone_hash = any(${inList(hashes)})${
      names['code'] === undefined
        ? ''
        : ` or phone_hash in (select phone_hash from code where asked_by = any(${inList(names['address'])}) and closed_at is null)`
    })
    ${names['code'] === undefined ? '' : `, ${loadCodes(names, timeOf(deps.clock() - DAY_MS))}`})`;
}

function loadCodes(names: Names, since: string): string {
  const phones = (names['address'] ?? []).map(phoneOf).filter((phone) => phone !== undefined);
  return `'codes', (select coalesce(json_agg(json_build_array(id, phone, phone_hash, asked_by, purpose, digest, tries_left, ${millisOf('at')}, ${millisOf('expires_at')}, ${millisOf('closed_at')})), '[]')
      from code where at > ${literal(since)}::timestamptz and (asked_by = any(${inList(names['address'])}) or phone = any(${inList(phones)}))),
    'sentToday', (select count(*) from code where at > ${literal(since)}::timestamptz)`;
}

type LoadedMembers = {
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
  ][];
  readonly consents: readonly [string, Purpose, string, boolean, string, Language, string, number][];
  readonly welcomed: readonly string[];
  readonly codes?: readonly [string, string, string, string, CodePurpose, string, number, number, number, number | null][];
  readonly sentToday?: number;
};

const known = <K extends string, V>(key: K, value: V | null): { readonly [P in K]?: V } =>
  value === null ? {} : ({ [key]: value } as { [P in K]: V });

function openStore(loaded: LoadedMembers, deps: { key: string; chance: Chance }): Store<KnownMembers, readonly MemberChange[]> {
  const members = new Map(
    loaded.members.map(([id, name, email, language, card, source, joinedAt, joinedBy, forgottenAt, mergedInto]): [string, Member] => [
      id,
      {
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
      },
    ]),
  );
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
  const welcomed = new Set(loaded.welcomed);
  const before = { members: new Set(members.keys()), identities: new Set(identities.keys()), codes: new Set(codes.keys()) };
  const changed = { members: new Set<string>(), identities: new Set<string>(), codes: new Set<string>() };
  const newConsents: Consent[] = [];
  const newlyWelcomed = new Map<string, number>();
  let issued = 0;

  return {
    know: () => ({
      identity: (address) => identities.get(address),
      member: (id) => members.get(id),
      byCard: (card) => members.values().find((member) => member.card === card),
      identitiesOf: (memberId) => [...identities.values()].filter((identity) => identity.memberId === memberId),
      consentsOf: (memberId) => consents.filter((consent) => consent.memberId === memberId),
      welcomed: (phone) => welcomed.has(phoneHash(deps.key, phone)),
      codes: { recent: [...codes.values()], sentToday: (loaded.sentToday ?? 0) + issued, key: deps.key, ...deps.chance },
      newId: deps.chance.newId,
      newCard: () => newCardNumber(deps.chance.randomDigit),
    }),
    apply(changes) {
      for (const change of changes) {
        if (change.kind === 'member') {
          members.set(change.member.id, change.member);
          changed.members.add(change.member.id);
        } else if (change.kind === 'identity') {
          identities.set(change.identity.address, change.identity);
          changed.identities.add(change.identity.address);
        } else if (change.kind === 'identity-gone') {
          identities.delete(change.address);
          changed.identities.add(change.address);
        } else if (change.kind === 'consent') {
          consents.push(change.consent);
          newConsents.push(change.consent);
        } else if (change.kind === 'welcomed') {
          const hashed = phoneHash(deps.key, change.phone);
          welcomed.add(hashed);
          newlyWelcomed.set(hashed, change.at);
        } else {
          if (!codes.has(change.code.id)) issued += 1;
          codes.set(change.code.id, change.code);
          changed.codes.add(change.code.id);
        }
      }
    },
    flush: () => [
      ...writeMembers(
        [...changed.members].sort().map((id) => members.get(id) as Member),
        before.members,
      ),
      ...writeIdentities([...changed.identities].sort(), identities, before.identities),
      ...writeConsents(newConsents),
      ...writeCodes(
        [...changed.codes].sort().map((id) => codes.get(id) as Code),
        before.codes,
      ),
      ...(newlyWelcomed.size === 0
        ? []
        : [
            insertRows(
              'welcomed_phone',
              [...newlyWelcomed].sort().map(([phone_hash, at]) => ({ phone_hash, at: timeOf(at) })),
              { phone_hash: 'text', at: 'timestamptz' },
            ),
          ]),
    ],
  };
}

const optionalTime = (at: number | undefined): string | undefined => (at === undefined ? undefined : timeOf(at));

function writeMembers(members: readonly Member[], before: ReadonlySet<string>): string[] {
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
  };
  const rowOf = (member: Member) => ({
    id: member.id,
    name: member.name,
    email: member.email,
    language: member.language,
    card: member.card,
    source: member.source,
    joined_at: timeOf(member.joinedAt),
    joined_by: member.joinedBy,
    forgotten_at: optionalTime(member.forgottenAt),
    merged_into: member.mergedInto,
  });
  const created = members.filter((member) => !before.has(member.id)).map(rowOf);
  const changed = members.filter((member) => before.has(member.id)).map(rowOf);
  return [
    ...(created.length === 0 ? [] : [insertRows('member', created, columns)]),
    ...(changed.length === 0
      ? []
      : [
          `update member set name = row.name, email = row.email, language = row.language, card = row.card, source = row.source, forgotten_at = row.forgotten_at,
             merged_into = row.merged_into from ${rowsOf(changed, 'id uuid, name text, email text, language text, card text, source text, forgotten_at timestamptz, merged_into uuid')}
             where member.id = row.id`,
        ]),
  ];
}

/** New identities are inserted plainly: when another process has just given the address to somebody else, the batch must start again. */
function writeIdentities(addresses: readonly string[], identities: ReadonlyMap<string, Identity>, before: ReadonlySet<string>): string[] {
  const kept = addresses.map((address) => identities.get(address)).filter((identity) => identity !== undefined);
  const gone = addresses.filter((address) => !identities.has(address) && before.has(address));
  const rowOf = (identity: Identity) => ({
    address: identity.address,
    member_id: identity.memberId,
    proved_how: identity.provedHow,
    proved_by: identity.provedBy,
    proved_at: timeOf(identity.provedAt),
    unreachable_since: optionalTime(identity.unreachableSince),
  });
  const columns = {
    address: 'text',
    member_id: 'uuid',
    proved_how: 'text',
    proved_by: 'text',
    proved_at: 'timestamptz',
    unreachable_since: 'timestamptz',
  };
  const typed = Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');
  const created = kept.filter((identity) => !before.has(identity.address)).map(rowOf);
  const changed = kept.filter((identity) => before.has(identity.address)).map(rowOf);
  return [
    ...(gone.length === 0 ? [] : [`delete from identity where address = any(${inList(gone)})`]),
    ...(created.length === 0 ? [] : [insertRows('identity', created, columns)]),
    ...(changed.length === 0
      ? []
      : [
          `update identity set member_id = row.member_id, proved_how = row.proved_how, proved_by = row.proved_by, proved_at = row.proved_at,
             unreachable_since = row.unreachable_since from ${rowsOf(changed, typed)} where identity.address = row.address`,
        ]),
  ];
}

function writeConsents(consents: readonly Consent[]): string[] {
  if (consents.length === 0) return [];
  const rows = consents.map(({ memberId, at, ...rest }) => ({ ...rest, member_id: memberId, at: timeOf(at) }));
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
  return [insertRows('consent', rows, columns)];
}

function writeCodes(codes: readonly Code[], before: ReadonlySet<string>): string[] {
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
  const created = codes.filter((code) => !before.has(code.id)).map(rowOf);
  const tried = codes.filter((code) => before.has(code.id)).map(rowOf);
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
  return [
    ...(created.length === 0 ? [] : [insertRows('code', created, columns)]),
    ...(tried.length === 0
      ? []
      : [
          `update code set tries_left = row.tries_left, closed_at = row.closed_at from ${rowsOf(tried, 'id uuid, tries_left int, closed_at timestamptz')} where code.id = row.id`,
        ]),
  ];
}
