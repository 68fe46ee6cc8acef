const SIGNS = 7;
const BYTES = 5;
const BITS_A_SIGN = 5n;

/** Crockford's base 32: no I, L, O and U, so that nothing is read as something else. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A code that is read out and typed: a letter that says what it is of, seven signs for the first 35 bits of `bytes`, and a check of them. Given out
 * of random bytes, it cannot be guessed within the limits that stand around it.
 */
export function shortCode(letter: string, bytes: Buffer): string {
  let bits = BigInt(`0x${bytes.subarray(0, BYTES).toString('hex')}`) >> BITS_A_SIGN;
  let code = '';
  for (let sign = 0; sign < SIGNS; sign += 1) {
    code = signs[Number(bits & 31n)] + code;
    bits >>= BITS_A_SIGN;
  }
  return letter + code + checkOf(code);
}

/** Such a code as people type it: any case, spaces and dashes, look-alikes (O for 0, I and L for 1), also Cyrillic. Nothing: it is none of this letter. */
export function readShortCode(letter: string, text: string): string | undefined {
  const typed = text
    .trim()
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('О', '0') // Cyrillic
    .replaceAll(/[АВСЕНКМТХР]/g, (sign) => latin[sign] ?? sign);
  if (!typed.startsWith(letter)) return undefined;
  const code = typed.slice(letter.length).replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (!/^[0-9A-Z]{8}$/.test(code)) return undefined;
  return checkOf(code.slice(0, SIGNS)) === code.slice(SIGNS) ? letter + code : undefined;
}

const latin: Readonly<Record<string, string>> = { А: 'A', В: 'B', С: 'C', Е: 'E', Н: 'H', К: 'K', М: 'M', Т: 'T', Х: 'X', Р: 'P' };

/** A weighted sum modulo 31, which is prime: it tells a wrong sign, and two that changed places. */
function checkOf(code: string): string {
  const sum = [...code].reduce((total, sign, place) => total + signs.indexOf(sign) * (place + 1), 0);
  return signs[sum % 31] as string;
}
