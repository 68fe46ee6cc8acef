/** Cyrillic in Latin letters: for SMS that must stay cheap and for fonts that know nothing else. Latin stays as it is. */
export function transliterate(text: string): string {
  return text.normalize('NFC').replace(cyrillicOrSign, (letter, at: number, whole: string) => inLatin(letter, at, whole));
}

/** Latin letters without their marks: "Zażółć" → "Zazolc". Other scripts stay as they are. */
export function dropDiacritics(text: string): string {
  return text.normalize('NFC').replace(markedLatin, (letter) => unmarked[letter] ?? letter.normalize('NFD').replace(marks, ''));
}

const markedLatin = /[\u00c0-\u024f\u1e00-\u1eff]/g;
const marks = /\p{M}/gu;
const cyrillicOrSign = /[\u0400-\u04ff₽₴₸№]/g;

/** Letters whose mark is part of them, so that decomposition does not take it off. */
const unmarked: Readonly<Record<string, string>> = { ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ħ: 'h', Ħ: 'H', ı: 'i', œ: 'oe', Œ: 'OE' };

/** Russian after BGN/PCGN, the best understood by readers of Russian, with ё as e and no signs; the neighbours' letters in the same manner. */
const latin: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'а-a б-b в-v г-g д-d е-e ё-e ж-zh з-z и-i й-y к-k л-l м-m н-n о-o п-p р-r с-s т-t у-u ф-f х-kh ц-ts ч-ch ш-sh щ-shch ъ- ы-y ь- э-e ю-yu я-ya',
    'і-i ї-yi є-ye ґ-g ў-u ә-a ғ-g қ-q ң-n ө-o ұ-u ү-u һ-h ђ-d ј-j љ-lj њ-nj ћ-c џ-dz',
    '₽-rub. ₴-UAH ₸-KZT №-No.',
  ].flatMap((letters) => letters.split(' ').map((pair) => pair.split('-'))),
);

function inLatin(letter: string, at: number, whole: string): string {
  const small = letter.toLowerCase();
  const found = latin[small];
  if (found === undefined) return letter;
  if (letter === small) return found;
  // "Щи" → "Shchi", "ЩИ" → "SHCHI": a neighbour tells a capitalised word from capitals.
  return isCapital(whole[at + 1]) || isCapital(whole[at - 1]) ? found.toUpperCase() : found.slice(0, 1).toUpperCase() + found.slice(1);
}

const isCapital = (letter: string | undefined): boolean => letter !== undefined && letter !== letter.toLowerCase();
