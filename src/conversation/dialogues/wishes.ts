import { balanceOf } from '../../ledger/balance.ts';
import { agreeToMarketing, isGiven, refuseMarketing, resumeNotices, stopMarketing } from '../../members/consents.ts';
import type { MemberChange } from '../../members/keeper.ts';
import { type Member, phoneOf } from '../../members/member.ts';
import { forget } from '../../privacy/forgetting.ts';
import { linkExpiresAt } from '../../privacy/links.ts';
import { type Choice, type Language, languages, points, say } from '../../texts/message.ts';
import { readLanguage } from '../keywords.ts';
import { dataMessage } from '../replies/data.ts';
import { asChanges, askAgain, bookOf, type Reply, type Scene, type Step, wordsOf, yesNo } from '../scene.ts';
import { sendCode, stepOfCode } from './codes.ts';

/** STOP: marketing ends on every channel, at once, and whatever form is open is left. `silent`: the carrier has answered already. */
export function stop(scene: Scene, silent = false): Reply {
  const { member, incoming } = scene;
  const messages = silent ? [] : [say(member === undefined ? 'stop-stranger' : incoming.channel === 'sms' ? 'stop-sms' : 'stop-chat')];
  if (member === undefined) return { messages, next: null };
  const wording = incoming.said.kind === 'text' ? incoming.said.text.slice(0, WORDING_CHARACTERS_MAX) : 'STOP';
  const withdrawn = stopMarketing(member.id, incoming.channel, { wording, language: scene.language, request: incoming.id }, scene.now);
  return { messages, next: null, members: asChanges(withdrawn) };
}

const WORDING_CHARACTERS_MAX = 200;

/** RESUME: notices may come again; marketing is asked for anew, and silence is no. */
export function resume(scene: Scene, silent = false): Reply {
  const { member, incoming } = scene;
  if (member === undefined) return { messages: silent ? [] : [say('resume-stranger')], next: null };
  const words = {
    wording: incoming.said.kind === 'text' ? incoming.said.text.slice(0, WORDING_CHARACTERS_MAX) : 'START',
    language: scene.language,
    request: incoming.id,
  };
  const notices = asChanges(resumeNotices(member.id, words, scene.now));
  if (silent) return { messages: [], members: notices, next: null };
  return { members: notices, messages: [resumeStep.ask(scene)], next: { step: 'resume.offers' } };
}

/** Whether a member has said stop and not taken it back: START means RESUME then. */
export function hasStopped(scene: Scene, member: Member): boolean {
  const consents = scene.known.members.consentsOf(member.id);
  return !isGiven(consents, 'notices', 'sms') || consents.some((consent) => consent.purpose === 'marketing' && !consent.given);
}

const resumeStep: Step = {
  ask: () => ({ ...say('resume-ask'), choices: yesNo }),
  hear(scene, answer) {
    const member = scene.member as Member;
    const choice = answer.kind === 'choice' ? answer.value : answer.kind === 'skip' ? 'no' : undefined;
    if (choice !== 'yes' && choice !== 'no') return askAgain('offers-unclear');
    const words = wordsOf(scene, say('resume-ask'));
    if (choice === 'no')
      return { members: asChanges(refuseMarketing(member.id, words, scene.now)), messages: [say('resume-no')], next: null };
    const given = agreeToMarketing(member.id, words, scene.now);
    return { members: asChanges(given), messages: [say('resume-yes')], next: null };
  },
};

/** Everything known, to whoever the chat proves; by SMS a code first, because senders can be forged. */
export function myData(scene: Scene): Reply {
  const { member } = scene;
  if (member === undefined) return { messages: [say('data-stranger')], next: null };
  if (scene.incoming.channel === 'telegram') return tellData(scene);
  return confirmByCode(scene, 'my-data');
}

/** The gist at once, and all of it behind a link that opens once. */
function tellData(scene: Scene): Reply {
  const member = scene.member as Member;
  const { token, digest } = scene.known.privacy.newDataLink();
  return {
    messages: [dataMessage(scene, member, scene.shop.dataUrl(token))],
    privacy: [{ kind: 'data-link', digest, memberId: member.id, expiresAt: linkExpiresAt(scene.now) }],
    secret: true,
    next: null,
  };
}

export function forgetMe(scene: Scene): Reply {
  if (scene.member === undefined) return { messages: [say('forget-stranger')], next: null };
  if (scene.incoming.channel === 'sms') return confirmByCode(scene, 'forget');
  return { messages: [forgetStep.ask(scene)], next: { step: 'forget.confirm' } };
}

function confirmByCode(scene: Scene, purpose: 'forget' | 'my-data'): Reply {
  const phone = phoneOf(scene.incoming.address);
  const sent = phone === undefined ? undefined : sendCode(scene, phone, purpose);
  if (sent === undefined || !sent.ok) return { messages: [say('code-too-many')], next: null };
  return { ...sent.reply, messages: [], next: { step: `${purpose}.code` } };
}

const forgetStep: Step = {
  ask: (scene) => ({
    ...say('forget-ask', { points: points(allPoints(scene, scene.member as Member)) }),
    choices: [
      { key: 'choice-forget', value: 'yes' },
      { key: 'choice-stay', value: 'no' },
    ],
  }),
  hear(scene, answer) {
    if (answer.kind === 'choice' && answer.value === 'yes') return forgotten(scene);
    if (answer.kind === 'choice' || answer.kind === 'skip') return { messages: [say('forget-no')], next: null };
    return askAgain('forget-unclear');
  },
};

/** What forgetting costs: also what is not active yet or set aside. */
function allPoints(scene: Scene, member: Member): bigint {
  const { available, pending, held } = balanceOf(bookOf(scene, member), scene.now);
  return available + pending + held;
}

function forgotten(scene: Scene): Reply {
  const member = scene.member as Member;
  const done = forget(scene.known.members, member, bookOf(scene, member), scene.now);
  return { ...done, messages: [{ ...say('forgotten'), keyboard: 'none' }], next: null };
}

/** LANG PL at once; otherwise the three languages to choose from. */
export function chooseLanguage(scene: Scene, rest: string): Reply {
  const wanted = readLanguage(rest);
  return wanted === undefined ? { messages: [languageStep.ask(scene)], next: { step: 'language.choose' } } : speak(scene, wanted);
}

const languageStep: Step = {
  ask: () => ({ ...say('language-ask'), choices: languages.map((language): Choice => ({ key: `language-${language}`, value: language })) }),
  hear(scene, answer) {
    if (answer.kind === 'skip') return { messages: [say('language-kept')], next: null };
    const wanted = answer.kind === 'choice' ? readLanguage(answer.value) : answer.kind === 'text' ? readLanguage(answer.text) : undefined;
    return wanted === undefined ? askAgain('language-unclear') : speak(scene, wanted);
  },
};

function speak(scene: Scene, language: Language): Reply {
  const change: MemberChange[] = scene.member === undefined ? [] : [{ kind: 'member', member: { ...scene.member, language } }];
  const keyboard = scene.member === undefined ? {} : { keyboard: 'menu' as const };
  return { messages: [{ ...say('language-set'), ...keyboard }], members: change, language, next: null };
}

export const wishSteps: Readonly<Record<string, Step>> = {
  'resume.offers': resumeStep,
  'forget.confirm': forgetStep,
  'forget.code': stepOfCode('forget', forgotten),
  'my-data.code': stepOfCode('my-data', tellData),
  'language.choose': languageStep,
};
