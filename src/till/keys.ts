import { hash, timingSafeEqual } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export type TillKey = { readonly name: string; readonly key: string };

const REFUSED_KEYS_A_MINUTE = 20;

/** Who calls: the name of the key. `wait`: seconds until more is taken. */
type Caller = { readonly ok: true; readonly till: string } | { readonly ok: false; readonly retryAfterSeconds?: number };

export type Keys = { callerOf(authorization: unknown, address: string): Promise<Caller> };

/**
 * Tells a till by its key, compared in constant time with every key there is, and holds it to its limit. Whoever tries keys that are none is held
 * back by their address.
 */
export function createKeys({ keys, requestsPerMinute }: { keys: readonly TillKey[]; requestsPerMinute: number }): Keys {
  const known = keys.map(({ name, key }) => ({ name, digest: digestOf(key) }));
  const perTill = new RateLimiterMemory({ points: requestsPerMinute, duration: 60 });
  const perStranger = new RateLimiterMemory({ points: REFUSED_KEYS_A_MINUTE, duration: 60 });
  return {
    async callerOf(authorization, address) {
      const given = typeof authorization === 'string' ? /^Bearer +(\S+)$/i.exec(authorization)?.[1] : undefined;
      const digest = digestOf(given ?? '');
      const [found] = known.filter((one) => timingSafeEqual(one.digest, digest));
      if (found === undefined) return { ok: false, ...(await waitFor(perStranger, address)) };
      const wait = await waitFor(perTill, found.name);
      return 'retryAfterSeconds' in wait ? { ok: false, ...wait } : { ok: true, till: found.name };
    },
  };
}

const digestOf = (key: string): Buffer => hash('sha256', key, 'buffer');

async function waitFor(limiter: RateLimiterMemory, key: string): Promise<{ retryAfterSeconds: number } | Record<string, never>> {
  try {
    await limiter.consume(key);
    return {};
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return { retryAfterSeconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) };
  }
}
