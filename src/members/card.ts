const CARD_PREFIX = '29';
const RANDOM_DIGITS = 10;

/** A card number: EAN-13 with the prefix 29, which GS1 leaves to shops, ten random digits and the check digit. */
export function newCardNumber(randomDigit: () => number): string {
  const body = CARD_PREFIX + Array.from({ length: RANDOM_DIGITS }, randomDigit).join('');
  return body + checkDigit(body);
}

/** Whether the text is one of our card numbers: 13 digits, our prefix, right check digit. Spaces are ignored. */
export function readCardNumber(text: string): string | undefined {
  const digits = text.replaceAll(/\s/g, '');
  if (!/^29\d{11}$/.test(digits)) return undefined;
  return checkDigit(digits.slice(0, -1)) === digits.at(-1) ? digits : undefined;
}

/** EAN-13's check digit (GS1 General Specifications, 7.9): weights 1 and 3 from the left. */
function checkDigit(body: string): string {
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return String((10 - (sum % 10)) % 10);
}
