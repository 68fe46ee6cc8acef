/** How fast a bot may send; unset: as fast as it likes. Long texts count like short ones. */
export type PaceLimits = { readonly perSecond?: number; readonly perChatPerSecond?: number };

const windowMs = 1000;

export type Pace = {
  /** Counts one message to a chat. A number means: too fast, wait so many seconds (and nothing was counted). */
  take(chat: number): number | undefined;
};

export function createPace({ now, limits = {} }: { now: () => number; limits?: PaceLimits }): Pace {
  const everybody: number[] = [];
  const byChat = new Map<number, number[]>();

  const recent = (times: number[]): number => {
    while (times[0] !== undefined && times[0] <= now() - windowMs) times.shift();
    return times.length;
  };

  return {
    take(chat) {
      const own = byChat.get(chat) ?? [];
      if (limits.perSecond !== undefined && recent(everybody) >= limits.perSecond) return 1;
      if (limits.perChatPerSecond !== undefined && recent(own) >= limits.perChatPerSecond) return 1;
      if (limits.perSecond !== undefined) everybody.push(now());
      if (limits.perChatPerSecond !== undefined) byChat.set(chat, [...own, now()]);
      return;
    },
  };
}
