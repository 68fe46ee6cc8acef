import type { Purchase } from '../purchases/purchase.ts';
import type { Program } from '../rules/program.ts';
import type { Language } from '../texts/message.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export type SurveyChannel = 'web' | 'telegram' | 'sms';

/** What somebody said about a receipt. The rating closes the receipt's invitation to everybody else. */
export type Answer = {
  readonly purchaseId: string;
  /** Whose answer it is, where that is known. */
  readonly memberId?: string;
  /** A keyed hash of the chat, the phone or the browser that answered: only they are shown what was said. */
  readonly answerer?: string;
  readonly channel: SurveyChannel;
  readonly language: Language;
  /** 0 to 10. */
  readonly rating: number;
  /** Names of the program's choices. */
  readonly choices: readonly string[];
  /** Absent: not said yet; empty: nothing to say. */
  readonly words?: string;
  /** "photo:ID" or "document:ID", by which Telegram knows it. */
  readonly picture?: string;
  readonly rewardPoints: bigint;
  readonly ratedAt: number;
};

/** Who answers: the channel proves it, or nothing does. */
export type Answerer = {
  readonly channel: SurveyChannel;
  readonly language: Language;
  readonly hash: string;
  readonly memberId?: string;
};

/** May this one say something about this receipt? `mine`: they have, and may see it. `others`: somebody has. */
export type Standing = 'open' | 'mine' | 'others' | 'late';

export function standingOf(
  program: Program,
  purchase: Pick<Purchase, 'recordedAt'>,
  answer: Pick<Answer, 'memberId' | 'answerer'> | undefined,
  who: { readonly hash?: string; readonly memberId?: string },
  now: number,
): Standing {
  if (answer !== undefined) return isBy(answer, who) ? 'mine' : 'others';
  return isLate(program, purchase, now) ? 'late' : 'open';
}

const isLate = (program: Program, { recordedAt }: Pick<Purchase, 'recordedAt'>, now: number): boolean =>
  now - recordedAt > program.feedback.answerWithinDays * DAY_MS;

export const isBy = (answer: Pick<Answer, 'memberId' | 'answerer'>, who: { readonly hash?: string; readonly memberId?: string }): boolean =>
  (who.hash !== undefined && answer.answerer === who.hash) || (who.memberId !== undefined && answer.memberId === who.memberId);

export const isDetractor = (program: Program, rating: number): boolean => rating <= program.feedback.detractorUpTo;

/** What there is to choose from after this rating. */
export const choicesAfter = ({ feedback }: Program, rating: number): Program['feedback']['good'] =>
  rating <= feedback.detractorUpTo ? feedback.bad : feedback.good;

/** What is still to be asked. Who left half-way goes on from there. */
export function nextQuestion(program: Program, answer: Answer): 'choices' | 'words' | undefined {
  if (answer.words !== undefined) return undefined;
  return answer.choices.length === 0 && choicesAfter(program, answer.rating).length > 0 ? 'choices' : 'words';
}

/** Words as they are kept: enough for a whole story, and short enough to reach the manager in one message. */
export const WORDS_CHARACTERS_MAX = 3000;

/** Without what no reader sees, and without the empty lines around it. */
export const tidied = (words: string): string =>
  words
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();

/** "8", "8/10", "8!" as people type a rating. Nothing: it is none, whether "eleven" or 11. */
export function readRating(text: string): number | undefined {
  const digits = /^\D{0,3}(\d{1,2})(?:\s*\/\s*10)?[\s!.)]{0,5}$/.exec(text.trim())?.[1];
  const rating = digits === undefined ? Number.NaN : Number(digits);
  return rating >= 0 && rating <= 10 && !/^\s*[-−–]/.test(text) ? rating : undefined;
}

/** "1,3" under a numbered list: which of them. Nothing where anything else is said. */
export function readChoices(text: string, count: number): readonly number[] | undefined {
  if (!/^\s*\d(?:[\s,;.+и&i]*\d)*[\s.!]*$/.test(text)) return undefined;
  const numbers = [...new Set([...text.matchAll(/\d/g)].map(([digit]) => Number(digit)))];
  return numbers.every((number) => number >= 1 && number <= count) ? numbers.map((number) => number - 1) : undefined;
}
