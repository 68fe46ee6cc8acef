import type { Program } from '../rules/program.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** After the shop's last word a member's free text still belongs to it. */
export const TALK_LASTS_MS = 7 * DAY_MS;

/** Trouble the manager was told of. `answer`: an unhappy rating; `person`: a member who asked for a person. */
export type Case = {
  /** Small and spoken of: "17". */
  readonly number: number;
  readonly kind: 'answer' | 'person';
  readonly purchaseId?: string;
  /** Absent: nobody knows who it is, so nothing can be sent. */
  readonly memberId?: string;
  readonly state: 'open' | 'closed';
  readonly openedAt: number;
  /** The shop's first and its last word to the member. */
  readonly answeredAt?: number;
  readonly saidAt?: number;
  readonly closedAt?: number;
  readonly remindAt?: number;
  /** What was given with the apology: points, or the code of a coupon. */
  readonly apologyPoints: bigint;
  readonly apologyCoupon?: string;
  readonly apologisedAt?: number;
};

/** Once a case. */
export const isApologised = ({ apologisedAt }: Case): boolean => apologisedAt !== undefined;

/** What a case is closed with. */
export const closingReasons = ['mended', 'explained', 'nothing', 'spam'] as const;
export type ClosingReason = (typeof closingReasons)[number];

export type EventKind =
  | 'opened'
  | 'words'
  | 'picture'
  | 'answered'
  | 'replied'
  | 'apology'
  | 'coupon'
  | 'reminded'
  | 'reopened'
  | `closed-${ClosingReason}`;

/** A line of a case's history. `who`: the person of the shop who did it; absent: the member, or the clock. */
export type CaseEvent = {
  readonly caseNumber: number;
  readonly at: number;
  readonly kind: EventKind;
  readonly who?: string;
  readonly words?: string;
};

export const openCase = (program: Program, about: Pick<Case, 'number' | 'kind' | 'purchaseId' | 'memberId'>, now: number): Case => ({
  ...about,
  state: 'open',
  openedAt: now,
  remindAt: now + program.feedback.remindAfterHours * HOUR_MS,
  apologyPoints: 0n,
});

/** The first reminder comes after the program's hours, the next ones daily: a manager who hears it hourly stops listening. */
export const reminded = (one: Case, now: number): Case => ({ ...one, remindAt: now + DAY_MS });

/** The shop has answered: it is the member's turn, and the reminder waits for a day. */
export const answered = (one: Case, now: number): Case => ({
  ...one,
  answeredAt: one.answeredAt ?? now,
  saidAt: now,
  remindAt: now + DAY_MS,
});

/** The member spoke again: a closed case is open once more. */
export function spokenAgain(program: Program, one: Case, now: number): { readonly case: Case; readonly reopened: boolean } {
  const { closedAt: _, ...rest } = one;
  return {
    case: { ...rest, state: 'open', saidAt: now, remindAt: now + program.feedback.remindAfterHours * HOUR_MS },
    reopened: one.state === 'closed',
  };
}

export function closed(one: Case, now: number): Case {
  const { remindAt: _, ...rest } = one;
  return { ...rest, state: 'closed', closedAt: now };
}

/** Whether what the member says freely now belongs to this case. */
export const isTalking = ({ saidAt }: Case, now: number): boolean => saidAt !== undefined && now - saidAt <= TALK_LASTS_MS;

export const apologised = (one: Case, given: Pick<Case, 'apologyPoints' | 'apologyCoupon'>, now: number): Case => ({
  ...one,
  ...given,
  apologisedAt: now,
  answeredAt: one.answeredAt ?? now,
  saidAt: now,
  remindAt: now + DAY_MS,
});
