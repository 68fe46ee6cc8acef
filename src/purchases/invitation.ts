import { timingSafeEqual } from 'node:crypto';
import type { Invitation, Purchase } from './purchase.ts';

const TOKEN_BYTES = 16;
const CODE_SIGNS = 7;
const BITS_A_SIGN = 5n;

/** Crockford's base 32: no I, L, O and U, so that nothing is read as something else. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new invitation: 128 random bits for the link; the code to be typed is their beginning, so that one index finds both. */
export function newInvitation(randomBytes: (count: number) => Buffer): Invitation {
  const bytes = randomBytes(TOKEN_BYTES);
  return { token: bytes.toString('base64url'), code: codeOf(bytes) };
}

/** A code from a receipt as people type it: any case, spaces and dashes, look-alikes (O for 0, I and L for 1). Nothing: it is no code of ours. */
export function readCode(text: string): string | undefined {
  const typed = text
    .trim()
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('О', '0') // Cyrillic
    .replaceAll('Р', 'P')
    .replaceAll(/[АВСЕНКМТХ]/g, (letter) => latin[letter] ?? letter);
  const read = /^R([0-9A-Z]{8})$/.exec(typed)?.[1]?.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (read === undefined) return undefined;
  return checkOf(read.slice(0, CODE_SIGNS)) === read.slice(CODE_SIGNS) ? `R${read}` : undefined;
}

const latin: Readonly<Record<string, string>> = { А: 'A', В: 'B', С: 'C', Е: 'E', Н: 'H', К: 'K', М: 'M', Т: 'T', Х: 'X' };

/** What an invitation is looked up by, whichever way it was brought: a token, a code, or the receipt's whole address. */
export function invitationCode(brought: string): string | undefined {
  const token = tokenIn(brought);
  if (token === undefined) return readCode(brought);
  return codeOf(Buffer.from(token, 'base64url'));
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

/** The first 35 bits, five to a sign, and a check of them. */
function codeOf(token: Buffer): string {
  let bits = BigInt(`0x${token.subarray(0, 5).toString('hex')}`) >> BITS_A_SIGN;
  let code = '';
  for (let sign = 0; sign < CODE_SIGNS; sign += 1) {
    code = signs[Number(bits & 31n)] + code;
    bits >>= BITS_A_SIGN;
  }
  return `R${code}${checkOf(code)}`;
}

/** A weighted sum modulo 31, which is prime: it tells a wrong sign, and two that changed places. */
function checkOf(code: string): string {
  const sum = [...code].reduce((total, sign, place) => total + signs.indexOf(sign) * (place + 1), 0);
  return signs[sum % 31] as string;
}
