import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type pg from 'pg';
import type { Database } from '../database/database.ts';
import { lastMigrationOf, migrationNames } from '../database/migrations.ts';
import { StartRefused } from '../database/refused.ts';
import { secretOf } from '../database/secret.ts';
import type { Deed, Desk } from '../interventions/desk.ts';
import { readWho, readWhy } from '../interventions/intervention.ts';
import { readPhone } from '../members/readers.ts';
import type { Program } from '../rules/program.ts';
import { asGuest, type Place } from './guest.ts';
import { readTerms } from './terms.ts';

/** A database, lent, with the turns of the shop it belongs to. */
export type OpenDesk = { readonly desk: Desk; readonly pool: pg.Pool };

/** Puts together the shop's turns over a database. What they write for sending is left to the running shop. */
type TurnsOver = (database: Database, about: { readonly program: Program; readonly key: string }) => Desk['turns'];

type DeskSettings = () => Place & { readonly programFile: string };
export type ByHand = { readonly settings: DeskSettings; readonly turnsOver: TurnsOver };

/** Lends a desk to one command, beside the running shop or without it. Throws StartRefused where the database is of another version. */
export async function atDesk<Result>(
  { settings, turnsOver }: ByHand,
  playground: boolean,
  work: (open: OpenDesk) => Promise<Result>,
): Promise<Result> {
  const place = settings();
  const { program, hash } = await readTerms(place.programFile);
  return asGuest({ ...place, playground }, async (database) => {
    await refuseOtherVersion(database.pool);
    const key = await secretOf(database.pool, 'hashes');
    const turns = turnsOver(database, { program, key });
    return work({ desk: { turns, program, programHash: hash, key }, pool: database.pool });
  });
}

async function refuseOtherVersion(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  const last = await lastMigrationOf(client).finally(() => client.release());
  if (last !== undefined && last !== migrationNames().at(-1))
    throw new StartRefused(`This database belongs to another version of Kopilka (${last}): start the shop once with this one.`);
}

/** Whom a phone or a card means. Throws StartRefused where it is nobody's. */
export async function findMember(
  { desk, pool }: { readonly desk: Pick<Desk, 'program'>; readonly pool: pg.Pool },
  written: string,
): Promise<string> {
  const digits = written.replaceAll(/[\s-]/g, '');
  const read = /^29\d{11}$/.test(digits) ? undefined : readPhone(written, desk.program.shop.country);
  if (read?.ok === false) throw new StartRefused(`${written} is neither a phone (such as +79161234567) nor the number of a card.`);
  const { rows } = read?.ok
    ? await pool.query('select member_id as id from identity where address = $1', [`sms:${read.value}`])
    : await pool.query('select id from member where card = $1', [digits]);
  if (rows[0] === undefined)
    throw new StartRefused(`No member has the ${read === undefined ? 'card' : 'phone'} ${read?.ok ? read.value : digits}.`);
  return rows[0].id;
}

/** What every command by hand takes along. */
export type Hand = { readonly by?: string; readonly why?: string; readonly playground?: boolean };

export const byHandOptions = (command: Command): Command =>
  command
    .option('--by <name>', 'who does it; without it the user of this system')
    .option('--playground', "the playground's database instead of the shop's");

/** Whose hand it is, and why, as they are kept. Throws StartRefused where one of them cannot be. */
export function deedOf(memberId: string, { by, why }: Hand): Deed {
  const who = readWho(by ?? userInfo().username);
  if (!who.ok) throw new StartRefused('--by takes a name of at most 80 characters.');
  const reason = why === undefined ? undefined : readWhy(why);
  if (reason?.ok === false) throw new StartRefused('--why takes a reason of at most 200 characters, which the member may read.');
  return { requestId: `hand:${randomUUID()}`, memberId, who: who.value, why: reason?.value ?? '' };
}

type RefusalOf<Result> = Extract<Result, { readonly ok: false; readonly reason: string }>;

/** Gives what was done; ends with the sentence of a refusal. */
export function doneOr<Result extends { readonly ok: boolean }>(
  result: Result,
  words: { readonly [Reason in RefusalOf<Result>['reason']]: string },
): Extract<Result, { readonly ok: true }> {
  if (result.ok) return result as Extract<Result, { readonly ok: true }>;
  throw new StartRefused(words[(result as RefusalOf<Result>).reason as keyof typeof words]);
}

export const gone = 'This member was forgotten, or is one with another card now.';
