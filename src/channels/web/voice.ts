import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Program } from '../../rules/program.ts';
import type { Language } from '../../texts/message.ts';
import { type Figures, figuresFor } from './figures.ts';
import { pageWords } from './words/table.ts';
import type { PageKeyword, PageWords } from './words/words.ts';

/**
 * Where the shop listens, besides its till. A shop that has set up neither Telegram nor SMS yet speaks of both. `telegramUrl` opens the bot;
 * `smsNumber` is E.164 or short.
 */
export type Doors = {
  readonly telegram: boolean;
  readonly sms: boolean;
  /** Also where nobody can answer: SMS under a name instead of a number. */
  readonly sendsSms: boolean;
  readonly playground: boolean;
  readonly telegramUrl?: string;
  readonly smsNumber?: string;
};

/** A language ready to speak for a shop: its words, its way of writing numbers, and how to send us something. */
export type Voice = Figures & {
  readonly language: Language;
  readonly words: PageWords;
  /** The shop's words for a tier or a rule, in this language where there are any. */
  readonly nameOf: (named: { readonly name: string; readonly texts?: Texts | undefined }) => string;
  /** "/forget in Telegram or FORGET by SMS": the doors that are open. */
  readonly ways: (command: string, keyword: PageKeyword) => string;
  /** The same for joining, with the number to write to. */
  readonly waysToJoin: string;
};

type Texts = { readonly [L in Language]?: string | undefined };

export function voiceFor(program: Program, doors: Doors, language: Language): Voice {
  const words = pageWords[language];
  const figures = figuresFor(program, language);
  const ways = (command: string, keyword: PageKeyword, number?: string) =>
    figures.any([
      ...(doors.telegram ? [words.inTelegram(command)] : []),
      ...(doors.sms ? [words.bySms(words.keywords[keyword], number)] : []),
    ]);
  return {
    ...figures,
    language,
    words,
    nameOf: ({ name, texts }) => texts?.[language] ?? texts?.[program.shop.defaultLanguage] ?? name,
    ways,
    waysToJoin: ways('/start', 'join', doors.smsNumber && readable(doors.smsNumber)),
  };
}

/** A number as people read it, with spaces that do not break. */
export const readable = (phone: string): string =>
  (parsePhoneNumberFromString(phone)?.formatInternational() ?? phone).replaceAll(' ', '\u00a0');
