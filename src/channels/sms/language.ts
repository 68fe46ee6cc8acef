import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Language } from '../../texts/message.ts';

/** A guess by the phone's country, until the member says otherwise. None when the number belongs to no country we can tell. */
export function languageOfPhone(phone: string): Language | undefined {
  const parsed = parsePhoneNumberFromString(phone);
  if (parsed === undefined) return undefined;
  if (parsed.countryCallingCode === '7' || parsed.country === 'BY') return 'ru'; // +7 is Russia and Kazakhstan
  return parsed.country === 'PL' ? 'pl' : 'en';
}
