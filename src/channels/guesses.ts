import { RateLimiterMemory } from 'rate-limiter-flexible';

export type Guesses = {
  /** Whether this one has named too many receipts that are none: then nothing they name is looked at for a while. */
  areTooMany(who: string): Promise<boolean>;
  missed(who: string): Promise<void>;
};

/** Holds back whoever tries receipts that are none. What is right is never counted. */
export function createGuesses({ misses, minutes }: { readonly misses: number; readonly minutes: number }): Guesses {
  const limiter = new RateLimiterMemory({ points: misses, duration: minutes * 60 });
  return {
    areTooMany: async (who) => ((await limiter.get(who))?.consumedPoints ?? 0) >= misses,
    missed: async (who) => void (await limiter.penalty(who)),
  };
}
