import type { Intervention } from '../../../interventions/intervention.ts';
import type { When } from '../../../rules/conditions/table.ts';
import type { Then } from '../../../rules/effects/table.ts';
import type { Program } from '../../../rules/program.ts';
import type { Figures } from '../figures.ts';
import type { Law } from '../law.ts';

/** Every text of the pages in one language: what is missing does not compile. Money, shares and lists come already written. */
export type PageWords = {
  /** The language's name in itself. */
  readonly name: string;
  /** What the switch between languages is called by those who hear the page. */
  readonly languages: string;
  /** "200 points", after a verb that takes an object. */
  readonly points: (amount: bigint | number) => string;
  /** What is sent by SMS for it; in Telegram it is a command. */
  readonly keywords: Readonly<Record<PageKeyword, string>>;
  readonly inTelegram: (command: string) => string;
  readonly bySms: (word: string, number: string | undefined) => string;
  readonly foot: { readonly terms: string; readonly privacy: string; readonly contact: string };
  readonly welcome: WelcomeWords;
  readonly terms: TermsWords;
  readonly privacy: PrivacyWords;
  readonly card: CardWords;
  readonly survey: SurveyWords;
  readonly data: DataWords;
  /** Beside a QR code on paper: what to do with it. */
  readonly posterScan: string;
};

export type PageKeyword = 'join' | 'card' | 'stop' | 'resume' | 'mydata' | 'forget' | 'name' | 'email';

/** One of a program's settings that has words for each of its values. */
type Rounding = Program['points']['rounding']['payablePart'];

export type WelcomeWords = {
  readonly lead: string;
  /** `least` equals `most` where there is one tier. */
  readonly back: (least: string, most: string) => string;
  readonly welcome: (points: string) => string;
  readonly worth: (points: string, money: string) => string;
  readonly payable: (share: string) => string;
  readonly join: string;
  readonly joinLead: string;
  readonly telegram: string;
  readonly telegramButton: string;
  /** Under the QR codes, which are shown on large screens only. */
  readonly scan: string;
  readonly sms: string;
  readonly smsText: (word: string, number: string) => string;
  readonly smsButton: (word: string) => string;
  readonly atTheTill: (contact: string) => string;
  readonly playground: string;
  readonly playgroundLead: string;
  readonly playgroundButton: string;
};

export type TermsWords = {
  readonly title: string;
  readonly lead: (shop: string, legalName: string) => string;
  readonly joining: {
    readonly heading: string;
    readonly free: string;
    readonly how: (ways: string) => string;
    readonly welcome: (points: string, worth: string) => string;
    readonly accept: string;
  };
  readonly earning: {
    readonly heading: string;
    readonly how: string;
    readonly everybody: (rate: string, money: string, points: string) => string;
    readonly byTier: string;
    readonly columns: { readonly tier: string; readonly paid: string; readonly rate: string; readonly example: (money: string) => string };
    readonly fromTheStart: string;
    readonly from: (money: string) => string;
    readonly tier: string;
    readonly earnOn: Readonly<Record<Program['points']['earnOn'], string>>;
  };
  readonly extra: {
    readonly heading: string;
    readonly lead: string;
    readonly together: string;
    readonly always: string;
    readonly atMost: (points: number) => string;
    readonly gives: { readonly [K in keyof Then]-?: (wanted: NonNullable<Then[K]>, figures: Figures) => string };
    readonly when: { readonly [K in keyof When]-?: (wanted: NonNullable<When[K]>, figures: Figures) => string };
  };
  readonly worth: { readonly heading: string; readonly pays: (points: string, money: string) => string; readonly noCash: string };
  readonly time: {
    readonly heading: string;
    readonly activeAfter: (days: number) => string;
    readonly welcomeAtOnce: string;
    readonly expireAfter: (months: number) => string;
    readonly never: string;
    readonly soonestFirst: string;
    readonly clock: string;
  };
  readonly paying: {
    readonly heading: string;
    readonly share: (share: string) => string;
    readonly example: (total: string, points: string, money: string) => string;
    readonly proof: Readonly<Record<Program['points']['redeemProof'], string>>;
  };
  readonly excluded: {
    readonly heading: string;
    readonly neverEarn: (categories: string) => string;
    readonly notPayable: (categories: string) => string;
  };
  readonly rounding: {
    readonly heading: string;
    readonly carry: string;
    readonly worthOfPoints: Readonly<Record<Rounding, string>>;
    readonly payablePart: Readonly<Record<Rounding, string>>;
  };
  readonly returns: {
    readonly heading: string;
    readonly part: string;
    readonly policy: Readonly<Record<Program['points']['returnPolicy'], string>>;
    /** `days`: what they live on after they had expired. */
    readonly spent: (days: number) => string;
    readonly spentNever: string;
  };
  readonly offers: {
    readonly heading: string;
    readonly asked: string;
    readonly stop: (ways: string) => string;
    readonly resume: (ways: string) => string;
  };
  readonly leaving: { readonly heading: string; readonly how: (ways: string) => string; readonly lost: string };
  readonly changes: { readonly heading: string; readonly kept: string; readonly shown: string };
  readonly contact: { readonly heading: string; readonly person: (legalName: string, contact: string) => string };
};

/** Why something is kept, as the laws put it. */
type Basis = 'contract' | 'consent' | 'interest';

export type PrivacyWords = {
  readonly title: string;
  readonly lead: (shop: string) => string;
  readonly who: { readonly heading: string; readonly responsible: (legalName: string, contact: string) => string };
  readonly what: {
    readonly heading: string;
    readonly lead: string;
    readonly name: string;
    readonly email: string;
    readonly birthday: string;
    readonly telegram: string;
    readonly card: string;
    readonly purchases: string;
    readonly consents: string;
    readonly messages: string;
    readonly needed: string;
    readonly cookies: string;
  };
  /** `law` names the article, in brackets and with a space before it; empty where we do not know the country's law. */
  readonly why: { readonly heading: string } & { readonly [B in Basis]: (law: string) => string };
  readonly laws: Readonly<Record<Law, Readonly<Record<Basis, string>>>>;
  readonly carriers: {
    readonly heading: string;
    readonly lead: string;
    readonly telegram: string;
    readonly sms: string;
    readonly server: string;
    readonly nobodyElse: string;
  };
  readonly howLong: { readonly heading: string; readonly member: string; readonly messages: string; readonly traces: string };
  readonly rights: {
    readonly heading: string;
    readonly lead: string;
    readonly see: (ways: string) => string;
    readonly correct: (ways: string) => string;
    readonly forget: (ways: string) => string;
    readonly others: (contact: string) => string;
    readonly complain: string;
    readonly authorities: Readonly<Record<Law, string>>;
  };
  readonly offers: { readonly heading: string; readonly separate: string; readonly withdraw: (ways: string) => string };
  readonly afterwards: {
    readonly heading: string;
    readonly lead: string;
    readonly transfers: string;
    readonly consents: string;
    readonly phoneHash: string;
  };
};

export type CardWords = {
  readonly title: string;
  /** How the picture of the card is read out. */
  readonly picture: (number: string) => string;
  readonly show: string;
  readonly bright: string;
  readonly keep: string;
  readonly unknown: string;
  readonly unknownLead: string;
  readonly unknownHow: (ways: string) => string;
};

export type SurveyWords = {
  readonly title: string;
  readonly question: (shop: string) => string;
  /** What 0 and 10 mean. */
  readonly least: string;
  readonly most: string;
  /** How a button is read out. */
  readonly ofTen: (rating: number) => string;
  readonly rated: (rating: number) => string;
  readonly thanks: string;
  readonly sorry: string;
  readonly good: string;
  readonly bad: string;
  readonly wordsGood: string;
  readonly wordsBad: string;
  readonly send: string;
  readonly thanksGood: string;
  readonly thanksBad: string;
  readonly reward: (points: string) => string;
  /** What the part with one's own answer is called by those who hear the page. */
  readonly said: string;
  readonly others: string;
  readonly late: string;
  readonly lateLead: (contact: string) => string;
  readonly unknown: string;
  readonly unknownLead: string;
  readonly join: string;
  readonly joinLead: string;
  readonly mistakes: Readonly<Record<'hasty' | 'stale' | 'machine' | 'rating' | 'long', string>>;
};

/** The page with all that is kept about a member, and the door before it. */
export type DataWords = {
  readonly title: string;
  readonly once: string;
  readonly show: string;
  readonly gone: string;
  readonly goneLead: string;
  readonly lead: string;
  readonly download: string;
  readonly you: string;
  readonly name: string;
  readonly email: string;
  readonly card: string;
  readonly joined: string;
  readonly birthday: string;
  readonly clock: string;
  readonly coupons: string;
  coupon(gives: string, on: string, isUsed: boolean): string;
  readonly greetings: string;
  readonly source: string;
  readonly addresses: string;
  readonly address: string;
  readonly since: string;
  readonly consents: string;
  readonly when: string;
  readonly answer: string;
  readonly wording: string;
  readonly yes: string;
  readonly no: string;
  readonly purchases: string;
  readonly store: string;
  readonly total: string;
  readonly points: string;
  readonly answers: string;
  readonly rating: string;
  readonly moves: string;
  /** What the shop did by hand, and what each of it is called. */
  readonly byHand: string;
  readonly deed: string;
  readonly why: string;
  readonly deeds: Readonly<Record<Intervention['kind'], string>>;
  readonly messages: string;
  readonly text: string;
  readonly nothing: string;
  readonly goneHow: (ways: string) => string;
};
