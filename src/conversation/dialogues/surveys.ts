import { mayClaim } from '../../purchases/claiming.ts';
import { browserIn, invitationCode, isInvitedBy } from '../../purchases/invitation.ts';
import type { Purchase } from '../../purchases/purchase.ts';
import {
  type Answerer,
  choicesAfter,
  isDetractor,
  nextQuestion,
  readChoices,
  readRating,
  type Answer as Said,
  standingOf,
  tidied,
  WORDS_CHARACTERS_MAX,
} from '../../surveys/answer.ts';
import { type AnsweringWrites, addTo, type Desk, type More, rate } from '../../surveys/answering.ts';
import { labelOf } from '../../surveys/notes.ts';
import { type Choice, type Message, points, say } from '../../texts/message.ts';
import { type Answer, askAgain, joined, type Known, type Reply, type Scene, type Shop, type Step } from '../scene.ts';
import { askPhone } from './enrolling.ts';

/** The questions about a receipt. What is said is kept at each step: whoever leaves half-way has said something. */
export const surveySteps: Readonly<Record<string, Step>> = {
  'survey.rating': { numbers: 'rating', ask: (scene) => askRating(scene), hear: hearRating },
  'survey.choices': { numbers: 'several', ask: (scene) => askChoices(scene, ratingIn(scene)), hear: hearChoices },
  'survey.words': { ask: (scene) => askWords(scene, ratingIn(scene)), hear: hearWords },
};

export const deskOf = ({ program, managerAddress }: Shop): Desk => ({
  program,
  ...(managerAddress === undefined ? {} : { managerAddress }),
});

export function invitedBy(known: Pick<Known, 'purchases'>, brought: string): Purchase | undefined {
  const code = invitationCode(brought);
  const purchase = code === undefined ? undefined : known.purchases.invited(code);
  return purchase !== undefined && isInvitedBy(purchase, brought) ? purchase : undefined;
}

const answererOf = ({ incoming, language, member, shop }: Scene): Answerer => ({
  channel: incoming.channel,
  language,
  hash: shop.answererHash(incoming.address),
  ...(member === undefined ? {} : { memberId: member.id }),
});

/** Whom an answer may have been kept as that is theirs: this chat or phone, and the browser whose link they followed here. */
export function hashesOf({ incoming, shop }: Scene, brought: string): readonly [string, ...string[]] {
  const browser = browserIn(brought);
  return [shop.answererHash(incoming.address), ...(browser === undefined ? [] : [shop.answererHash(browser)])];
}

/** Begins or goes on with the questions about a receipt; nothing where there is nothing to ask or to show. */
export function askAbout(scene: Scene, purchase: Purchase, brought: string): Pick<Reply, 'messages' | 'next'> | undefined {
  const answer = scene.known.surveys.answerTo(purchase.id);
  const data = { receipt: brought, ...(scene.member === undefined ? { invitation: brought } : {}) };
  const [own, ...others] = hashesOf(scene, brought);
  const hash = others.find((one) => one === answer?.answerer) ?? own;
  switch (standingOf(scene.shop.program, purchase, answer, { ...answererOf(scene), hash }, scene.now)) {
    case 'open':
      return { messages: [askRating(scene)], next: { step: 'survey.rating', data } };
    case 'mine': {
      const said = answer as Said;
      const question = nextQuestion(scene.shop.program, said);
      const shown = whatWasSaid(scene, said);
      if (question === undefined) return { messages: [joined(shown, say('survey-thanks-again'))], next: null };
      const asked = question === 'choices' ? askChoices(scene, said.rating) : askWords(scene, said.rating);
      return { messages: [joined(shown, asked)], next: { step: `survey.${question}`, data: { ...data, rating: said.rating } } };
    }
    case 'others':
      return { messages: [say('survey-others')] };
    case 'late':
      return undefined;
  }
}

/** In a chat eleven buttons, and one for whoever has only come for the points; by SMS a number, which needs no list. */
const askRating = ({ incoming }: Scene): Message => ({
  ...say('survey-rating'),
  ...(incoming.channel === 'sms' ? {} : { choices: [...ratingChoices, skipChoice] }),
});

const skipChoice: Choice = { key: 'choice-skip', value: 'skip' };
const ratingChoices: readonly Choice[] = Array.from({ length: 11 }, (_, rating) => ({
  key: 'survey-number',
  value: String(rating),
  facts: { rating: String(rating) },
}));

function whatWasSaid(scene: Scene, { rating, choices, words }: Said): Message {
  const chosen = choicesAfter(scene.shop.program, rating).filter(({ name }) => choices.includes(name));
  return {
    parts: [
      { key: 'survey-said', facts: { rating } },
      ...(chosen.length === 0
        ? []
        : [{ key: 'survey-said-choices', facts: { choices: chosen.map((one) => labelOf(one, scene.language)).join(', ') } }]),
      ...(words === undefined || words === '' || scene.incoming.channel === 'sms' ? [] : [{ key: 'survey-said-words', facts: { words } }]),
    ],
  };
}

const saidIn = (scene: Scene): Said | undefined => {
  const purchase = purchaseIn(scene);
  return purchase === undefined ? undefined : scene.known.surveys.answerTo(purchase.id);
};

const purchaseIn = ({ known, session }: Scene): Purchase | undefined => invitedBy(known, String(session.data['receipt'] ?? ''));

/** Remembered in the session: a question is asked again after a keyword, when nothing is known of the receipt. */
const ratingIn = ({ session }: Scene): number => Number(session.data['rating'] ?? 0);

function askChoices(scene: Scene, rating: number): Message {
  const choices = choicesAfter(scene.shop.program, rating).map(
    (choice): Choice => ({ key: 'survey-choice', value: choice.name, facts: { choice: labelOf(choice, scene.language) } }),
  );
  return {
    ...say(isDetractor(scene.shop.program, rating) ? 'survey-bad' : 'survey-good'),
    choices: [...choices, ...(scene.incoming.channel === 'sms' ? [] : [skipChoice])],
  };
}

const askWords = (scene: Scene, rating: number): Message => ({
  ...say(isDetractor(scene.shop.program, rating) ? 'survey-words-bad' : 'survey-words'),
  ...(scene.incoming.channel === 'sms' ? {} : { choices: [skipChoice] }),
});

function hearRating(scene: Scene, heard: Answer): Reply {
  const purchase = purchaseIn(scene);
  if (purchase === undefined) return { messages: [say('survey-late')], next: null };
  if (isSkip(heard)) return afterAll(scene, purchase, undefined);
  const rating = heard.kind === 'choice' ? readRating(heard.value) : heard.kind === 'text' ? readRating(heard.text) : undefined;
  if (rating === undefined) return askAgain('survey-rating-unclear');
  const rated = rate(deskOf(scene.shop), scene.known, purchase, answererOf(scene), rating, scene.now);
  if (!rated.ok) return askAbout(scene, purchase, String(scene.session.data['receipt'])) ?? { messages: [say('survey-late')], next: null };
  return goOn(scene, purchase, rated.answer, rated.writes);
}

const isSkip = (heard: Answer): boolean => heard.kind === 'skip' || (heard.kind === 'choice' && heard.value === 'skip');

function hearChoices(scene: Scene, heard: Answer): Reply {
  const said = saidIn(scene);
  const purchase = purchaseIn(scene);
  if (said === undefined || purchase === undefined) return { messages: [say('survey-late')], next: null };
  const offered = choicesAfter(scene.shop.program, said.rating);
  if (isSkip(heard)) return { messages: [askWords(scene, said.rating)], next: { step: 'survey.words', data: scene.session.data } };
  if (heard.kind === 'choice') return add(scene, purchase, said, { choices: [heard.value] });
  if (heard.kind === 'picture' || (heard.kind === 'text' && /\p{L}{3}/u.test(heard.text))) return hearWords(scene, heard);
  const numbers = heard.kind === 'text' ? readChoices(heard.text, offered.length) : undefined;
  if (numbers === undefined) return askAgain('survey-choices-unclear', { most: offered.length });
  return add(scene, purchase, said, { choices: numbers.map((place) => offered[place]?.name as string) });
}

function hearWords(scene: Scene, heard: Answer): Reply {
  const said = saidIn(scene);
  const purchase = purchaseIn(scene);
  if (said === undefined || purchase === undefined) return { messages: [say('survey-late')], next: null };
  if (isSkip(heard)) return add(scene, purchase, said, { words: '' });
  if (heard.kind === 'picture') return add(scene, purchase, said, { words: tidied(heard.words ?? ''), picture: heard.picture });
  if (heard.kind !== 'text') return askAgain('survey-words-unclear');
  const words = tidied(heard.text);
  if (words.length > WORDS_CHARACTERS_MAX) return askAgain('survey-words-long', { length: words.length, most: WORDS_CHARACTERS_MAX });
  return add(scene, purchase, said, { words });
}

function add(scene: Scene, purchase: Purchase, said: Said, more: More): Reply {
  const { answer, writes } = addTo(deskOf(scene.shop), scene.known, said, more, scene.now);
  return goOn(scene, purchase, answer, writes);
}

/** On to the next question, or to the thanks. */
function goOn(scene: Scene, purchase: Purchase, answer: Said, writes: AnsweringWrites): Reply {
  const done = written(writes);
  const question = nextQuestion(scene.shop.program, answer);
  if (question === undefined) return { ...done, ...afterAll(scene, purchase, answer) };
  const asked = question === 'choices' ? askChoices(scene, answer.rating) : askWords(scene, answer.rating);
  return { ...done, messages: [asked], next: { step: `survey.${question}`, data: { ...scene.session.data, rating: answer.rating } } };
}

export const written = ({ surveys, ledger, outbox }: AnsweringWrites): Omit<Reply, 'messages'> => ({
  ...(surveys.length === 0 ? {} : { surveys }),
  ...(ledger.length === 0 ? {} : { ledger }),
  ...(outbox.length === 0 ? {} : { others: outbox }),
});

/** Thanks, with what it brought; a stranger is offered to join, where the receipt's points still wait for somebody. */
function afterAll(scene: Scene, purchase: Purchase, answer: Said | undefined): Pick<Reply, 'messages' | 'next'> {
  const thanks = answer === undefined ? [] : [thanksFor(scene, answer)];
  if (scene.member !== undefined) return { messages: [{ ...thanksOrBye(thanks), keyboard: 'menu' }], next: null };
  const joining = offerToJoin(scene, purchase, String(scene.session.data['receipt']));
  if (joining === undefined) return { messages: [thanksOrBye(thanks)], next: null };
  return { messages: [[...thanks, ...joining.messages].reduce(joined)], next: joining.next };
}

const thanksOrBye = ([thanks]: readonly Message[]): Message => thanks ?? say('left');

function thanksFor({ shop }: Scene, { rating, rewardPoints }: Said): Message {
  const key = isDetractor(shop.program, rating) ? 'survey-thanks-bad' : 'survey-thanks';
  const reward = rewardPoints === 0n ? [] : [{ key: 'survey-reward', facts: { points: points(rewardPoints) } }];
  return { parts: [{ key }, ...reward] };
}

/** How a stranger joins and gets the points of the receipt in their hand; nothing where they are no longer to be had. */
export function offerToJoin(
  scene: Scene,
  purchase: Purchase,
  brought: string,
): { messages: Message[]; next: NonNullable<Reply['next']> } | undefined {
  if (mayClaim(purchase, 0, scene.now) !== undefined) return undefined;
  const data = { invitation: brought };
  return scene.incoming.channel === 'telegram'
    ? { messages: [joined(say('claim-join'), askPhone(scene))], next: { step: 'join.phone', data } }
    : { messages: [say('claim-join', { terms: scene.shop.termsUrl })], next: { step: 'join.name', data } };
}
