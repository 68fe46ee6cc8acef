import { phoneOf } from '../members/member.ts';
import { looksLikePhone, readPhone } from '../members/readers.ts';
import { type Message, say } from '../texts/message.ts';
import { textOf } from '../texts/render.ts';
import { birthdaySteps, changeBirthday, thenAskBirthday } from './dialogues/birthday.ts';
import { changeEmail, changeName, detailSteps } from './dialogues/details.ts';
import { askForNumber, beginJoining, joiningSteps, phoneRefusals, typedPhone } from './dialogues/joining.ts';
import { askForPerson, personSteps, replyInTalk } from './dialogues/people.ts';
import { hearPollButton, hearPollNumber } from './dialogues/polls.ts';
import { codeStep, provePhone } from './dialogues/proving.ts';
import { bringReceipt } from './dialogues/receipts.ts';
import { surveySteps } from './dialogues/surveys.ts';
import { chooseLanguage, forgetMe, hasStopped, myData, resume, stop, wishSteps } from './dialogues/wishes.ts';
import { fold, isCourtesy } from './fold.ts';
import { readFormWord, readNumber, readYesNo } from './form-words.ts';
import type { Asked, Keyword } from './keywords.ts';
import { balanceMessage } from './replies/balance.ts';
import { cardMessage } from './replies/card.ts';
import { couponsMessage } from './replies/coupons.ts';
import { historyMessage } from './replies/history.ts';
import { whyMessage } from './replies/why.ts';
import { type Answer, askAgain, joined, type Reply, type Scene, type Step } from './scene.ts';

/** Every question there is, by its name. */
const steps: Readonly<Record<string, Step>> = {
  ...joiningSteps,
  'phone.code': codeStep,
  ...detailSteps,
  ...birthdaySteps,
  ...wishSteps,
  ...surveySteps,
  ...personSteps,
};

/** Questions that only make sense before somebody is a member. */
const strangersSteps = new Set(['join.phone', 'join.name', 'phone.code', 'language.choose', ...Object.keys(surveySteps)]);

/** The question that is open, if it still makes sense: somebody may have been forgotten by another channel meanwhile. */
function openStep(scene: Scene): Step | undefined {
  const { step } = scene.session;
  if (step === undefined || (scene.member === undefined && !strangersSteps.has(step))) return undefined;
  return steps[step];
}

/** Whether a member says something that no question waits for: it may be meant for a person of the shop. */
export const isFreeTalk = (scene: Scene): boolean =>
  scene.member !== undefined &&
  openStep(scene) === undefined &&
  (scene.incoming.said.kind === 'text' || scene.incoming.said.kind === 'picture');

/** What is answered to one message. Keywords win over the open question; then the question; then what can be made of it without one. */
export function replyTo(scene: Scene, asked: Asked | undefined): Reply {
  const { said } = scene.incoming;
  switch (said.kind) {
    case 'group':
      return refuseGroup(scene);
    case 'blocked':
      return { messages: [], next: null };
    case 'unblocked':
      return { messages: [] };
    case 'opt-out':
      return said.stopped ? stop(scene, true) : scene.member === undefined ? beginJoining(scene, '') : resume(scene, true);
    default:
      return asked === undefined ? hearAnswer(scene) : onKeyword(scene, asked);
  }
}

/** Said once in a while, not at every message of the group. */
function refuseGroup(scene: Scene): Reply {
  if (scene.session.data['refused'] === true) return { messages: [] };
  return { messages: [say('group-refused')], next: { step: 'group', data: { refused: true } } };
}

const onKeyword = (scene: Scene, asked: Asked): Reply => keywordReplies[asked.keyword](scene, asked.rest);

const keywordReplies = {
  join: beginJoining,
  start: (scene) => (scene.member !== undefined && hasStopped(scene, scene.member) ? resume(scene) : beginJoining(scene, '')),
  balance: (scene) =>
    thenAskBirthday(
      scene,
      forMember(scene, (member) => ({ ...balanceMessage(scene, member), keyboard: 'menu' })),
    ),
  card: (scene) => forMember(scene, (member) => cardMessage(scene, member)),
  history: (scene) => forMember(scene, (member) => historyMessage(scene, member)),
  why: (scene) => forMember(scene, (member) => whyMessage(scene, member)),
  coupons: (scene) => forMember(scene, (member) => couponsMessage(scene, member)),
  language: chooseLanguage,
  stop: (scene) => stop(scene),
  resume: (scene) => resume(scene),
  help: (scene) =>
    thenAskAgain(
      scene,
      openStep(scene) !== undefined ? say('help-form') : scene.member === undefined ? say('help-stranger') : helpFor(scene),
    ),
  person: askForPerson,
  mydata: myData,
  forget: forgetMe,
  name: changeName,
  email: changeEmail,
  birthday: changeBirthday,
  receipt: bringReceipt,
} satisfies Record<Keyword, (scene: Scene, rest: string) => Reply>;

/** Help, and where a manager listens the way to a person: a button in a chat, a word by SMS. */
function helpFor({ shop, incoming }: Scene): Message {
  if (shop.managerAddress === undefined) return say('help');
  if (incoming.channel === 'sms') return joined(say('help'), say('help-person'));
  return { ...say('help'), choices: [{ key: 'button-person', value: 'person' }] };
}

function forMember(scene: Scene, answer: (member: NonNullable<Scene['member']>) => Message): Reply {
  return scene.member === undefined ? thenAskAgain(scene, say('stranger')) : thenAskAgain(scene, answer(scene.member));
}

/** An answer in the middle of a form is followed by the form's open question. */
function thenAskAgain(scene: Scene, message: Message): Reply {
  const open = openStep(scene);
  return {
    messages:
      open === undefined ? [message] : scene.incoming.channel === 'sms' ? [joined(message, open.ask(scene))] : [message, open.ask(scene)],
  };
}

function hearAnswer(scene: Scene): Reply {
  const open = openStep(scene);
  const { said } = scene.incoming;
  if (said.kind === 'choice') return onButton(scene, open, said);
  if (open === undefined || (said.kind === 'contact' && scene.session.step !== 'join.phone')) return withoutQuestion(scene);
  const word = said.kind === 'text' && !(open.numbers === 'rating' && /\d/.test(said.text)) ? readFormWord(said.text) : undefined;
  if (word === 'leave') return { messages: [{ ...say('left'), keyboard: scene.member === undefined ? 'none' : 'menu' }], next: null };
  if (word === 'back') return goBack(scene, open);
  return open.hear(scene, word === 'skip' ? { kind: 'skip' } : answerOf(scene, open));
}

function onButton(scene: Scene, open: Step | undefined, said: { step: string; value: string }): Reply {
  if (said.step === 'poll') return hearPollButton(scene, said.value);
  if (said.value === 'person') return askForPerson(scene);
  if (open !== undefined && said.step === scene.session.step) return open.hear(scene, { kind: 'choice', value: said.value });
  if (said.step === scene.session.data['answered']) return { messages: [] };
  return thenAskAgain(scene, { ...say('old-button'), ...(scene.member === undefined ? {} : { keyboard: 'menu' as const }) });
}

function goBack(scene: Scene, open: Step): Reply {
  const before = open.back === undefined ? undefined : steps[open.back];
  if (before === undefined || open.back === undefined) return { messages: [open.ask(scene)] };
  return { messages: [before.ask(scene)], next: { step: open.back, data: scene.session.data } };
}

/** What was said, as an answer to the open question: a number or a yes counts as the choice it means. */
function answerOf(scene: Scene, open: Step): Answer {
  const { said } = scene.incoming;
  if (said.kind === 'contact') return { kind: 'contact', phone: said.phone, proved: said.proved };
  if (said.kind === 'picture') return said;
  if (said.kind !== 'text' || said.text.trim() === '') return { kind: 'other' };
  const choices = open.ask(scene).choices ?? [];
  const numbered = open.numbers === undefined ? choices[readNumber(said.text, choices.length) ?? -1] : undefined;
  if (numbered !== undefined) return { kind: 'choice', value: numbered.value };
  const labelled = choices.find((choice) => fold(textOf(choice.key, scene.language, choice.facts)) === fold(said.text));
  if (labelled !== undefined) return { kind: 'choice', value: labelled.value };
  const spoken = readYesNo(said.text);
  if (spoken !== undefined && choices.some((choice) => choice.value === spoken)) return { kind: 'choice', value: spoken };
  if (spoken === 'no' && choices.some((choice) => choice.value === 'skip')) return { kind: 'skip' };
  return { kind: 'text', text: said.text };
}

/** Nothing is being asked: a shared number, a typed one, or something we cannot make sense of. */
function withoutQuestion(scene: Scene): Reply {
  const { said } = scene.incoming;
  if (said.kind === 'contact') return onContact(scene, said);
  if (said.kind === 'text' && scene.incoming.channel === 'telegram' && looksLikePhone(said.text) && !hasPhone(scene))
    return typedPhone(scene, said.text);
  if (said.kind === 'text' && isCourtesy(said.text)) return { messages: scene.incoming.channel === 'sms' ? [] : [say('courtesy')] };
  const talked = scene.member && (hearPollNumber(scene, scene.member) ?? replyInTalk(scene, scene.member));
  if (talked !== undefined) return talked;
  if (said.kind === 'other' || said.kind === 'picture') return { ...askAgain('only-text') };
  if (scene.member !== undefined) return { messages: [{ ...say('not-understood'), keyboard: 'menu' }], unclear: true };
  return scene.incoming.channel === 'telegram' ? beginJoining(scene, '') : askAgain('stranger');
}

function onContact(scene: Scene, said: { phone: string; proved: boolean }): Reply {
  if (!said.proved) return askForNumber('contact-not-yours');
  const read = readPhone(`+${said.phone.replace(/^\+/, '')}`, scene.shop.program.shop.country);
  return read.ok ? provePhone(scene, read.value, 'contact-shared') : askAgain(phoneRefusals[read.reason]);
}

const hasPhone = ({ known, member }: Scene): boolean =>
  member !== undefined && known.members.identitiesOf(member.id).some((identity) => phoneOf(identity.address) !== undefined);
