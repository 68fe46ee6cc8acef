/** Cyrillic letters that look like Latin ones: "CTOП" typed on the wrong keyboard is the same word. */
const lookAlikes: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  е: 'e',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  і: 'i',
  ј: 'j',
  ѕ: 's',
};

/** Words in one shape for comparing: case, diacritics, ł, look-alike letters, punctuation and emoji make no difference. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll(/[авекмнорстухіјѕ]/g, (letter) => lookAlikes[letter] ?? letter)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Folded. */
export const courtesies: ReadonlySet<string> = new Set(
  [
    'please',
    'pls',
    'thanks',
    'thank',
    'you',
    'thx',
    'ok',
    'okay',
    'hi',
    'hello',
    'спасибо',
    'пожалуйста',
    'пж',
    'привет',
    'здравствуйте',
    'большое',
    'prosze',
    'dziekuje',
    'dzieki',
    'dzien',
    'dobry',
    'czesc',
    'bardzo',
  ].map(fold),
);

/** Nothing but courtesies: "Thanks!", "Спасибо большое". */
export const isCourtesy = (text: string): boolean => {
  const words = fold(text).split(' ');
  return words[0] !== '' && words.every((word) => courtesies.has(word));
};

/** A folded text without the courtesies around it: "Stop. Thanks" → "stop". What is only courtesy stays as it is. */
export function withoutCourtesies(folded: string): string {
  const words = folded.split(' ');
  const first = words.findIndex((word) => !courtesies.has(word));
  const last = words.findLastIndex((word) => !courtesies.has(word));
  return first === -1 ? folded : words.slice(first, last + 1).join(' ');
}
