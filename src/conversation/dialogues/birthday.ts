import { birthdayInWords, readBirthday } from '../../members/birthday.ts';
import { isGiven } from '../../members/consents.ts';
import type { Member } from '../../members/member.ts';
import { say } from '../../texts/message.ts';
import { askAgain, joined, type Reply, type Scene, type Step } from '../scene.ts';

const DAY_MS = 86_400_000;
/** Not in the first hours, when there is enough to read, and seldom again. */
const KNOWN_FOR_MS = DAY_MS;
const ASKED_AGAIN_AFTER_MS = 180 * DAY_MS;

/** BIRTHDAY 3.12: told or corrected any time; BIRTHDAY alone is asked back. */
export function changeBirthday(scene: Scene, words: string): Reply {
  const { member, now, session } = scene;
  if (member === undefined) return { messages: [say('stranger')] };
  if (words === '') return { messages: [birthdayStep.ask(scene)], next: { step: 'change.birthday' } };
  const read = readBirthday(words, new Date(now).getUTCFullYear());
  if (!read.ok) return askAgain(birthdayRefusals[read.reason]);
  const isSame = read.value.day === member.birthday?.day;
  const birthday = { ...read.value, toldAt: isSame ? (member.birthday?.toldAt ?? now) : now };
  return {
    members: [{ kind: 'member', member: { ...member, birthday } }],
    messages: [say('birthday-kept', { birthday: birthdayInWords(birthday) })],
    ...(session.step === 'change.birthday' ? { next: null } : {}),
  };
}

export const birthdayRefusals = {
  'not-a-day': 'birthday-unclear',
  'no-such-day': 'birthday-no-such-day',
  'no-such-year': 'birthday-no-such-year',
} as const;

const birthdayStep: Step = {
  ask: () => ({ ...say('ask-birthday'), choices: [{ key: 'choice-skip', value: 'skip' }] }),
  hear(scene, answer) {
    if (answer.kind === 'skip' || (answer.kind === 'choice' && answer.value === 'skip')) return { messages: [say('left')], next: null };
    return answer.kind === 'text' ? changeBirthday(scene, answer.text) : askAgain('birthday-unclear');
  },
};

export const birthdaySteps: Readonly<Record<string, Step>> = { 'change.birthday': birthdayStep };

/** After an answer about points a member is asked for their birthday, with the reason: where it is greeted, by whoever may be greeted. */
export function thenAskBirthday(scene: Scene, reply: Reply): Reply {
  const { member, session, now } = scene;
  const [first, ...rest] = reply.messages;
  if (member === undefined || first === undefined || session.step !== undefined || !isDue(scene, member)) return reply;
  const { keyboard: _, ...answered } = first;
  return {
    ...reply,
    messages: [joined(answered, birthdayStep.ask(scene)), ...rest],
    next: { step: 'change.birthday' },
    members: [...(reply.members ?? []), { kind: 'member', member: { ...member, birthdayAskedAt: now } }],
  };
}

function isDue({ shop, known, now }: Scene, member: Member): boolean {
  const isGreeted = shop.program.occasions.some(({ on }) => on.birthday !== undefined);
  const consents = known.members.consentsOf(member.id);
  const mayBe = ['telegram', 'sms'].some((channel) => isGiven(consents, 'marketing', channel));
  return (
    isGreeted &&
    mayBe &&
    member.birthday === undefined &&
    now - member.joinedAt >= KNOWN_FOR_MS &&
    now - (member.birthdayAskedAt ?? 0) >= ASKED_AGAIN_AFTER_MS
  );
}
