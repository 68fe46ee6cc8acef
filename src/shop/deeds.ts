import type pg from 'pg';
import { keepCopy } from '../backup/nightly.ts';
import type { Hearing } from '../channels/telegram/hear.ts';
import { createMounted, type Mounted } from '../channels/telegram/mounted.ts';
import type { Incoming } from '../conversation/incoming.ts';
import { openQuestions, standingOf } from '../conversation/standing.ts';
import type { Database } from '../database/database.ts';
import type { Budget } from '../delivery/budgets.ts';
import type { ChannelName } from '../delivery/channel.ts';
import { isOurs, recordReport } from '../delivery/reports.ts';
import { budgetEnded } from '../greetings/broadcasts/notes.ts';
import { pauseForBudget } from '../greetings/broadcasts/steering.ts';
import { giftTurn, waitingGifts } from '../greetings/gifts.ts';
import { planGreetings } from '../greetings/planning.ts';
import { expire } from '../ledger/earning.ts';
import { localDate } from '../rules/calendar.ts';
import type { Mounting, ShopDeps, ShopTurns } from '../shop.ts';
import type { Desk } from '../surveys/answering.ts';
import { toManager } from '../surveys/notes.ts';
import { say } from '../texts/message.ts';

/** A carrier says that nothing reaches this address until its owner speaks again. They may have spoken since it was tried: then it is no longer so. */
export async function markUnreachable(turns: ShopTurns, address: string, outboxId: number, triedAt: number): Promise<void> {
  await turns.take({
    requestId: `unreachable:${outboxId}`,
    content: address,
    names: { address: [address], session: [address] },
    decide: ({ members, sessions }, now) => {
      const identity = members.identity(address);
      const hasSpoken = (sessions.at(address)?.heardAt ?? 0) > triedAt;
      if (identity === undefined || identity.unreachableSince !== undefined || hasSpoken) return { answer: null };
      return { answer: null, writes: { members: [{ kind: 'identity', identity: { ...identity, unreachableSince: now } }] } };
    },
  });
}

/** Greets whom the occasions of the program come to, and posts the gifts that belong to it. */
export async function greetAll(
  { database, program }: ShopDeps,
  turns: ShopTurns,
  channels: readonly ChannelName[],
  clock: () => number,
): Promise<void> {
  await planGreetings(database.pool, program, clock(), async ({ name }) => {
    for (let gifts = await waitingGifts(database.pool, name); gifts.length > 0; gifts = await waitingGifts(database.pool, name)) {
      const taken = await Promise.all(gifts.map((gift) => turns.take(giftTurn(program, channels, gift))));
      if (taken.every((one) => !one.ok || one.repeated)) return;
    }
  });
}

/**
 * The manager hears once that the money for a class of SMS has ended for this month ("sms:marketing:2026-11"), or that of a broadcast, which is
 * paused then ("broadcast:3"); once more if it was given more, and that has ended too.
 */
export async function tellOfBudget(
  { turns, pool, desk, clock }: { turns: ShopTurns; pool: pg.Pool; desk: Desk; clock: () => number },
  { name, limit }: Budget,
): Promise<void> {
  const [kind = '', about = ''] = name.split(':');
  if (kind === 'broadcast') await pauseForBudget(pool, Number(about), limit, clock());
  const message = kind === 'broadcast' ? budgetEnded(Number(about), limit, desk.program) : say('budget-ended', { kind: about });
  await turns.take({
    requestId: `budget:${name}${kind === 'broadcast' ? `:${limit}` : ''}`,
    content: name,
    names: {},
    decide: () => ({ answer: null, writes: { outbox: toManager(desk, message) } }),
  });
}

/** Keeps a copy of a day in a folder. */
export const copyKeeper =
  ({ database: { pool }, program }: ShopDeps, folder: string) =>
  (now: number, stopping: AbortSignal): Promise<void> =>
    keepCopy({ pool, folder, day: localDate(program, now), now, stopping });

/** Moves a member's expired points out. */
export const expireOne = (turns: ShopTurns, memberId: string, requestId: string): Promise<unknown> =>
  turns.take({
    requestId,
    content: memberId,
    names: { member: [memberId] },
    deep: true,
    decide: ({ ledger }, now) => {
      const book = ledger.books.get(memberId);
      return book === undefined ? { answer: null } : { answer: null, writes: { ledger: [expire(book, now)] } };
    },
  });

type SmsReport = {
  readonly reference: string;
  readonly state: 'sent' | 'delivered' | 'undelivered' | 'failed';
  readonly optedOut: boolean;
};

/** A report that its recipient has told the carrier to stop is a STOP, as if they had told us. */
export async function onReport(database: Database, keep: (incoming: Incoming) => Promise<unknown>, report: SmsReport): Promise<void> {
  const address = await recordReport(database.pool, { channel: 'sms', reference: report.reference, state: report.state });
  if (!report.optedOut || address === undefined) return;
  await keep({ id: `report:${report.reference}`, channel: 'sms', address, said: { kind: 'opt-out', stopped: true } });
}

/** What is ours of what somebody else's bot hears. */
export async function mount(
  { database: { pool }, log, clock = Date.now }: ShopDeps,
  mounting: Mounting,
  hearing: Hearing,
): Promise<Mounted> {
  return createMounted({
    ...hearing,
    takes: mounting.takes,
    ...(mounting.alone ? { open: await openQuestions(pool, clock()) } : {}),
    standingOf: (address) => standingOf(pool, address, clock()),
    isOurMessage: (address, reference) => isOurs(pool, address, reference),
    log,
    clock,
  });
}
