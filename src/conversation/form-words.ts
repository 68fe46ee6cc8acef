import { fold, withoutCourtesies } from './fold.ts';

/** Answers that every question of a form understands. */
export type FormWord = 'leave' | 'back' | 'skip';

const spelled: Readonly<Record<FormWord, readonly string[]>> = {
  leave: ['leave', 'exit', 'not now', 'выйти', 'выход', 'отмена', 'не сейчас', 'wyjdz', 'wyjście', 'anuluj', 'nie teraz'],
  back: ['back', 'назад', 'вернуться', 'wstecz', 'wróć'],
  skip: ['skip', 'without my number', 'пропустить', 'без номера', 'pomiń', 'bez numeru'],
};

const formWords: ReadonlyMap<string, FormWord> = new Map(
  (Object.keys(spelled) as FormWord[]).flatMap((word) => spelled[word].map((phrase) => [fold(phrase), word])),
);

const formSigns: Readonly<Record<string, FormWord>> = { '0': 'leave', '9': 'back', '-': 'skip', '–': 'skip', '—': 'skip' };

export function readFormWord(text: string): FormWord | undefined {
  const sign = formSigns[text.trim()];
  if (sign !== undefined) return sign;
  return formWords.get(withoutCourtesies(fold(text)));
}

const yes = ['yes', 'y', 'yeah', 'sure', 'ok', 'okay', 'да', 'ага', 'конечно', 'хорошо', 'давайте', 'tak', 'jasne', 'dobrze', '👍'].map(
  fold,
);
const no = ['no', 'n', 'nope', 'нет', 'не надо', 'nie', 'не хочу', 'nie chcę'].map(fold);

/** Yes or no in any of our languages. "ok" alone is a yes here, though elsewhere it is a courtesy. */
export function readYesNo(text: string): 'yes' | 'no' | undefined {
  if (text.trim() === '👍') return 'yes';
  const folded = fold(text);
  if (folded === '') return undefined;
  const bare = withoutCourtesies(folded);
  if (yes.includes(folded) || yes.includes(bare)) return 'yes';
  if (no.includes(folded) || no.includes(bare)) return 'no';
  return undefined;
}

/** "2" or "2 no" under a numbered list of choices. */
export function readNumber(text: string, count: number): number | undefined {
  const digits = /^\s*(\d{1,2})\b/.exec(text)?.[1];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  return number >= 1 && number <= count && text.trim().length <= 20 ? number - 1 : undefined;
}
