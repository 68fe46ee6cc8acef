import type { Instant } from '../../rules/calendar.ts';
import type { Occasion, OccasionKind } from '../../rules/occasions.ts';
import type { Program } from '../../rules/program.ts';

/** One day of the calendar where a group of members lives. */
export type LocalDay = {
  /** As 2027-03-28. */
  readonly day: string;
  readonly timeZone: string;
  /** The midnight it begins with. */
  readonly begins: Instant;
};

type Settings<Kind extends OccasionKind> = NonNullable<Occasion['on'][Kind]>;

/**
 * Whom an occasion comes to on a day: SQL, its values put in by `literal`, that gives the columns `member_id`, `cycle` (what comes once: a year,
 * or the day it is about) and `facts` (JSON of Facts by name, or null). Nothing: this is no such day. It may give members of other time zones, and such as
 * were forgotten: they are left out afterwards.
 */
export type Due<Kind extends OccasionKind> = (settings: Settings<Kind>, day: LocalDay, program: Program) => string | undefined;
