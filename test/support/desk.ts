import type { Group } from '../../src/playground/bot-api/groups.ts';
import type { Shown } from '../../src/playground/bot-api/objects.ts';
import type { World } from './world.ts';

export const managerChat = -500_001;
const olga = { id: 901, firstName: 'Olga', languageCode: 'ru' };

/** The manager's chat: a group, in which people of the shop press buttons and answer messages. */
export type ManagersDesk = {
  /** What came since it was last read. */
  reads(): string;
  presses(label: string, by?: typeof olga): Promise<string>;
  /** Waits for nothing: what the press sets going may take its time. */
  setsGoing(label: string): void;
  /** Answers the newest message of ours whose text matches. */
  replies(to: RegExp, words: string, by?: typeof olga): Promise<string>;
  says(words: string): Promise<string>;
  messages(): readonly Shown[];
};

export function deskOf(world: World): ManagersDesk {
  const group: Group = world.botApi.group({ id: managerChat, title: 'Pavilion' });
  group.addBot(olga);
  let seen = 0;
  const ours = (): readonly Shown[] => group.messages().filter(({ own }) => !own);
  const reads = (): string => {
    const fresh = ours().slice(seen);
    seen = ours().length;
    return fresh.map(({ message }) => message.text ?? message.caption ?? '').join('\n---\n');
  };
  const does = async (what: () => unknown): Promise<string> => {
    what();
    await world.quiet();
    return reads();
  };
  return {
    reads,
    messages: ours,
    presses: (label, by = olga) => does(() => group.press(by, label)),
    setsGoing: (label) => void group.press(olga, label),
    says: (words) => does(() => group.send(olga, words)),
    replies(to, words, by = olga) {
      const answered = ours().findLast(({ message }) => to.test(message.text ?? message.caption ?? ''));
      if (answered === undefined) throw new Error(`nothing like ${to} in the manager's chat`);
      return does(() => group.reply(by, answered.message.message_id, words));
    },
  };
}
