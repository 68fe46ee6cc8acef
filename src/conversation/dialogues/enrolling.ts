import { agreeToMarketing } from '../../members/consents.ts';
import { type Enrolled, enroll, type Welcome } from '../../members/enrolment.ts';
import type { MemberChange } from '../../members/keeper.ts';
import { type Member, type Proof, phoneOf } from '../../members/member.ts';
import { clockOf, readEmail, readName, readNameAndEmail } from '../../members/readers.ts';
import { expiresAt } from '../../rules/calendar.ts';
import { type Facts, type Message, points, say } from '../../texts/message.ts';
import { spaced } from '../replies/card.ts';
import { type Answer, asChanges, askAgain, joined, type Reply, type Scene, type Step, wordsOf, yesNo } from '../scene.ts';

/** The terms in a sentence, and a button that shares the number: what a Telegram member agrees to by pressing it. */
export const askPhone = (scene: Scene): Message => ({
  ...say('join-telegram', { terms: scene.shop.termsUrl, welcome: points(welcomeOf(scene).points) }),
  keyboard: 'share-phone',
});

/** The SMS form: whoever answers with a name accepts the terms it names. */
export const askNameBySms = (scene: Scene): Message => say('join-sms', { terms: scene.shop.termsUrl });

/** "Anna anna@example.com": the one text that makes a member by SMS. The sender's own number is the proof. */
export function enrollBySms(scene: Scene, words: string, inOneGo = false): Reply {
  const read = readNameAndEmail(withRememberedName(scene, words));
  if (!read.ok && read.reason === 'not-an-email') {
    const name = readName(words.replaceAll(/\S*@.*$/g, ''));
    const data = name.ok ? { ...scene.session.data, name: name.value } : scene.session.data;
    return { ...askAgain('email-unclear'), next: { step: 'join.name', data } };
  }
  if (!read.ok) return { ...askAgain('join-sms-unclear'), next: { step: 'join.name', data: scene.session.data } };
  const phone = phoneOf(scene.incoming.address) as string;
  const asked = inOneGo
    ? say('join-welcome', { name: '…', card: '…', points: points(welcomeOf(scene).points), terms: scene.shop.termsUrl })
    : askNameBySms(scene);
  return welcomed(scene, enrollHere(scene, asked, { ...read.value, phone: { number: phone, provedHow: 'text-received' } }));
}

/** A name that came with a broken email is kept: only the email need be sent again. */
function withRememberedName({ session }: Scene, words: string): string {
  const name = session.data['name'];
  return typeof name === 'string' && readEmail(words).ok ? `${name} ${words}` : words;
}

/** A Telegram member without a phone: earns by card, and has the welcome bonus once a phone is proved. */
export function enrollByCard(scene: Scene): Reply {
  return welcomed(scene, enrollHere(scene, askPhone(scene), { name: profileName(scene) }));
}

export function enrollByPhone(scene: Scene, phone: string, provedHow: Proof): Reply {
  return welcomed(scene, enrollHere(scene, askPhone(scene), { name: profileName(scene), phone: { number: phone, provedHow } }));
}

/** The name a messenger shows, as far as it is one; it can be corrected any time. */
function profileName(scene: Scene): string {
  const letters = (scene.incoming.profileName ?? '').replaceAll(/[^\p{L}\p{M} '’.-]/gu, ' ');
  const read = readName(letters);
  return read.ok ? read.value : '';
}

type Form = { name: string; email?: string; phone?: { number: string; provedHow: Proof } };

/** `asked`: the words that named the terms, kept with the consent. One who joins in one text reads them in the confirmation. */
function enrollHere(scene: Scene, asked: Message, form: Form): Enrolled {
  const { address } = scene.incoming;
  const source = scene.session.data['source'];
  return enroll(
    scene.known,
    {
      address,
      ...form,
      ...(form.phone === undefined ? {} : clockOf(form.phone.number, scene.shop.program.shop)),
      language: scene.language,
      ...(typeof source === 'string' ? { source } : {}),
      terms: wordsOf(scene, asked),
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
  const facts: Facts = {
    name: member.name,
    card: scene.incoming.channel === 'sms' ? member.card : spaced(member.card),
    points: points(welcomePoints),
    terms: scene.shop.termsUrl,
  };
  const key = `join-welcome${member.name === '' ? '-nameless' : ''}${welcomePoints === 0n ? '-no-bonus' : ''}`;
  const writes = { members: enrolled.members, ledger: enrolled.ledger };
  if (scene.incoming.channel === 'sms')
    return { ...writes, messages: [joined(say(key, facts), offersStep.ask(scene))], next: { step: 'join.offers' } };
  const next = member.name === '' ? 'join.real-name' : 'join.email';
  return { ...writes, messages: [{ ...say(key, facts), keyboard: 'menu' }, extras[next].ask(scene)], next: { step: next } };
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

const isSkip = (answer: Answer): boolean => answer.kind === 'skip' || (answer.kind === 'choice' && answer.value === 'skip');

/** Only a yes is consent to marketing; the question is kept word for word with the answer. */
const offersStep: Step = {
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

const agreed = (scene: Scene, member: Member): readonly MemberChange[] =>
  asChanges(agreeToMarketing(member.id, wordsOf(scene, say('ask-offers')), scene.now));

const extras = { 'join.real-name': realNameStep, 'join.email': emailStep };

/** What is asked of somebody who is a member already, and may be ignored. */
export const extraSteps: Readonly<Record<string, Step>> = { ...extras, 'join.offers': offersStep };
