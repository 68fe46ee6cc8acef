import { birthdayInWords } from '../../members/birthday.ts';
import { isGiven } from '../../members/consents.ts';
import { type Member, phoneOf } from '../../members/member.ts';
import { day, type Facts, type Message, type Part, phone } from '../../texts/message.ts';
import type { Scene } from '../scene.ts';
import { balanceMessage } from './balance.ts';
import { spaced } from './card.ts';

/**
 * What is kept about a member, in words they can read; `url` leads to all of it. By SMS, which is paid by the piece, the link says the rest;
 * where nobody could open one, everything is told.
 */
export function dataMessage(scene: Scene, member: Member, url: string | undefined): Message {
  const { members } = scene.known;
  const consents = members.consentsOf(member.id);
  const number = members
    .identitiesOf(member.id)
    .map(({ address }) => phoneOf(address))
    .find((found) => found !== undefined);
  const marketing = isGiven(consents, 'marketing', 'telegram') || isGiven(consents, 'marketing', 'sms');
  const parts: Part[] = [
    {
      key: 'data',
      facts: {
        name: member.name === '' ? '-' : member.name,
        card: spaced(member.card),
        joined: day(member.joinedAt, scene.shop.program.shop.timeZone),
      },
    },
    number === undefined ? { key: 'data-no-phone' } : { key: 'data-phone', facts: { phone: phone(number) } },
    member.email === undefined ? { key: 'data-no-email' } : { key: 'data-email', facts: { email: member.email } },
    ...(member.source === undefined ? [] : [{ key: 'data-source', facts: { source: member.source } }]),
    ...(member.birthday === undefined ? [] : [{ key: 'data-birthday', facts: { birthday: birthdayInWords(member.birthday) } }]),
    { key: marketing ? 'data-offers-yes' : 'data-offers-no' },
    ...(url === undefined ? answersOf(scene, member) : []),
    ...balanceMessage(scene, member).parts.slice(0, scene.incoming.channel === 'sms' ? 1 : undefined),
    ...(url === undefined ? [] : [{ key: 'data-all', facts: { url } }]),
    { key: 'data-how' },
  ];
  const isShort = scene.incoming.channel === 'sms' && url !== undefined;
  return { parts: isShort ? parts.filter((part) => 'key' in part && shortKeys.has(part.key)) : parts, dense: true };
}

const shortKeys = new Set(['data', 'data-offers-yes', 'data-offers-no', 'data-all']);

/** What they said about receipts: by SMS, which costs, only how often. */
function answersOf(scene: Scene, member: Member): { key: string; facts?: Facts }[] {
  const answers = scene.known.surveys.answersOf(member.id);
  if (answers.length === 0) return [];
  if (scene.incoming.channel === 'sms') return [{ key: 'data-answers', facts: { count: answers.length } }];
  return answers.map(({ rating, words, ratedAt }) => {
    const facts = { on: day(ratedAt, scene.shop.program.shop.timeZone), rating };
    return words === undefined || words === ''
      ? { key: 'data-answer', facts }
      : { key: 'data-answer-words', facts: { ...facts, words: words.slice(0, WORDS_SHOWN_MAX) } };
  });
}

/** Ten answers must fit one message. */
const WORDS_SHOWN_MAX = 250;
