/** GSM 03.38: its basic alphabet, and the characters that take two places. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('^{}\\[~]|€\f');

const gsm = { single: 160, part: 153 };
const ucs2 = { single: 70, part: 67 };

export type Segments = { readonly segments: number; readonly encoding: 'GSM-7' | 'UCS-2' };

/** What the network counts: one character outside its small alphabet makes the whole text cost more than twice as much. */
export function countSegments(text: string): Segments {
  const characters = [...text];
  const isGsm = characters.every((character) => basic.has(character) || extended.has(character));
  const places = characters.map((character) => (isGsm ? (extended.has(character) ? 2 : 1) : character.length));
  const { single, part } = isGsm ? gsm : ucs2;
  return { segments: sum(places) <= single ? 1 : packed(places, part), encoding: isGsm ? 'GSM-7' : 'UCS-2' };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** A character of two places is never cut in two. */
function packed(places: readonly number[], part: number): number {
  let parts = 1;
  let used = 0;
  for (const size of places) {
    if (used + size > part) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
}
