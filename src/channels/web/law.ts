/** Whose law on personal data a shop is under, as far as the pages can name it. */
export type Law = 'RU' | 'PL' | 'GB' | 'EU' | 'other';

/** Where the GDPR applies: the Union, and Iceland, Liechtenstein and Norway. */
const underTheGdpr = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PT RO SE SI SK'.split(' ');

/** `country`: ISO 3166, two capital letters. */
export function lawOf(country: string): Law {
  if (country === 'RU' || country === 'PL' || country === 'GB') return country;
  return underTheGdpr.includes(country) ? 'EU' : 'other';
}
