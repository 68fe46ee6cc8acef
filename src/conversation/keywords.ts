import type { Language } from '../texts/message.ts';
import { courtesies, fold, withoutCourtesies } from './fold.ts';

export type Keyword =
  | 'join'
  | 'start'
  | 'balance'
  | 'card'
  | 'history'
  | 'why'
  | 'coupons'
  | 'language'
  | 'stop'
  | 'resume'
  | 'help'
  | 'person'
  | 'mydata'
  | 'forget'
  | 'name'
  | 'email'
  | 'birthday'
  /** The code of a receipt, which is no word: see `askedBy`. */
  | 'receipt';

/** What a text asks for as a whole, with what follows the word where something may: "JOIN Anna anna@example.com", "LANG PL". */
export type Asked = { readonly keyword: Keyword; readonly rest: string; readonly language?: Language };

type Words = {
  readonly en?: readonly string[];
  readonly pl?: readonly string[];
  readonly ru?: readonly string[];
  readonly any?: readonly string[];
};

/** Words that mean something only as the whole text. `any`: said in every language, so they tell nothing about the speaker's. */
const whole: Readonly<Record<Keyword, Words>> = {
  name: { en: ['name'], pl: ['imię'], ru: ['имя'] },
  email: { any: ['email', 'mail', 'почта'] },
  birthday: { en: ['birthday', 'my birthday'], pl: ['urodziny', 'moje urodziny'], ru: ['день рождения', 'мой день рождения', 'др'] },
  join: { en: ['join'], pl: ['dołącz'], ru: ['старт', 'вступить'] },
  start: { any: ['start'] },
  balance: { en: ['balance', 'bal', 'points', 'my points'], pl: ['saldo', 'punkty', 'moje punkty'], ru: ['баланс', 'баллы', 'мои баллы'] },
  card: { en: ['card', 'my card'], pl: ['karta', 'moja karta'], ru: ['карта', 'моя карта'] },
  history: { en: ['history'], pl: ['historia'], ru: ['история'] },
  why: { en: ['why'], pl: ['dlaczego'], ru: ['почему'] },
  coupons: { en: ['coupons', 'my coupons'], pl: ['kupony', 'moje kupony'], ru: ['купоны', 'мои купоны'] },
  language: { en: ['lang', 'language'], pl: ['język'], ru: ['язык'] },
  stop: {
    any: ['stop', 'stopall', 'unsubscribe', 'end', 'quit', 'cancel', 'revoke', 'opt out', 'optout'],
    pl: ['rezygnuję', 'koniec', 'wypisz'],
    ru: ['стоп', 'отписаться', 'отписка', 'otpiska', 'нет рекламе'],
  },
  resume: { any: ['resume', 'unstop'], pl: ['wznów'], ru: ['подписаться'] },
  help: { any: ['info', 'loyalty'], en: ['help', 'menu'], pl: ['pomoc'], ru: ['помощь', 'меню', 'инфо'] },
  person: {
    en: ['person', 'human', 'operator', 'talk to a person', 'ask a person'],
    pl: ['człowiek', 'konsultant', 'rozmowa z człowiekiem'],
    ru: ['человек', 'оператор', 'менеджер', 'позвать человека'],
  },
  mydata: { en: ['mydata', 'my data'], pl: ['moje dane'], ru: ['мои данные'] },
  forget: { en: ['forget', 'forget me'], pl: ['usuń', 'usuń dane', 'zapomnij'], ru: ['удалить', 'удалить данные', 'забудь'] },
  receipt: {},
};

/** Words that take what follows them. */
const leading: Readonly<Partial<Record<Keyword, Words>>> = {
  join: { en: ['join'], pl: ['dołącz'], ru: ['старт', 'вступить'], any: ['start'] },
  language: { any: ['lang', 'language', 'język', 'язык'] },
  name: { en: ['name'], pl: ['imię'], ru: ['имя'] },
  email: { any: ['email', 'mail', 'почта'] },
  birthday: { en: ['birthday', 'my birthday'], pl: ['urodziny', 'moje urodziny'], ru: ['день рождения', 'др'] },
};

const wholeTable = tableOf(whole);
const leadingTable = tableOf(leading);
const WORDS_LOOKED_AT = 12;
const CHARACTERS_LOOKED_AT = 200;

/** Reads a text as a keyword. "Please stop putting sugar in my tea" is none: only the whole text counts, courtesies aside. */
export function readKeyword(text: string): Asked | undefined {
  const looked = text.slice(0, CHARACTERS_LOOKED_AT);
  const folded = fold(looked);
  if (folded === '' || folded.split(' ').length > WORDS_LOOKED_AT) return undefined;
  const found = wholeTable.get(folded) ?? wholeTable.get(withoutCourtesies(folded));
  if (found !== undefined && text.length <= CHARACTERS_LOOKED_AT) return { rest: '', ...found };
  for (const opening of [/^\S+/, /^\S+\s+\S+/]) {
    const [words = ''] = opening.exec(looked.trim()) ?? [];
    const led = leadingTable.get(fold(words));
    const rest = looked.trim().slice(words.length).trim();
    if (led !== undefined && rest !== '') return isArgument(led.keyword, rest) ? { rest, ...led } : undefined;
  }
  return undefined;
}

/**
 * Whether a text may be a keyword, by its first word that is no courtesy: a twentieth of the price of reading it. Never false for one that is;
 * where most of what is heard is none, it is asked first.
 */
export function mayBeKeyword(text: string): boolean {
  let word = '';
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : END;
    const letter = letters[code];
    if (letter !== undefined) {
      word += letter;
      if (word.length > longestFirstWord) return false;
    } else if (code >= ASCII_CODES) return true;
    else if (firstWords.has(word)) return true;
    else if (word !== '' && !courtesies.has(word)) return false;
    else word = '';
  }
  return false;
}

const END = 0;
const ASCII_CODES = 128;
/** Latin with its accents, Greek, Cyrillic. */
const LETTERS_KNOWN = 0x460;

const firstWords: ReadonlySet<string> = new Set([...wholeTable.keys(), ...leadingTable.keys()].map((phrase) => phrase.split(' ')[0] ?? ''));
const longestFirstWord = Math.max(...[...firstWords, ...courtesies].map((word) => word.length));
/** Each letter as folding leaves it, by its code; what folding takes apart is not among them. */
const letters: readonly (string | undefined)[] = Array.from({ length: LETTERS_KNOWN }, (_, code) => {
  const folded = fold(String.fromCharCode(code));
  return folded.length === 1 ? folded : undefined;
});

/** "Join me for tea" is talk; "JOIN Anna", "LANG PL", "NAME Anna" are orders. */
function isArgument(keyword: Keyword, rest: string): boolean {
  const words = rest.split(/\s+/);
  if (keyword === 'language') return words.length === 1;
  if (keyword === 'email') return words.length === 1;
  if (keyword === 'birthday') return /\d/.test(rest) && words.length <= 5;
  return words.length <= 5;
}

const languageWords: Readonly<Record<Language, readonly string[]>> = {
  en: ['en', 'eng', 'english', 'английский', 'angielski'],
  pl: ['pl', 'pol', 'polski', 'polish', 'польский'],
  ru: ['ru', 'rus', 'русский', 'russian', 'rosyjski'],
};

const languages: ReadonlyMap<string, Language> = new Map(
  (Object.keys(languageWords) as Language[]).flatMap((language) => languageWords[language].map((word) => [fold(word), language])),
);

export const readLanguage = (text: string): Language | undefined => languages.get(fold(text));

function tableOf(words: Readonly<Partial<Record<Keyword, Words>>>): ReadonlyMap<string, { keyword: Keyword; language?: Language }> {
  const table = new Map<string, { keyword: Keyword; language?: Language }>();
  for (const [keyword, byLanguage] of Object.entries(words) as [Keyword, Words][])
    for (const [language, phrases] of Object.entries(byLanguage) as [Language | 'any', readonly string[]][])
      for (const phrase of phrases) table.set(fold(phrase), { keyword, ...(language === 'any' ? {} : { language }) });
  return table;
}
