import { timingSafeEqual } from 'node:crypto';
import { readShortCode, shortCode } from '../database/short-code.ts';
import type { Invitation, Purchase } from './purchase.ts';

const TOKEN_BYTES = 16;
const LETTER = 'R';

/** A new invitation: 128 random bits for the link; the code to be typed is their beginning, so that one index finds both. */
export function newInvitation(randomBytes: (count: number) => Buffer): Invitation {
  const bytes = randomBytes(TOKEN_BYTES);
  return { token: bytes.toString('base64url'), code: shortCode(LETTER, bytes) };
}

/** A code from a receipt as people type it. Nothing: it is no code of ours. */
export const readCode = (text: string): string | undefined => readShortCode(LETTER, text);

/** What an invitation is looked up by, whichever way it was brought: a token, a code, or the receipt's whole address. */
export function invitationCode(brought: string): string | undefined {
  const token = tokenIn(brought);
  if (token === undefined) return readCode(brought);
  return shortCode(LETTER, Buffer.from(token, 'base64url'));
}

/** Whether what was brought is this purchase's: a code is whole in itself, of a token more than its beginning must be right. */
export function isInvitedBy(purchase: Purchase, brought: string): boolean {
  const token = tokenIn(brought);
  if (token === undefined) return readCode(brought) === purchase.invitation.code;
  return timingSafeEqual(Buffer.from(token), Buffer.from(purchase.invitation.token));
}

/** The browser that answered on the receipt's page, where its own link was followed from there: its number stands after the token. */
export const browserIn = (brought: string): string | undefined => read(brought)?.[2];

/** A link by which a receipt is brought to the bot, and with it the browser that has answered about it. */
export const startOf = ({ token }: Invitation, browser = ''): string => `r_${token}${browser}`;

const tokenIn = (brought: string): string | undefined => read(brought)?.[1];

const read = (brought: string) => /(?:^|\/r\/|[?=]r_|^r_)([\w-]{22})([\w-]{22})?$/.exec(brought.trim());
