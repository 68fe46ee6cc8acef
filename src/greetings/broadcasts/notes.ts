import type { Program } from '../../rules/program.ts';
import { type Choice, type Message, money, type Part, say } from '../../texts/message.ts';
import type { Broadcast } from './keeping.ts';
import type { Preview } from './preview.ts';
import type { Progress } from './results.ts';

// What the manager reads about a broadcast, with the buttons that steer it.

type Action = 'send' | 'no' | 'progress' | 'pause' | 'resume' | 'cancel';

/** A button says "cast:send.3". */
const buttons = (id: number, ...actions: readonly Action[]): readonly Choice[] =>
  actions.map((action) => ({ key: `broadcast-button-${action}`, value: `cast:${action}.${id}` }));

const numberOf = (id: number) => ({ broadcast: String(id) });

/** What it would be, with a question whether to send it. */
export function planned(id: number, words: string, { recipients, byChannel, meant }: Preview, { shop }: Program): Message {
  const { telegram, sms } = byChannel;
  const parts: Part[] = [
    { key: 'broadcast-planned', facts: { ...numberOf(id), count: recipients } },
    ...(telegram.recipients === 0 ? [] : [{ key: 'broadcast-by-telegram', facts: { count: telegram.recipients } }]),
    ...(sms.recipients === 0
      ? []
      : [{ key: 'broadcast-by-sms', facts: { count: sms.recipients, segments: sms.segments, cost: money(sms.cost, shop.currency) } }]),
    ...(meant === recipients ? [] : [{ key: 'broadcast-left-out', facts: { count: meant - recipients } }]),
    { key: 'broadcast-words', facts: { words } },
  ];
  return { parts, dense: true, choices: buttons(id, ...(recipients === 0 ? (['no'] as const) : (['send', 'no'] as const))) };
}

/** How far it is, with what can be done about it. */
export function stands(
  { id, state }: Pick<Broadcast, 'id' | 'state'>,
  { all, waiting, sent, unknown, cost }: Progress,
  { shop }: Program,
): Message {
  const about = { ...numberOf(id), sent: sent + unknown, count: all };
  return {
    parts: [
      { key: `broadcast-${state}`, facts: about },
      ...(waiting === 0 ? [] : [{ key: 'broadcast-waiting', facts: { count: waiting } }]),
      ...(cost === 0n ? [] : [{ key: 'broadcast-cost', facts: { cost: money(cost, shop.currency) } }]),
    ],
    dense: true,
    choices: buttons(id, ...(actionsIn[state] ?? [])),
  };
}

const actionsIn: Readonly<Record<string, readonly Action[]>> = { running: ['progress', 'pause', 'cancel'], paused: ['resume', 'cancel'] };

/** Its money has ended: who decides gives it more, or lets it be. */
export const budgetEnded = (id: number, limit: bigint, { shop }: Program): Message => ({
  ...say('broadcast-budget-ended', { ...numberOf(id), cost: money(limit, shop.currency) }),
  choices: buttons(id, 'cancel'),
});

export const noSuch = (id: number): Message => say('broadcast-no-such', numberOf(id));
