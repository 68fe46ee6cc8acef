import { readEmail, readName } from '../../members/readers.ts';
import { say } from '../../texts/message.ts';
import { askAgain, type Reply, type Scene, type Step } from '../scene.ts';

/** NAME Anna: a name can be corrected any time; NAME alone is asked back. */
export function changeName(scene: Scene, words: string): Reply {
  if (scene.member === undefined) return { messages: [say('stranger')] };
  if (words === '') return { messages: [nameStep.ask(scene)], next: { step: 'change.name' } };
  const read = readName(words);
  if (!read.ok) return askAgain('name-unclear');
  const member = { ...scene.member, name: read.value };
  return { members: [{ kind: 'member', member }], messages: [say('name-kept', { name: read.value })], ...afterChange(scene) };
}

export function changeEmail(scene: Scene, words: string): Reply {
  if (scene.member === undefined) return { messages: [say('stranger')] };
  if (words === '') return { messages: [emailStep.ask(scene)], next: { step: 'change.email' } };
  const read = readEmail(words);
  if (!read.ok) return askAgain('email-unclear');
  const member = { ...scene.member, email: read.value };
  return { members: [{ kind: 'member', member }], messages: [say('email-kept', { email: read.value })], ...afterChange(scene) };
}

/** A correction in the middle of another form leaves that form where it is. */
const afterChange = (scene: Scene): Pick<Reply, 'next'> => (scene.session.step?.startsWith('change.') ? { next: null } : {});

const stepThat = (ask: string, change: (scene: Scene, words: string) => Reply, unclear: string): Step => ({
  ask: () => say(ask),
  hear(scene, answer) {
    if (answer.kind === 'skip') return { messages: [say('left')], next: null };
    return answer.kind === 'text' ? change(scene, answer.text) : askAgain(unclear);
  },
});

const nameStep = stepThat('ask-name', changeName, 'name-unclear');
const emailStep = stepThat('ask-email', changeEmail, 'email-unclear');

export const detailSteps: Readonly<Record<string, Step>> = { 'change.name': nameStep, 'change.email': emailStep };
