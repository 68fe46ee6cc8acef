/**
 * What is read off a bot made with Telegraf 4. Only its shape, so that a host without Telegraf needs none.
 * https://telegraf.js.org/classes/Telegram.html
 */
export type TelegrafBot = {
  readonly telegram: { readonly token: string; readonly options: { readonly apiRoot?: string | undefined } };
};

/** Where a Telegraf bot sends: of its root it takes all up to the last slash. */
export const accessOfTelegraf = ({ telegram: { token, options } }: TelegrafBot) => ({
  token,
  apiRoot: options.apiRoot === undefined ? undefined : new URL('.', options.apiRoot).href,
});
