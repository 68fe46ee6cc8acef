const currencies = new Set(Intl.supportedValuesOf('currency'));
const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** ISO 3166, two capital letters. */
export const isCountry = (code: string): boolean => /^[A-Z]{2}$/.test(code) && code !== 'ZZ' && regions.of(code) !== undefined;

/** ISO 4217, three capital letters. */
export const isCurrency = (code: string): boolean => currencies.has(code);

/** A name of the time zone database; a bare offset such as +03:00 knows no summer time and is refused. */
export function isTimeZone(name: string): boolean {
  if (!/^(UTC|[A-Za-z_]+\/[A-Za-z0-9_+/-]+)$/.test(name)) return false;
  try {
    return oneNameOf(name) !== '';
  } catch {
    return false; // a RangeError is the only way to ask
  }
}

/** Whether two names of the time zone database mean one zone: Europe/Kyiv was Europe/Kiev before. Throws a RangeError where one is none. */
export const isSameZone = (one: string, other: string): boolean => oneNameOf(one) === oneNameOf(other);

/** Of a zone's names the one that stands for all of them. */
const oneNameOf = (name: string): string => new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
