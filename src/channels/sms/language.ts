import { getCountries, getCountryCallingCode } from 'libphonenumber-js';
import type { Language } from '../../texts/message.ts';

const callingCodes: ReadonlySet<string> = new Set(getCountries().map((country) => getCountryCallingCode(country)));
/** +7 is Russia and Kazakhstan, +375 Belarus, +48 Poland. */
const languages: Readonly<Record<string, Language>> = { '7': 'ru', '375': 'ru', '48': 'pl' };

/** A guess by the country of a phone in E.164, until the member says otherwise. None when the number belongs to no country. */
export function languageOfPhone(phone: string): Language | undefined {
  const code = [2, 3, 4].map((end) => phone.slice(1, end)).find((digits) => callingCodes.has(digits));
  return code === undefined ? undefined : (languages[code] ?? 'en');
}
