import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { remembering } from './remembering.ts';

const NAME_CHARACTERS_MAX = 80;
const EMAIL_CHARACTERS_MAX = 254;

export type Read<T, Reason extends string> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Reason };

/** A name as a person writes it: letters of any script, with spaces, hyphens, apostrophes and dots. Direction marks and controls are dropped. */
export function readName(text: string): Read<string, 'empty' | 'too-long' | 'not-a-name'> {
  const name = text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (name === '') return { ok: false, reason: 'empty' };
  if (name.length > NAME_CHARACTERS_MAX) return { ok: false, reason: 'too-long' };
  if (!/^\p{L}[\p{L}\p{M} '’.-]*$/u.test(name)) return { ok: false, reason: 'not-a-name' };
  return { ok: true, value: name };
}

/** An email address: one @, a dotted domain, no spaces inside; spaces around and after the address sign are forgiven. Lower-cased domain. */
export function readEmail(text: string): Read<string, 'not-an-email'> {
  const email = text.trim().replaceAll(/\s*@\s*/g, '@');
  const parts = /^([\p{L}\p{N}._%+'-]{1,64})@((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}]{2,24})$/u.exec(email);
  if (parts === null || email.length > EMAIL_CHARACTERS_MAX || email.includes('..')) return { ok: false, reason: 'not-an-email' };
  return { ok: true, value: `${parts[1]}@${parts[2]?.toLowerCase()}` };
}

export type PhoneRefusal = 'not-a-phone' | 'too-short' | 'landline' | 'anonymous';

/** What the numbering plans make of a text, at home in a country. One message asks for the same phone several times, and the answer is dear. */
const parsePhone = remembering((text: string, country: string | undefined) =>
  parsePhoneNumberFromString(text, country as CountryCode | undefined),
);

/**
 * A phone as people type it, in E.164. Foreign numbers are welcome. Refused: what no numbering plan knows, short numbers, landlines
 * (no SMS reaches them) and Telegram's anonymous +888 numbers.
 */
export const readPhone = remembering((text: string, country: string): Read<string, PhoneRefusal> => {
  const digits = text.replaceAll(/\D/g, '');
  if (/^\+?\s*888/.test(text.trim()) && digits.length >= 10 && digits.length <= 13) return { ok: false, reason: 'anonymous' };
  if (digits.length < 7) return { ok: false, reason: digits.length >= 3 ? 'too-short' : 'not-a-phone' };
  const parsed = parsePhone(text, text.startsWith('+') ? undefined : country) ?? parsePhone(`+${digits}`, undefined);
  const type = parsed?.getType(); // none without being valid, and either costs the same
  if (parsed === undefined || (type === undefined && !parsed.isValid())) return { ok: false, reason: 'not-a-phone' };
  if (type === 'FIXED_LINE') return { ok: false, reason: 'landline' };
  return { ok: true, value: parsed.number };
});

/** The country of a phone in E.164, as two letters; nothing for numbers of none. */
export const countryOf = (phone: string): string | undefined => parsePhone(phone, undefined)?.country;

/**
 * The time zone of whoever has this phone, where it is not the shop's and can be told: a country with one zone. Russians keep the clock of the shop
 * until somebody there puts it right.
 */
export function clockOf(phone: string, shop: { readonly country: string; readonly timeZone: string }): { readonly timeZone?: string } {
  const country = countryOf(phone);
  if (country === undefined || country === shop.country) return {};
  const locale = new Intl.Locale('und', { region: country }) as Intl.Locale & { getTimeZones?(): string[] };
  const [timeZone, ...others] = locale.getTimeZones?.() ?? [];
  return timeZone === undefined || others.length > 0 || timeZone === shop.timeZone ? {} : { timeZone };
}

/** Whether a text looks like somebody typing a phone number, right or wrong. */
export const looksLikePhone = (text: string): boolean =>
  /^[\s+()\d.-]{3,30}$/.test(text.trim()) && /\d{3}/.test(text.replaceAll(/\D/g, ''));

/** "Anna anna@example.com", in either order: a name, and an email if there is one. */
export function readNameAndEmail(
  text: string,
): Read<{ readonly name: string; readonly email?: string }, 'empty' | 'too-long' | 'not-a-name' | 'not-an-email'> {
  const words = text
    .trim()
    .replaceAll(/\s*@\s*/g, '@')
    .split(/[\s,;]+/);
  const place = words.findIndex((word) => word.includes('@'));
  const email = place === -1 ? undefined : readEmail(words[place] as string);
  if (email !== undefined && !email.ok) return email;
  const name = readName(words.filter((_, index) => index !== place).join(' '));
  if (!name.ok) return name;
  return { ok: true, value: { name: name.value, ...(email === undefined ? {} : { email: email.value }) } };
}
