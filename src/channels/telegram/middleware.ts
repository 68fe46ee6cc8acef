import type { Update } from 'grammy/types';
import type { Middleware } from './guest.ts';
import type { Mounted } from './mounted.ts';

/** What is ours ends here; what is the host's goes on at once, and what its handlers throw stays the host's. */
export const middlewareOf =
  ({ hear }: Mounted): Middleware =>
  (ctx, next) => {
    const heard = hear(ctx.update as Update);
    return heard === false ? next() : heard.then((isOurs) => (isOurs ? undefined : next()));
  };
