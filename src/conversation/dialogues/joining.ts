import { looksLikePhone, type PhoneRefusal, readPhone } from '../../members/readers.ts';
import { sourceOf } from '../../rules/sources.ts';
import { say } from '../../texts/message.ts';
import { balanceMessage } from '../replies/balance.ts';
import { spaced } from '../replies/card.ts';
import { askAgain, joined, type Reply, type Scene, type Step } from '../scene.ts';
import { sendCode } from './codes.ts';
import { askNameBySms, askPhone, enrollByCard, enrollBySms, extraSteps } from './enrolling.ts';
import { provePhone } from './proving.ts';

/** How joining begins, by Telegram or by SMS. `rest` is what followed JOIN: a name and an email, or a source. */
export function beginJoining(scene: Scene, rest: string): Reply {
  if (scene.member !== undefined)
    return {
      messages: [
        { ...joined(say('already-member', { card: spaced(scene.member.card) }), balanceMessage(scene, scene.member)), keyboard: 'menu' },
      ],
      next: null,
    };
  const { source, words } = splitSource(scene, rest);
  const data = source === undefined ? {} : { source };
  if (scene.incoming.channel === 'telegram') return { messages: [askPhone(scene)], next: { step: 'join.phone', data } };
  if (words === '') return { messages: [askNameBySms(scene)], next: { step: 'join.name', data } };
  return enrollBySms({ ...scene, session: { ...scene.session, data } }, words, true);
}

/** A source may stand first: "JOIN POSTER Anna". In a deep link it is all there is. */
function splitSource(scene: Scene, rest: string): { source?: string; words: string } {
  const [first = '', ...others] = rest.trim().split(/\s+/);
  const source = first === '' ? undefined : sourceOf(scene.shop.program, first.replace(/^s_/, ''));
  return source === undefined ? { words: rest.trim() } : { source, words: others.join(' ') };
}

/** Telegram's one question: the terms in a sentence, and a button that shares the number. A number typed instead gets a code. */
const phoneStep: Step = {
  ask: askPhone,
  hear(scene, answer) {
    if (answer.kind === 'contact') {
      if (!answer.proved) return askForNumber('contact-not-yours');
      const read = readPhone(answer.phone.startsWith('+') ? answer.phone : `+${answer.phone}`, scene.shop.program.shop.country);
      return read.ok ? provePhone(scene, read.value, 'contact-shared') : askAgain(phoneRefusals[read.reason]);
    }
    if (answer.kind === 'skip') return enrollByCard(scene);
    if (answer.kind === 'text' && looksLikePhone(answer.text)) return typedPhone(scene, answer.text);
    return askAgain('join-telegram-unclear');
  },
};

/** With the button that shares the number, which may have been put away. */
export const askForNumber = (key: string): Reply => ({ messages: [{ ...say(key), keyboard: 'share-phone' }], unclear: true });

export const phoneRefusals = {
  'not-a-phone': 'phone-not-a-phone',
  'too-short': 'phone-too-short',
  landline: 'phone-landline',
  anonymous: 'phone-anonymous',
} satisfies Record<PhoneRefusal, string>;

/** A typed number is a note of the session, and its answer is the same whether it is a member's or not. */
export function typedPhone(scene: Scene, text: string): Reply {
  const read = readPhone(text, scene.shop.program.shop.country);
  if (!read.ok) return askAgain(phoneRefusals[read.reason]);
  if (!scene.shop.smsAvailable) return askForNumber('phone-use-button');
  const sent = sendCode(scene, read.value, 'prove-phone');
  if (!sent.ok) return { messages: [say('code-too-many')] };
  return {
    ...sent.reply,
    messages: [say('code-sent-if')],
    next: { step: 'phone.code', data: { ...scene.session.data, phone: read.value } },
  };
}

/** The SMS form: "Anna anna@example.com". The sender's own number is the proof. */
const nameStep: Step = {
  ask: askNameBySms,
  hear(scene, answer) {
    if (answer.kind !== 'text') return askAgain('join-sms-unclear');
    return enrollBySms(scene, answer.text);
  },
};

export const joiningSteps: Readonly<Record<string, Step>> = { 'join.phone': phoneStep, 'join.name': nameStep, ...extraSteps };
