import type { Update } from 'grammy/types';

/** What our buttons and start payloads begin with in somebody else's bot. */
export const MOUNTED_PREFIX = 'k_';

const startWithPayload = /^(\/start(?:@\w+)?\s+)k_(\S*)\s*$/;

/** Whether a text follows a deep link of ours: "/start k_r_…". */
export const isOurStart = (text: string): boolean => startWithPayload.test(text);

/** An update of a mounted bot as the bot of our own would have it: without the prefix, so that all that follows is the same. */
export function withoutPrefix(update: Update): Update {
  const { callback_query: tap, message } = update;
  if (tap?.data?.startsWith(MOUNTED_PREFIX))
    return { ...update, callback_query: { ...tap, data: tap.data.slice(MOUNTED_PREFIX.length) } } as Update;
  if (message?.text !== undefined && isOurStart(message.text))
    return { ...update, message: { ...message, text: message.text.replace(startWithPayload, '$1$2').trimEnd() } } as Update;
  return update;
}
