const CARD_PREFIX = '29';
const RANDOM_DIGITS = 10;

/** A card number: EAN-13 with the prefix 29, which GS1 leaves to shops, ten random digits and the check digit. */
export function newCardNumber(randomDigit: () => number): string {
  const body = CARD_PREFIX + Array.from({ length: RANDOM_DIGITS }, randomDigit).join('');
  return body + checkDigit(body);
}

/** Whether these digits are a card number of ours, its check digit included: a misread bar code is told at once. */
export const isCardNumber = (digits: string): boolean =>
  new RegExp(`^${CARD_PREFIX}\\d{${RANDOM_DIGITS + 1}}$`).test(digits) && checkDigit(digits.slice(0, -1)) === digits.at(-1);

/** EAN-13's check digit (GS1 General Specifications, 7.9): weights 1 and 3 from the left. */
function checkDigit(body: string): string {
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return String((10 - (sum % 10)) % 10);
}
