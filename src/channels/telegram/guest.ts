/** A middleware as grammY and Telegraf both take it: of the host's context it reads the update alone. */
export type Middleware = (ctx: { readonly update: object }, next: () => Promise<void>) => Promise<void>;
