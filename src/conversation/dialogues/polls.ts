import type { Member } from '../../members/member.ts';
import type { AskedPoll } from '../../surveys/load.ts';
import { say } from '../../texts/message.ts';
import { readNumber } from '../form-words.ts';
import type { Reply, Scene } from '../scene.ts';

/** A button of a poll: "poll:12.3" is the fourth choice of poll 12. */
export const readPollButton = (value: string): { readonly poll: string; readonly choice: number } | undefined => {
  const [, poll, choice] = /^(\d{1,9})\.(\d{1,2})$/.exec(value) ?? [];
  return poll === undefined ? undefined : { poll, choice: Number(choice) };
};

export function hearPollButton(scene: Scene, value: string): Reply {
  const read = readPollButton(value);
  const asked = scene.member && scene.known.surveys.pollsOf(scene.member.id).find((poll) => String(poll.pollId) === read?.poll);
  if (scene.member === undefined || asked === undefined || read === undefined) return { messages: [say('old-button')] };
  return take(scene, scene.member, asked, read.choice);
}

/** By SMS a bare number answers the last poll that was asked; nothing where there is none. */
export function hearPollNumber(scene: Scene, member: Member): Reply | undefined {
  const { said } = scene.incoming;
  const asked = scene.known.surveys.pollsOf(member.id).findLast((poll) => poll.answeredAt === undefined);
  const choice = said.kind === 'text' && asked !== undefined ? readNumber(said.text, asked.choices.length) : undefined;
  return asked === undefined || choice === undefined ? undefined : take(scene, member, asked, choice);
}

/** The first answer counts. */
function take(scene: Scene, member: Member, asked: AskedPoll, choice: number): Reply {
  if (asked.answeredAt !== undefined || choice >= asked.choices.length) return { messages: [say('poll-already')] };
  return {
    messages: [say('poll-thanks')],
    surveys: [{ kind: 'poll-answer', pollId: asked.pollId, memberId: member.id, choice, at: scene.now }],
  };
}
