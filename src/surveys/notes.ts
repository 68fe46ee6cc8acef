import { giftOf } from '../coupons/coupon.ts';
import type { Outgoing } from '../delivery/outbox.ts';
import type { Member } from '../members/member.ts';
import type { Program } from '../rules/program.ts';
import { type Choice, day, type Facts, type Language, type Message, money, points, say } from '../texts/message.ts';
import { choicesAfter } from './answer.ts';
import type { Desk } from './answering.ts';
import { type Case, closingReasons, isApologised } from './case.ts';
import type { CaseReceipt } from './load.ts';

// What the manager reads. The first line of each message names its case ("#17"), and is ours to the last letter: a reply to it is about that case.

/** What a button of a case says: "case:apology.17". */
const pressOf = (action: string, one: Case): string => `case:${action}.${one.number}`;

/** What can be done about a case. An anonymous one has nobody to answer, nor to give to. */
function buttonsOf({ program }: Desk, one: Case): readonly Choice[] {
  return [
    ...(one.memberId === undefined ? [] : [{ key: 'case-button-answer', value: pressOf('answer', one) }]),
    ...(one.memberId === undefined || isApologised(one) ? [] : apologies(program, one)),
    { key: 'case-button-close', value: pressOf('close', one) },
  ];
}

function apologies(program: Program, one: Case): readonly Choice[] {
  const { points: amount, coupon: name } = program.feedback.apology;
  const coupon = program.coupons.find((each) => each.name === name);
  return [
    ...(amount === 0 ? [] : [{ key: 'case-button-apology', value: pressOf('apology', one), facts: { points: points(BigInt(amount)) } }]),
    ...(coupon === undefined
      ? []
      : [
          {
            key: 'case-button-coupon',
            value: pressOf('coupon', one),
            facts: { gives: giftOf(coupon, program, program.shop.defaultLanguage) },
          },
        ]),
  ];
}

/** To the manager's chat, where there is one. */
export const toManager = ({ program, managerAddress }: Desk, message: Message): Outgoing[] =>
  managerAddress === undefined
    ? []
    : [{ class: 'service', to: { address: managerAddress }, language: program.shop.defaultLanguage, message }];

type Part = { readonly key: string; readonly facts?: Facts };

/** A new case, or an old one that has got a member. */
export const caseOpened = (desk: Desk, one: Case, receipt: CaseReceipt, member: Member | undefined): Outgoing[] =>
  toManager(desk, {
    parts: [
      { key: 'case-opened', facts: { case: String(one.number), rating: receipt.rating ?? 0 } },
      ...receiptParts(desk.program, receipt),
      member === undefined ? { key: 'case-by-stranger' } : { key: 'case-by-member', facts: { name: nameOf(member) } },
    ],
    dense: true,
    choices: buttonsOf(desk, one),
  });

function receiptParts({ shop }: Program, { receiptId, store, cashier, total, currency, at }: CaseReceipt): Part[] {
  return [
    { key: 'case-receipt', facts: { receipt: receiptId, total: money(total, currency), on: day(at, shop.timeZone) } },
    cashier === undefined ? { key: 'case-store', facts: { store } } : { key: 'case-store-cashier', facts: { store, cashier } },
  ];
}

const nameOf = ({ name, card }: Member): string => (name === '' ? card : name);

type SaidMore = { readonly choices?: readonly string[]; readonly words?: string; readonly picture?: string };

/** What was added to a rating that has a case. */
export function caseWords(desk: Desk, one: Case, rating: number, { choices = [], words, picture }: SaidMore): Outgoing[] {
  const language = desk.program.shop.defaultLanguage;
  const chosen = choicesAfter(desk.program, rating)
    .filter(({ name }) => choices.includes(name))
    .map((choice) => labelOf(choice, language));
  const parts: Part[] = [
    ...(chosen.length === 0 ? [] : [{ key: 'case-choices', facts: { choices: chosen.join(', ') } }]),
    ...(words === undefined ? [] : [{ key: 'case-words', facts: { words } }]),
  ];
  return [...(parts.length === 0 ? [] : saidMore(desk, one, parts)), ...casePicture(desk, one, picture)];
}

/** A choice of the program in a language, where it says; else in any, else its name. */
export const labelOf = (choice: Program['feedback']['good'][number], language: Language): string =>
  choice.texts?.[language] ?? Object.values(choice.texts ?? {})[0] ?? choice.name;

/** A picture stays with Telegram: it is passed on by its id. */
const casePicture = (desk: Desk, one: Case, picture: string | undefined): Outgoing[] =>
  picture === undefined ? [] : toManager(desk, { ...say('case-picture', { case: String(one.number) }), picture });

const saidMore = (desk: Desk, one: Case, parts: readonly Part[]): Outgoing[] =>
  toManager(desk, {
    parts: [{ key: 'case-said', facts: { case: String(one.number) } }, ...parts],
    dense: true,
    choices: buttonsOf(desk, one),
  });

/** A member asks for a person. */
export const personAsked = (desk: Desk, one: Case, member: Member, words: string | undefined, picture: string | undefined): Outgoing[] => [
  ...toManager(desk, {
    parts: [
      { key: 'case-person', facts: { case: String(one.number), name: nameOf(member) } },
      ...(words === undefined ? [] : [{ key: 'case-words', facts: { words } }]),
    ],
    dense: true,
    choices: buttonsOf(desk, one),
  }),
  ...casePicture(desk, one, picture),
];

/** The member wrote back. */
export const memberReplied = (
  desk: Desk,
  one: Case,
  member: Member,
  words: string | undefined,
  picture: string | undefined,
): Outgoing[] => [
  ...toManager(desk, {
    parts: [
      { key: 'case-replied', facts: { case: String(one.number), name: nameOf(member) } },
      ...(words === undefined ? [] : [{ key: 'case-words', facts: { words } }]),
    ],
    dense: true,
    choices: buttonsOf(desk, one),
  }),
  ...casePicture(desk, one, picture),
];

const HOUR_MS = 60 * 60 * 1000;

/** An open case is brought to mind. */
export const caseReminder = (desk: Desk, one: Case, receipt: CaseReceipt | undefined, now: number): Outgoing[] =>
  toManager(desk, {
    parts: [
      { key: 'case-still-open', facts: { case: String(one.number), hours: Math.round((now - one.openedAt) / HOUR_MS) } },
      ...(receipt === undefined ? [] : receiptParts(desk.program, receipt)),
    ],
    dense: true,
    choices: buttonsOf(desk, one),
  });

export const howToAnswer = (desk: Desk, one: Case): Outgoing[] =>
  toManager(desk, { ...say('case-answer-how', { case: String(one.number) }), keyboard: 'reply' });

export const whyClose = (desk: Desk, one: Case): Outgoing[] =>
  toManager(desk, {
    ...say('case-close-why', { case: String(one.number) }),
    choices: closingReasons.map((reason) => ({ key: `case-reason-${reason}`, value: pressOf(`close-${reason}`, one) })),
  });
