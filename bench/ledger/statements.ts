import { doubleEntryTransfer } from './double-entry.ts';
import { idealPosting } from './ideal.ts';

/** What a rival does for one posting: SQL, given the SQL of the member's number. */
export const statements = { ideal: idealPosting, 'double-entry': doubleEntryTransfer } as const satisfies Record<
  string,
  (member: string) => string
>;

export type StatementName = keyof typeof statements;
