import { type Place, query } from '../server.ts';
import { MEMBERS } from './members.ts';

/**
 * A ledger inside PostgreSQL after the idea of pgledger, written anew: a transfer is a function that locks both accounts in the order of
 * their ids, moves both balances, and writes the transfer with two entries that tell each balance before and after.
 */
const doubleEntryLedger = `
create table book_account (id uuid primary key, balance bigint not null default 0, version bigint not null default 0,
  may_be_negative boolean not null, changed_at timestamptz not null default now()) with (fillfactor = 70);
create table book_transfer (id uuid primary key default uuidv7(), source uuid not null references book_account, target uuid not null references book_account,
  amount bigint not null check (amount > 0), happened_at timestamptz not null, recorded_at timestamptz not null default now(), check (source <> target));
create table book_entry (id uuid primary key default uuidv7(), account uuid not null references book_account, transfer uuid not null references book_transfer,
  amount bigint not null, before bigint not null, after bigint not null, version bigint not null, recorded_at timestamptz not null default now());
create index on book_entry (account, version);
create index on book_entry (transfer);

create function move(source uuid, target uuid, amount bigint, happened_at timestamptz) returns uuid language plpgsql as $$
declare
  moved uuid;
  giving book_account;
  taking book_account;
begin
  perform from book_account where id in (source, target) order by id for update;
  update book_account set balance = balance - amount, version = version + 1, changed_at = now() where id = source returning * into giving;
  update book_account set balance = balance + amount, version = version + 1, changed_at = now() where id = target returning * into taking;
  if giving.balance < 0 and not giving.may_be_negative then raise exception 'account % has too little', source; end if;
  insert into book_transfer (source, target, amount, happened_at) values (source, target, amount, happened_at) returning id into moved;
  insert into book_entry (account, transfer, amount, before, after, version) values
    (source, moved, -amount, giving.balance + amount, giving.balance, giving.version),
    (target, moved, amount, taking.balance - amount, taking.balance, taking.version);
  return moved;
end $$;

insert into book_account (id, may_be_negative) select ${idOf('n')}, true from generate_series(1, ${MEMBERS}) as n`;

export const openAccounts = async (place: Place): Promise<void> => void (await query(place, doubleEntryLedger));

/** From this account to another one, as in pgledger's own measurements: no account is everybody's. */
export const doubleEntryTransfer = (member: string): string =>
  `select move(${idOf(member)}, ${idOf(`1 + (${member}::bigint + floor(random() * ${MEMBERS - 1})::bigint) % ${MEMBERS}`)}, 10, now())`;

function idOf(number: string): string {
  return `('00000000-0000-7000-8000-' || lpad(to_hex((${number})::bigint), 12, '0'))::uuid`;
}

/** Why its books are not right; nothing when every transfer that was acknowledged is there, and every entry goes on from the one before. */
export async function bookFaultOf(place: Place, acknowledged: number): Promise<string | undefined> {
  const { rows } = await query(
    place,
    `select (select count(*) from book_transfer) as transfers, (select coalesce(sum(balance), 0) from book_account) as sum,
      (select count(*) from (select before, lag(after, 1, 0::bigint) over (partition by account order by version) as last from book_entry) as one
        where before <> last) as torn`,
  );
  const { transfers, sum, torn } = rows[0] as Record<string, string>;
  const isRight = Number(transfers) >= acknowledged && Number(sum) === 0 && Number(torn) === 0;
  return isRight
    ? undefined
    : `${acknowledged} transfers were acknowledged and ${transfers} are there, all balances make ${sum}, ${torn} entries are torn`;
}
