import { hash } from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Incoming, Said } from '../../conversation/incoming.ts';
import { languageOfPhone } from './language.ts';

/** Characters of one text: more than any SMS holds, as many as a Telegram message. */
const maxTextLength = 4096;
/** Of a gateway's own id; a longer one is kept as its hash. */
const maxIdLength = 120;

/** What a phone has said, as the conversation hears it. `id` begins with the gateway's name. */
export function incomingOf(id: string, phone: string, said: Said): Incoming {
  const languageHint = languageOfPhone(phone);
  return { id, channel: 'sms', address: `sms:${phone}`, said, ...(languageHint && { languageHint }) };
}

/** A text as it is kept: PostgreSQL keeps no NUL; a pair divided by the cut would not be a character. */
export function saidIn(text: string): Said {
  const cut = text.replaceAll('\0', '').slice(0, maxTextLength);
  const kept = cut.isWellFormed() ? cut : cut.slice(0, -1).toWellFormed();
  return kept.trim() === '' ? { kind: 'other' } : { kind: 'text', text: kept };
}

const e164 = /^\+[1-9]\d{6,14}$/;

/** A sender in E.164, for gateways that write international numbers with or without the plus. Short numbers and names are no phones. */
export function phoneOf(written: string): string | undefined {
  const phone = `+${plainly(written).replace(/^(\+|00)/, '')}`;
  return e164.test(phone) ? phone : undefined;
}

/** The same for numbers as a phone shows them: without a plus they belong to the country of `shopNumber`. */
export function phoneAsShown(written: string, shopNumber: string): string | undefined {
  const plain = plainly(written);
  if (plain.startsWith('+')) return phoneOf(plain);
  const home = parsePhoneNumberFromString(shopNumber);
  if (home === undefined || !/^\d{7,15}$/.test(plain)) return undefined;
  const parsed = parsePhoneNumberFromString(plain, { defaultCallingCode: home.countryCallingCode });
  return parsed?.isValid() ? phoneOf(parsed.number) : undefined;
}

const plainly = (written: string): string => written.replace(/[\s().-]/g, '');

/** An id for the database's key: the gateway's own, or the hash of what makes the text the one it is. */
export function idOf(...parts: readonly string[]): string {
  const [only = ''] = parts;
  return parts.length === 1 && only.length <= maxIdLength && /^[\x21-\x7e]+$/.test(only) ? only : hashOf(...parts);
}

/** One hash over texts in their order; none can be mistaken for a neighbour's end. */
export const hashOf = (...parts: readonly string[]): string => hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32);
