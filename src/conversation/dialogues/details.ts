import { readEmail, readName } from '../../members/readers.ts';
import { say } from '../../texts/message.ts';
import { askAgain, type Reply, type Scene } from '../scene.ts';

/** NAME Anna: a name can be corrected any time. */
export function changeName(scene: Scene, words: string): Reply {
  if (scene.member === undefined) return { messages: [say('stranger')] };
  const read = readName(words);
  if (!read.ok) return askAgain('name-unclear');
  return {
    members: [{ kind: 'member', member: { ...scene.member, name: read.value } }],
    messages: [say('name-kept', { name: read.value })],
  };
}

export function changeEmail(scene: Scene, words: string): Reply {
  if (scene.member === undefined) return { messages: [say('stranger')] };
  const read = readEmail(words);
  if (!read.ok) return askAgain('email-unclear');
  return {
    members: [{ kind: 'member', member: { ...scene.member, email: read.value } }],
    messages: [say('email-kept', { email: read.value })],
  };
}
