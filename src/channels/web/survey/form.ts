import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const NONCE_BYTES = 16;
const MAC_BYTES = 12;
/** Nobody reads a question and answers it faster; what fills forms does. */
const READ_WITHIN_MS = 600;
const FORM_LASTS_MS = 24 * 60 * 60 * 1000;

const newNonce = (): string => randomBytes(NONCE_BYTES).toString('base64url');

/**
 * A form as it was handed out: when; a random number, which from the rating on tells whoever gave it from others; and a keyed hash, so that only
 * our own forms are taken, for the receipt they were made for.
 */
export function sealForm(key: string, token: string, now: number, nonce = newNonce()): string {
  return `${now.toString(36)}.${nonce}.${macOf(key, token, now, nonce).toString('base64url')}`;
}

export type ReadForm =
  | { readonly ok: true; readonly nonce: string }
  /** `hasty`: sent before anybody could have read it. `stale`: no form of ours, or one of yesterday. */
  | { readonly ok: false; readonly reason: 'hasty'; readonly nonce: string }
  | { readonly ok: false; readonly reason: 'stale' };

export function readForm(key: string, token: string, sealed: string, now: number): ReadForm {
  const [, at36 = '', nonce = '', mac = ''] = /^([0-9a-z]{1,12})\.([\w-]{22})\.([\w-]{16})$/.exec(sealed) ?? [];
  const at = Number.parseInt(at36, 36);
  if (mac === '' || !timingSafeEqual(Buffer.from(mac, 'base64url'), macOf(key, token, at, nonce))) return { ok: false, reason: 'stale' };
  if (now - at > FORM_LASTS_MS) return { ok: false, reason: 'stale' };
  return now - at < READ_WITHIN_MS ? { ok: false, reason: 'hasty', nonce } : { ok: true, nonce };
}

const macOf = (key: string, token: string, at: number, nonce: string): Buffer =>
  createHmac('sha256', key).update(`form ${token} ${at} ${nonce}`).digest().subarray(0, MAC_BYTES);

/** The field that people do not see and machines fill in. */
export const TRAP = 'website';

/** The fields of a form as browsers send it; a field may come several times. */
export const fieldsOf = (body: Buffer): URLSearchParams => new URLSearchParams(body.toString('utf8'));

const COOKIE = 'answer';
const COOKIE_LASTS_SECONDS = 60 * 24 * 60 * 60;

/** Kept in the browser that answered, for this receipt's page alone, so that opened again it shows what was said. */
export function answerCookie(nonce: string, page: URL): string {
  const secure = page.protocol === 'https:' ? '; Secure' : '';
  return `${COOKIE}=${nonce}; Path=${page.pathname}; Max-Age=${COOKIE_LASTS_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
}

export const readAnswerCookie = (header: string | string[] | undefined): string | undefined =>
  /(?:^|;\s*)answer=([\w-]{22})(?:;|$)/.exec(String(header ?? '').slice(0, 4000))?.[1];
