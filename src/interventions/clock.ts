import { isSameZone } from '../rules/known-names.ts';
import { type Deed, type Desk, doByHand, type Refused } from './desk.ts';

/** `own`: the clock is not the shop's. */
export type ClockSet = { readonly ok: true; readonly own: boolean };
export type ClockRefused = Refused<'already-so'>;

/**
 * Sets the clock that greetings, quiet hours and caps of a member go by. `timeZone`: a name of the time zone database; the shop's own means that
 * the member goes by whatever clock the shop has. Which it is stands with the member alone: where somebody lives is forgotten with them.
 */
export const setClock = (desk: Desk, deed: Deed, timeZone: string): Promise<ClockSet | ClockRefused> =>
  doByHand<ClockSet, ClockRefused>(desk, deed, `clock ${timeZone}`, ({ member: { timeZone: before, ...member } }) => {
    const shops = desk.program.shop.timeZone;
    if (isSameZone(timeZone, before ?? shops)) return { ok: false, reason: 'already-so' };
    const own = !isSameZone(timeZone, shops);
    return {
      answer: { ok: true, own },
      kind: 'clock',
      facts: {},
      writes: { members: [{ kind: 'member', member: own ? { ...member, timeZone } : member }] },
    };
  });
