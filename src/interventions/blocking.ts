import { type Deed, type Desk, doByHand, type Refused } from './desk.ts';

export type BlockRefused = Refused<'already-blocked' | 'not-blocked'>;

/** Freezes a member's points, or lets them go again: a blocked member earns, and cannot spend. What expires goes on expiring. */
export const setBlocked = (desk: Desk, deed: Deed, blocked: boolean): Promise<{ readonly ok: true } | BlockRefused> =>
  doByHand<{ readonly ok: true }, BlockRefused>(desk, deed, blocked ? 'block' : 'unblock', ({ member: { blockedAt, ...member } }, now) => {
    if (blocked === (blockedAt !== undefined)) return { ok: false, reason: blocked ? 'already-blocked' : 'not-blocked' };
    return {
      answer: { ok: true },
      kind: blocked ? 'block' : 'unblock',
      facts: {},
      writes: { members: [{ kind: 'member', member: blocked ? { ...member, blockedAt: now } : member }] },
    };
  });
