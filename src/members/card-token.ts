import { createHmac, timingSafeEqual } from 'node:crypto';

const MAC_BYTES = 12;
const ID_BYTES = 16;

/** The token of a member's card page: the member's id and a keyed hash of it, so that no other page can be guessed. */
export function cardToken(key: string, memberId: string): string {
  const id = Buffer.from(memberId.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, macOf(key, id)]).toString('base64url');
}

/** Whose card a token shows; nothing for a token that is not ours. */
export function readCardToken(key: string, token: string): string | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== ID_BYTES + MAC_BYTES) return undefined;
  const id = bytes.subarray(0, ID_BYTES);
  if (!timingSafeEqual(bytes.subarray(ID_BYTES), macOf(key, id))) return undefined;
  const hex = id.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const macOf = (key: string, id: Buffer): Buffer => createHmac('sha256', key).update('card ').update(id).digest().subarray(0, MAC_BYTES);
