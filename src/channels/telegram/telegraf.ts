/**
 * What is read off a bot made with Telegraf 4. Only its shape, so that a host without Telegraf needs none.
 * https://telegraf.js.org/classes/Telegram.html
 */
export type TelegrafBot = {
  readonly telegram: { readonly token: string; readonly options: { readonly apiRoot?: string | undefined } };
};

/** Where a Telegraf bot sends. */
export const accessOfTelegraf = ({ telegram }: TelegrafBot) => ({ token: telegram.token, apiRoot: telegram.options.apiRoot });
