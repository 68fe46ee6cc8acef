import { dropDiacritics, transliterate } from '../transliterate.ts';
import { isGsm7, segmentsOf } from './segments.ts';

/** `drop` writes "Dziekujemy" for "Dziękujemy"; `transliterate` writes Cyrillic in Latin letters too. */
export type Diacritics = 'keep' | 'drop' | 'transliterate';

export type FitOptions = {
  readonly diacritics: Diacritics;
  /** A whole number from 1. */
  readonly maxSegments: number;
  /** The end of the text that must not be cut off: the answers to choose from. */
  readonly tail?: string;
};

/**
 * A text as it is to be sent: typographic signs in their plain form, letters as the shop wants them, never more than `maxSegments`.
 * Letters are changed only when that makes the whole text GSM-7: in a text that needs UCS-2 anyway it would save nothing.
 */
export function fitToSms(text: string, { diacritics, maxSegments, tail = '' }: FitOptions): string {
  const plain = withPlainSigns(text);
  const cheap = spell[diacritics](plain);
  const chosen = isGsm7(cheap) ? cheap : plain;
  if (segmentsOf(chosen).segments <= maxSegments) return chosen;

  const end = chosen === cheap ? spell[diacritics](withPlainSigns(tail)) : withPlainSigns(tail);
  return end !== '' && chosen.endsWith(end) ? cut(chosen.slice(0, -end.length), end, maxSegments) : cut(chosen, '', maxSegments);
}

const spell = {
  keep: (text) => text,
  drop: withoutCostlyMarks,
  transliterate: (text) => withoutCostlyMarks(transliterate(text)),
} satisfies Record<Diacritics, (text: string) => string>;

/** "é" and "ü" cost nothing in GSM-7 and stay. */
function withoutCostlyMarks(text: string): string {
  return Array.from(text, (character) => (isGsm7(character) ? character : dropDiacritics(character))).join('');
}

/** Signs that one keyboard or another puts in, each of which would more than double the price of a Latin text. */
const plainSigns: readonly (readonly [RegExp, string])[] = [
  [/\r\n?|[\u0085\u2028\u2029]/g, '\n'],
  [/[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  // Invisible: soft hyphen, zero-width space, directions, byte order mark. The joiner and the variation selectors belong to emoji.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  [/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, ''],
  [/[“”„‟«»″〝〞]/g, '"'],
  [/[‘’‚‛‹›′´`ʼʻ]/g, "'"],
  [/[‐‑‒–—―−⁃]/g, '-'],
  [/[•·∙]/g, '-'],
  [/…/g, '...'],
  [/×/g, 'x'],
  [/⁄|∕|÷/g, '/'],
];

function withPlainSigns(text: string): string {
  return plainSigns.reduce((written, [sign, plain]) => written.replace(sign, plain), text.normalize('NFC'));
}

const ellipsis = '...';

/** The longest beginning that fits together with "..." and the end; it stops after a whole word where there is one. */
function cut(head: string, end: string, maxSegments: number): string {
  const graphemes = Array.from(new Intl.Segmenter().segment(head), ({ segment }) => segment);
  const close = end === '' || /^\s/.test(end) ? ellipsis : `${ellipsis}\n`;
  const withFirst = (count: number) => graphemes.slice(0, count).join('');
  const fits = (count: number) => segmentsOf(withFirst(count) + close + end).segments <= maxSegments;
  if (!fits(0)) return end === '' ? '' : cut(head + end, '', maxSegments);

  let fitting = 0;
  for (let tooMany = graphemes.length; tooMany - fitting > 1; ) {
    const middle = (fitting + tooMany) >> 1;
    if (fits(middle)) fitting = middle;
    else tooMany = middle;
  }
  return atWord(withFirst(fitting), graphemes[fitting] ?? '') + close + end;
}

function atWord(beginning: string, next: string): string {
  const words = /\s/.test(next) ? beginning : beginning.replace(/\s\S*$/, '');
  return words.replace(/[\s,;:.-]+$/, '');
}
