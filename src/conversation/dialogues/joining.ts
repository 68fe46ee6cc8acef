import { points, say } from '../../texts/message.ts';
import type { Facts, Message } from '../../texts/message.ts';
import { expiresAt } from '../../rules/calendar.ts';
import { sourceOf } from '../../rules/sources.ts';
import { agreeToMarketing } from '../../members/consents.ts';
import { enroll, type Enrolled, type Welcome } from '../../members/enrolment.ts';
import { type Member, phoneOf, type Proof } from '../../members/member.ts';
import { type PhoneRefusal, readEmail, readName, readNameAndEmail, readPhone, looksLikePhone } from '../../members/readers.ts';
import { balanceMessage, facesOf } from '../replies/balance.ts';
import { askAgain, joined, type Reply, type Scene, type Step, yesNo } from '../scene.ts';
import { provePhone, sendCode } from './proving.ts';

/** How joining begins, by Telegram or by SMS. `rest` is what followed JOIN: a name and an email, or a source. */
export function beginJoining(scene: Scene, rest: string): Reply {
  if (scene.member !== undefined) return { messages: [joined(say('already-member', facesOf(scene, scene.member)), balanceMessage(scene, scene.member))], next: null };
  const { source, words } = splitSource(scene, rest);
  const data = source === undefined ? {} : { source };
  if (scene.incoming.channel === 'telegram') return { messages: [phoneStep.ask(scene)], next: { step: 'join.phone', data } };
  if (words === '') return { messages: [nameStep.ask(scene)], next: { step: 'join.name', data } };
  return enrollBySms({ ...scene, session: { ...scene.session, data } }, words);
}

/** A source may stand first: "JOIN POSTER Anna". In a deep link it is all there is. */
function splitSource(scene: Scene, rest: string): { source?: string; words: string } {
  const [first = '', ...others] = rest.trim().split(/\s+/);
  const source = first === '' ? undefined : sourceOf(scene.shop.program, first.replace(/^s_/, ''));
  return source === undefined ? { words: rest.trim() } : { source, words: others.join(' ') };
}

/** Telegram's one question: the terms in a sentence, and a button that shares the number. A number typed instead gets a code. */
export const phoneStep: Step = {
  ask: (scene) => ({ ...say('join-telegram', { terms: scene.shop.termsUrl, welcome: points(welcomeOf(scene).points) }), keyboard: 'share-phone' }),
  hear(scene, answer) {
    if (answer.kind === 'contact') {
      if (!answer.proved) return askAgain('contact-not-yours');
      const read = readPhone(answer.phone.startsWith('+') ? answer.phone : `+${answer.phone}`, scene.shop.program.shop.country);
      return read.ok ? provePhone(scene, read.value, 'contact-shared') : askAgain(phoneRefusals[read.reason]);
    }
    if (answer.kind === 'skip') return enrollByCard(scene);
    if (answer.kind === 'text' && looksLikePhone(answer.text)) return typedPhone(scene, answer.text);
    return askAgain('join-telegram-unclear');
  },
};

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
  if (!scene.shop.smsAvailable) return askAgain('phone-use-button');
  const sent = sendCode(scene, read.value, 'prove-phone');
  if (!sent.ok) return { messages: [say('code-too-many')] };
  return {
    ...sent.reply,
    messages: [say('code-sent-if')],
    next: { step: 'phone.code', data: { ...scene.session.data, phone: read.value } },
  };
}

/** The SMS form: "Anna anna@example.com". The sender's own number is the proof. */
export const nameStep: Step = {
  ask: (scene) => say('join-sms', { terms: scene.shop.termsUrl }),
  hear(scene, answer) {
    if (answer.kind !== 'text') return askAgain('join-sms-unclear');
    return enrollBySms(scene, answer.text);
  },
};

function enrollBySms(scene: Scene, words: string): Reply {
  const read = readNameAndEmail(words);
  if (!read.ok) return { ...askAgain(read.reason === 'not-an-email' ? 'email-unclear' : 'join-sms-unclear'), next: { step: 'join.name', data: scene.session.data } };
  const phone = phoneOf(scene.incoming.address) as string;
  return welcomed(scene, enrollHere(scene, { ...read.value, phone: { number: phone, provedHow: 'text-received' } }));
}

/** A Telegram member without a phone: earns by card, and has the welcome bonus once a phone is proved. */
function enrollByCard(scene: Scene): Reply {
  return welcomed(scene, enrollHere(scene, { name: profileName(scene) }));
}

export function enrollByPhone(scene: Scene, phone: string, provedHow: Proof): Reply {
  return welcomed(scene, enrollHere(scene, { name: profileName(scene), phone: { number: phone, provedHow } }));
}

/** The name a messenger shows, as far as it is one; it can be corrected any time. */
function profileName(scene: Scene): string {
  const letters = (scene.incoming.profileName ?? '').replaceAll(/[^\p{L}\p{M} '’.-]/gu, ' ');
  const read = readName(letters);
  return read.ok ? read.value : '';
}

type Form = { name: string; email?: string; phone?: { number: string; provedHow: Proof } };

function enrollHere(scene: Scene, form: Form): Enrolled {
  const { address, id, channel } = scene.incoming;
  const asked = channel === 'sms' ? nameStep.ask(scene) : phoneStep.ask(scene);
  const source = scene.session.data['source'];
  return enroll(
    scene.known,
    {
      address,
      ...form,
      language: scene.language,
      ...(typeof source === 'string' ? { source } : {}),
      terms: { wording: scene.shop.wordingOf(asked, scene.language, channel), language: scene.language, request: id },
    },
    welcomeOf(scene),
    scene.now,
  );
}

/** The welcome bonus is active at once: it is what the new member came for. */
export function welcomeOf({ shop, now }: Scene): Welcome {
  const until = expiresAt(shop.program, now);
  return { points: BigInt(shop.program.points.welcome), activeAt: now, ...(until === undefined ? {} : { expiresAt: until }) };
}

/** What a new member sees: card, bonus, how to leave; then one question that may be ignored. */
function welcomed(scene: Scene, enrolled: Enrolled): Reply {
  if (!enrolled.ok) return { messages: [say('already-member-elsewhere')], next: null };
  const { member, welcomePoints } = enrolled;
  const facts: Facts = { name: member.name, card: member.card, points: points(welcomePoints), terms: scene.shop.termsUrl };
  const key = `join-welcome${member.name === '' ? '-nameless' : ''}${welcomePoints === 0n ? '-no-bonus' : ''}`;
  const writes = { members: enrolled.members, ledger: enrolled.ledger };
  if (scene.incoming.channel === 'sms')
    return { ...writes, messages: [joined(say(key, facts), offersStep.ask(scene))], next: { step: 'join.offers' } };
  const welcome: Message = { ...say(key, facts), keyboard: 'menu', card: { number: member.card, name: member.name } };
  const next = member.name === '' ? 'join.real-name' : 'join.email';
  return { ...writes, messages: [welcome, extras[next].ask(scene)], next: { step: next } };
}

/** Asked only where the messenger shows no name. */
const realNameStep: Step = {
  ask: () => ({ ...say('ask-name'), choices: [{ key: 'choice-skip', value: 'skip' }] }),
  hear(scene, answer) {
    const member = scene.member as Member;
    if (isSkip(answer)) return { messages: [emailStep.ask(scene)], next: { step: 'join.email' } };
    if (answer.kind !== 'text') return askAgain('name-unclear');
    const read = readName(answer.text);
    if (!read.ok) return askAgain('name-unclear');
    return {
      members: [{ kind: 'member', member: { ...member, name: read.value } }],
      messages: [joined(say('name-kept', { name: read.value }), emailStep.ask(scene))],
      next: { step: 'join.email' },
    };
  },
};

const emailStep: Step = {
  ask: () => ({ ...say('ask-email'), choices: [{ key: 'choice-skip', value: 'skip' }] }),
  hear(scene, answer) {
    const member = scene.member as Member;
    if (isSkip(answer)) return { messages: [offersStep.ask(scene)], next: { step: 'join.offers' } };
    if (answer.kind !== 'text') return askAgain('email-unclear');
    const read = readEmail(answer.text);
    if (!read.ok) return askAgain('email-unclear');
    return {
      members: [{ kind: 'member', member: { ...member, email: read.value } }],
      messages: [joined(say('email-kept', { email: read.value }), offersStep.ask(scene))],
      next: { step: 'join.offers' },
    };
  },
};

const isSkip = (answer: { kind: string; value?: string }): boolean => answer.kind === 'skip' || (answer.kind === 'choice' && answer.value === 'skip');

/** Only a yes is consent to marketing; the question is kept word for word with the answer. */
export const offersStep: Step = {
  back: 'join.email',
  ask: () => ({ ...say('ask-offers'), choices: yesNo }),
  hear(scene, answer) {
    const member = scene.member as Member;
    const choice = answer.kind === 'choice' ? answer.value : answer.kind === 'skip' ? 'no' : undefined;
    if (choice === 'no') return { messages: [say('offers-no')], next: null };
    if (choice !== 'yes') return askAgain('offers-unclear');
    return { members: agreed(scene, member), messages: [say('offers-yes')], next: null };
  },
};

function agreed(scene: Scene, member: Member): NonNullable<Reply['members']> {
  const { channel, id } = scene.incoming;
  const wording = scene.shop.wordingOf(say('ask-offers'), scene.language, channel);
  return agreeToMarketing(member.id, { wording, language: scene.language, request: id }, scene.now).map((consent) => ({ kind: 'consent', consent }));
}

const extras = { 'join.real-name': realNameStep, 'join.email': emailStep };

export const joiningSteps: Readonly<Record<string, Step>> = {
  'join.phone': phoneStep,
  'join.name': nameStep,
  'join.real-name': realNameStep,
  'join.email': { ...emailStep },
  'join.offers': offersStep,
};

