import { startOf } from '../../purchases/invitation.ts';
import type { Invitation } from '../../purchases/purchase.ts';

export type ReceiptLinks = {
  /** Where the receipt's QR code leads: its page, or where nobody could open that, the chat or a text message. */
  receiptUrl(invitation: Invitation): string;
  /** Where somebody joins and claims the receipt. */
  joinUrl(invitation: Invitation): string;
  /** The same for a page, which can offer every way there is. `browser`: the one that answered there, so that its answer is known again in the chat. */
  joinWays(invitation: Invitation, browser?: string): { readonly telegramUrl?: string; readonly smsNumber?: string; readonly code: string };
  /** Where a phone that was told at the till is proved. */
  provingUrl(): string | undefined;
};

type Doors = {
  readonly publicUrl: string;
  readonly prefix: string;
  /** Whether phones are played in a browser of this machine, which can open any of its addresses. */
  readonly playground: boolean;
  /** https://t.me/BOT, once Telegram has told the name. */
  readonly telegramUrl: () => string | undefined;
  /** What start payloads begin with: "", or "k_" where the bot is somebody else's. */
  readonly startPrefix: string;
  readonly smsNumber?: string;
};

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a shopper's phone can open our pages: an address of this very machine is of no use to it, unless the phone is played on it. */
export const isReachable = (publicUrl: string, playground: boolean): boolean => playground || !loopback.has(new URL(publicUrl).hostname);

/** Where a page cannot be opened the receipt leads to the bot, or to the number. */
export function createReceiptLinks({ publicUrl, prefix, playground, telegramUrl, startPrefix, smsNumber }: Doors): ReceiptLinks {
  const page = ({ token }: Invitation): string => `${publicUrl}${prefix}/r/${token}`;
  const inChat = (invitation: Invitation): string | undefined => {
    const bot = telegramUrl();
    if (bot !== undefined) return `${bot}?start=${startPrefix}${startOf(invitation)}`;
    return smsNumber === undefined ? undefined : `sms:${smsNumber}?body=${invitation.code}`;
  };
  return {
    receiptUrl: (invitation) => (isReachable(publicUrl, playground) ? page(invitation) : (inChat(invitation) ?? page(invitation))),
    joinUrl: (invitation) => (playground ? page(invitation) : (inChat(invitation) ?? page(invitation))),
    joinWays(invitation, browser) {
      const bot = playground ? `${publicUrl}/playground` : telegramUrl();
      return {
        code: invitation.code,
        ...(bot === undefined ? {} : { telegramUrl: `${bot}?start=${startPrefix}${startOf(invitation, browser)}` }),
        ...(smsNumber === undefined || playground ? {} : { smsNumber }),
      };
    },
    provingUrl() {
      const bot = playground ? undefined : telegramUrl();
      return bot === undefined || startPrefix === '' ? bot : `${bot}?start=${startPrefix}`;
    },
  };
}
