import type { Update } from 'grammy/types';
import type { Mounted } from './mounted.ts';

/** A middleware as grammY and Telegraf both take it: of the host's context it reads the update alone. */
export type Middleware = (ctx: { readonly update: object }, next: () => Promise<void>) => Promise<void>;

/** What is ours ends here; what is the host's goes on at once, and what its handlers throw stays the host's. */
export const middlewareOf =
  ({ hear }: Mounted): Middleware =>
  (ctx, next) => {
    const heard = hear(ctx.update as Update);
    return heard === false ? next() : heard.then((isOurs) => (isOurs ? undefined : next()));
  };
