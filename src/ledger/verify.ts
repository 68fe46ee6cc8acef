import { createHash } from 'node:crypto';
import type pg from 'pg';
import { inSnapshot } from '../database/snapshot.ts';
import type { Row, Stream } from '../database/stream.ts';
import { createProof, type Proof } from './proof/member.ts';
import type { Attached, Flaw, Found } from './proof/rows.ts';
import { openTables, readAccount, readDraw, readHold, readLot, readTransfer, type Tables } from './proof/tables.ts';

/** `root`: SHA-256 over every member's id, head number and head hash, in the order of the ids; hex. It changes with every transfer. */
export type Verified = Proved | { readonly ok: false; readonly reason: 'other-root'; readonly root: string };
export type Proved =
  | { readonly ok: true; readonly members: number; readonly transfers: number; readonly root: string }
  | { readonly ok: false; readonly reason: 'flaw'; readonly flaw: Flaw };

/**
 * Proves the whole ledger as it stands at one moment, while others go on writing: numbers, hashes, heads, sums, lots, holds, reversals.
 * Names the first bad row in the order of members. With `root`, also that the ledger is the one that this root was once printed for.
 */
export async function verify(pool: pg.Pool, { root }: { readonly root?: string } = {}): Promise<Verified> {
  const proved = await inSnapshot(pool, prove);
  return !proved.ok || root === undefined || proved.root === root.toLowerCase()
    ? proved
    : { ok: false, reason: 'other-root', root: proved.root };
}

/** The same within a transaction that somebody else has begun: of what it sees, also of what it has just written. */
export async function prove(client: pg.PoolClient): Promise<Proved> {
  const tables = await openTables(client);
  const proof = createProof();
  const heads = createHash('sha256');
  let members = 0;
  let transfers = 0;
  for (;;) {
    const memberId = nextMember(tables);
    if (memberId === undefined) return { ok: true, members, transfers, root: heads.digest('hex') };
    const replayed = await replay(tables, memberId, proof);
    if (typeof replayed === 'object') return { ok: false, reason: 'flaw', flaw: { memberId, ...replayed } };
    const account = tables.account.head() as Row;
    heads.update(`${memberId} ${account[1]} ${account[5]}\n`);
    await tables.account.step();
    members += 1;
    transfers += replayed;
  }
}

/** "transfer 3 of member …: its hash …" */
export const flawInWords = ({ table, memberId, number, what }: Flaw): string =>
  `The ${table}${number === undefined ? '' : ` ${number}`} of member ${memberId} is not as it was written: ${what}.`;

/** The smallest of the members at hand: PostgreSQL orders ids as their text is ordered. */
function nextMember(tables: Tables): string | undefined {
  let next: string | undefined;
  for (const stream of Object.values(tables)) {
    const memberId = stream.head()?.[0];
    if (memberId && (next === undefined || memberId < next)) next = memberId;
  }
  return next;
}

/** Enters all of one member's transfers. Gives how many there are, or what is wrong. */
async function replay(tables: Tables, memberId: string, proof: Proof): Promise<number | Found> {
  let transfers = 0;
  proof.begin();
  for (let row = tables.transfer.head(); row?.[0] === memberId; row = tables.transfer.head()) {
    const transfer = readTransfer(row);
    const found = proof.enter({ transfer, ...(await attachedTo(tables, memberId, transfer.number)) });
    if (found !== undefined) return found;
    transfers += 1;
    await tables.transfer.step();
  }
  const account = isNext(tables.account, memberId) ? readAccount(tables.account.head() as Row) : undefined;
  return proof.close(account, await attachedTo(tables, memberId)) ?? transfers;
}

/** What the other tables say of this member up to this number. */
async function attachedTo({ lot, draw, hold }: Tables, memberId: string, number = Infinity): Promise<Attached> {
  return {
    lots: isNext(lot, memberId, number) ? await take(lot, memberId, number, readLot) : [],
    draws: isNext(draw, memberId, number) ? await take(draw, memberId, number, readDraw) : [],
    holds: isNext(hold, memberId, number) ? await take(hold, memberId, number, readHold) : [],
  };
}

async function take<Read>(stream: Stream, memberId: string, number: number, read: (row: Row) => Read): Promise<Read[]> {
  const taken: Read[] = [];
  while (isNext(stream, memberId, number)) {
    taken.push(read(stream.head() as Row));
    await stream.step();
  }
  return taken;
}

function isNext(stream: Stream, memberId: string, number = Infinity): boolean {
  const row = stream.head();
  return row?.[0] === memberId && Number(row[1]) <= number;
}
