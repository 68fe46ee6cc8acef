import { giftOf } from '../../coupons/coupon.ts';
import { birthdayInWords } from '../../members/birthday.ts';
import type { MemberData } from '../../privacy/collecting.ts';
import type { Program } from '../../rules/program.ts';
import { textOf as wordsOf } from '../../texts/render.ts';
import { articleOf, type Block, type Section } from './article.ts';
import { type Html, html } from './html.ts';
import type { Voice } from './voice.ts';

/** Before anything is shown: a button, because previews and scanners open every link they see. */
export const dataDoor = ({ words: { data } }: Voice): Html => html`<h1>${data.title}</h1>
<p class="lead">${data.once}</p>
<form method="post"><button class="button" type="submit">${data.show}</button></form>`;

export const dataGone = ({ words: { data }, ways }: Voice): Html => html`<h1>${data.gone}</h1>
<p class="lead">${data.goneLead}</p>
<p>${data.goneHow(ways('/mydata', 'mydata'))}</p>`;

/** All that is kept about a member, to read, and as a file to take along. */
export function dataOf(program: Program, kept: MemberData, voice: Voice): Html {
  const { data } = voice.words;
  const file = Buffer.from(JSON.stringify(kept, undefined, 2)).toString('base64');
  return html`${articleOf(data.title, data.lead, sectionsOf(program, kept, voice))}
<p><a class="button" download="my-data.json" href="data:application/json;base64,${file}">${data.download}</a></p>`;
}

const inWords = ({ day, year }: { readonly day: number; readonly year: number | null }): string =>
  birthdayInWords(year === null ? { day } : { day, year });

function sectionsOf(program: Program, kept: MemberData, voice: Voice): Section[] {
  const { data } = voice.words;
  const day = (at: string): string => voice.day(localDay(at, program.shop.timeZone));
  const section = (id: string, heading: string, blocks: readonly Block[]): Section => ({ id, heading, blocks });
  const table = (columns: readonly string[], rows: readonly (readonly string[])[]): Block =>
    rows.length === 0 ? data.nothing : { columns, rows };
  const { member } = kept;
  return [
    section('you', data.you, [
      {
        named: [
          { name: data.name, text: member.name || '–' },
          { name: data.email, text: member.email ?? '–' },
          { name: data.card, text: member.card },
          { name: data.joined, text: day(kept.joinedAt) },
          ...(kept.source === null ? [] : [{ name: data.source, text: kept.source }]),
          ...(kept.birthday === null ? [] : [{ name: data.birthday, text: inWords(kept.birthday) }]),
          ...(kept.timeZone === null ? [] : [{ name: data.clock, text: kept.timeZone }]),
          ...(kept.coupons.length === 0
            ? []
            : [
                {
                  name: data.coupons,
                  text: kept.coupons
                    .map((coupon) =>
                      data.coupon(giftOf(coupon, program, voice.language), day(coupon.usedAt ?? coupon.until), coupon.usedAt !== null),
                    )
                    .join('; '),
                },
              ]),
          ...(kept.greetings.length === 0
            ? []
            : [{ name: data.greetings, text: kept.greetings.map(({ at, occasion }) => `${day(at)}: ${occasion}`).join('; ') }]),
        ],
      },
    ]),
    section('addresses', data.addresses, [
      table(
        [data.address, data.since],
        kept.identities.map(({ address, provedAt }) => [address.replace(/^sms:/, '').replace(/^telegram:/, 'Telegram '), day(provedAt)]),
      ),
    ]),
    section('consents', data.consents, [
      table(
        [data.when, data.answer, data.wording],
        kept.consents.map(({ at, given, wording }) => [day(at), given ? data.yes : data.no, wording]),
      ),
    ]),
    section('purchases', data.purchases, [
      table(
        [data.when, data.store, data.total, data.points],
        kept.purchases.map(({ at, store, total, pointsEarned, pointsSpent }) => [
          day(at),
          store,
          voice.money(total),
          [`+${pointsEarned}`, ...(pointsSpent === 0 ? [] : [`−${pointsSpent}`])].join(', '),
        ]),
      ),
    ]),
    section('answers', data.answers, [
      table(
        [data.when, data.store, data.rating, data.text],
        kept.answers.map(({ at, store, rating, words }) => [day(at), store, String(rating), words ?? '']),
      ),
    ]),
    section('points', data.moves, [{ list: kept.transfers.flatMap((move) => lineOf(move, program, voice)) }]),
    ...(kept.byHand.length === 0
      ? []
      : [
          section('by-hand', data.byHand, [
            table(
              [data.when, data.deed, data.why],
              kept.byHand.map(({ at, kind, facts, why }) => [day(at), deedOf(data.deeds[kind], facts), why || '–']),
            ),
          ]),
        ]),
    section('messages', data.messages, [
      table(
        [data.when, data.text],
        kept.messages.map(({ at, text }) => [day(at), text]),
      ),
    ]),
  ];
}

/** As the history in the chat words it; the other half of a merge has no words of its own. */
function lineOf({ at, kind, points }: MemberData['transfers'][number], program: Program, { language }: Voice): string[] {
  if (kind === 'merge-out') return [];
  const on = { kind: 'day', at: Date.parse(at), timeZone: program.shop.timeZone } as const;
  return [wordsOf(`history-${kind}`, language, { points: { kind: 'points', points: String(points) }, on })];
}

/** "Points put right: +100" */
const deedOf = (name: string, facts: object): string => ('points' in facts ? `${name}: ${facts.points}` : name);

const localDay = (at: string, timeZone: string): string => new Intl.DateTimeFormat('sv', { timeZone }).format(Date.parse(at));
