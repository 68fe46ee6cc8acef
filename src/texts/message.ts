/** The languages the programme speaks. */
export const languages = ['en', 'pl', 'ru'] as const;
export type Language = (typeof languages)[number];

/** A value put into a text. Money is in minor units, a day or a moment is shown in the shop's time zone. */
export type Fact =
  | string
  | number
  | { readonly kind: 'points'; readonly points: string }
  | { readonly kind: 'money'; readonly amount: string; readonly currency: string }
  | { readonly kind: 'day'; readonly at: number; readonly timeZone: string }
  | { readonly kind: 'phone'; readonly phone: string };

export type Facts = Readonly<Record<string, Fact>>;

/** One paragraph: a text of ours by its key, or the shop's own words, in which "{name}" stands for a fact. */
export type Part = { readonly key: string; readonly facts?: Facts } | { readonly words: string; readonly facts?: Facts };

/**
 * What is to be said, paragraph by paragraph. It is plain data, kept in the outbox, and rendered for channel and language only when it is
 * sent.
 */
export type Message = {
  readonly parts: readonly Part[];
  /** The parts are lines of a list, not paragraphs. */
  readonly dense?: boolean;
  /** Rows of answers to choose from: buttons in a chat, "1 yes · 2 no" in an SMS. */
  readonly choices?: readonly Choice[];
  /**
   * `share-phone`: the chat offers its own button that shares the sender's number. `menu`: the everyday buttons; `none`: takes them away.
   * `reply`: what is written next is meant as a reply to this.
   */
  readonly keyboard?: 'share-phone' | 'menu' | 'none' | 'reply';
  /** A picture of the member's card goes with the text where the channel can show one. */
  readonly card?: { readonly number: string; readonly name: string };
  /** Somebody's picture, passed on by the messenger's id of it: "photo:ID", "document:ID". Left out where the channel has none. */
  readonly picture?: string;
};

/** One answer to choose. `value` is what comes back; in a chat it travels in at most 64 bytes of callback data. */
export type Choice = { readonly key: string; readonly value: string; readonly facts?: Facts };

/** A Message rendered for one channel and one language. `html` has only Telegram's tags, facts escaped; `text` has none. */
export type Letter = {
  readonly language: Language;
  readonly text: string;
  readonly html: string;
  readonly choices: readonly { readonly label: string; readonly value: string }[];
  readonly keyboard?: {
    readonly sharePhone?: string;
    readonly rows?: readonly (readonly string[])[];
    readonly remove?: true;
    readonly reply?: true;
  };
  readonly card?: { readonly number: string; readonly name: string };
  readonly picture?: string;
};

export const say = (key: string, facts?: Facts): Message => ({ parts: [facts === undefined ? { key } : { key, facts }] });

export const points = (amount: bigint): Fact => ({ kind: 'points', points: String(amount) });
export const money = (amount: bigint, currency: string): Fact => ({ kind: 'money', amount: String(amount), currency });
export const day = (at: number, timeZone: string): Fact => ({ kind: 'day', at, timeZone });
export const phone = (e164: string): Fact => ({ kind: 'phone', phone: e164 });
