/**
 * What is read off a bot made with grammY. Only its shape, so that the host's version of grammY need not be ours.
 * https://grammy.dev/ref/core/bot
 */
export type GrammyBot = {
  readonly token: string;
  readonly api: { readonly options?: { readonly apiRoot?: string | undefined } | undefined };
};

/** Where a grammY bot sends. */
export const accessOfGrammy = ({ token, api }: GrammyBot) => ({ token, apiRoot: api.options?.apiRoot });
