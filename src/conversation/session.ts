import { millisOf, timeOf, writeRows } from '../database/sql.ts';
import { inList, type Json, type Keeper } from '../database/turns.ts';
import type { Language } from '../texts/message.ts';

/** Where somebody is in a conversation. No step: nothing is being asked. */
export type Session = {
  readonly address: string;
  /** "join.name": the dialogue and its question. */
  readonly step?: string;
  /** What the dialogue has learnt so far. */
  readonly data: { readonly [key: string]: Json };
  /** How often in a row we did not understand. */
  readonly unclear: number;
  /** A language chosen before joining. */
  readonly language?: Language;
  readonly heardAt: number;
};

export type KnownSessions = { at(address: string): Session | undefined };

type Loaded = readonly [string, string | null, { [key: string]: Json }, number, Language | null, number][];

/** The conversation's part in every turn: one row per address, locked first of all. */
export const sessionKeeper: Keeper<KnownSessions, readonly Session[]> = {
  lock: (names) =>
    names['session'] === undefined
      ? undefined
      : `select address from session where address = any(${inList(names['session'])}) order by address for update`,
  load: (names) => `select coalesce(json_agg(json_build_array(address, step, data, unclear, language, ${millisOf('heard_at')})), '[]')
    from session where address = any(${inList(names['session'])})`,
  open(loaded) {
    const sessions = new Map(
      (loaded as unknown as Loaded).map(([address, step, data, unclear, language, heardAt]): [string, Session] => [
        address,
        { address, ...(step === null ? {} : { step }), data, unclear, ...(language === null ? {} : { language }), heardAt },
      ]),
    );
    const before = new Set(sessions.keys());
    const changed = new Set<string>();
    return {
      know: () => ({ at: (address) => sessions.get(address) }),
      apply(written) {
        for (const session of written) {
          sessions.set(session.address, session);
          changed.add(session.address);
        }
      },
      flush: () =>
        writeSessions(
          [...changed].sort().map((address) => sessions.get(address) as Session),
          before,
        ),
    };
  },
};

const columns = { address: 'text', step: 'text', data: 'jsonb', unclear: 'int', language: 'text', heard_at: 'timestamptz' };
const rowOf = ({ address, step, data, unclear, language, heardAt }: Session) => ({
  address,
  step,
  data,
  unclear,
  language,
  heard_at: timeOf(heardAt),
});

const writeSessions = (sessions: readonly Session[], before: ReadonlySet<string>): string[] =>
  writeRows('session', columns, 'address', sessions.map(rowOf), (row) => before.has(row.address));
