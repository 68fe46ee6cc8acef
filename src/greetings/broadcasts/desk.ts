import type pg from 'pg';
import type { Turns } from '../../database/turns.ts';
import type { Outgoing } from '../../delivery/outbox.ts';
import type { Desk } from '../../surveys/answering.ts';
import { toManager } from '../../surveys/notes.ts';
import { type Message, say } from '../../texts/message.ts';
import { findBroadcast, keepPlan } from './keeping.ts';
import { budgetEnded, noSuch, planned, stands } from './notes.ts';
import { type Plan, unknownFactsIn, WORDS_CHARACTERS_MAX } from './plan.ts';
import { previewOf, type Ways } from './preview.ts';
import { progressOf } from './results.ts';
import { startBroadcast } from './starting.ts';
import { cancelBroadcast, finishBroadcasts, pauseBroadcast, resumeBroadcast } from './steering.ts';

export const castActions = ['send', 'no', 'progress', 'pause', 'resume', 'cancel'] as const;
export type CastAction = (typeof castActions)[number];

/** What somebody of the shop wrote or pressed in the manager's chat about a broadcast. `who`: their name there. */
export type CastSaid = {
  /** The request id. */
  readonly id: string;
  readonly who: string;
  readonly cast:
    | { readonly kind: 'plan'; readonly text: string }
    | { readonly kind: 'press'; readonly action: CastAction; readonly broadcast: number };
};

type CastDesk = {
  // biome-ignore lint/suspicious/noExplicitAny: which other keepers take part in a turn is of no interest here
  readonly turns: Pick<Turns<any>, 'take'>;
  readonly pool: pg.Pool;
  readonly desk: Desk;
  readonly ways: Ways;
  readonly clock: () => number;
};

/** Hears the manager about broadcasts. What is done is done once however often it is heard, and answered once. */
export function createCastDesk(deps: CastDesk): (said: CastSaid) => Promise<void> {
  const { turns, pool, desk, ways, clock } = deps;
  const { program } = desk;

  const answer = (id: string, message: Message): Promise<unknown> =>
    turns.take({
      requestId: id,
      content: '',
      names: {},
      decide: () => ({ answer: null, writes: { outbox: toManager(desk, message) satisfies readonly Outgoing[] } }),
    });

  /** To everybody who agreed, in the shop's own words: whatever language they speak. */
  async function plan(request: string, who: string, text: string): Promise<Message> {
    if (text === '') return say('broadcast-how');
    if (text.length > WORDS_CHARACTERS_MAX) return say('broadcast-long', { most: WORDS_CHARACTERS_MAX });
    const [unknown] = unknownFactsIn(text);
    if (unknown !== undefined) return say('broadcast-unknown-fact', { words: `{${unknown}}` });
    const made: Plan = { name: text.slice(0, NAME_CHARACTERS_MAX), audience: {}, texts: { [program.shop.defaultLanguage]: text }, request };
    const id = await keepPlan(pool, made, who, clock());
    return planned(id, text, await previewOf(pool, { id, plan: made, startAt: clock() }, program, ways, clock()), program);
  }

  async function press(action: CastAction, id: number): Promise<Message> {
    await finishBroadcasts(pool, clock()); // what is over is not cancelled any more
    if (action === 'send') await startBroadcast(pool, { id, startAt: clock() }, program, clock());
    if (action === 'pause') await pauseBroadcast(pool, id, clock());
    if (action === 'no' || action === 'cancel') await cancelBroadcast(pool, id, clock());
    const resumed = action === 'resume' ? await resumeBroadcast(pool, id, clock()) : undefined;
    await finishBroadcasts(pool, clock());
    const broadcast = await findBroadcast(pool, id);
    if (broadcast === undefined) return noSuch(id);
    if (resumed?.ok === false && resumed.reason === 'budget-needed') return budgetEnded(id, BigInt(broadcast.plan.budget ?? 0), program);
    return stands(broadcast, await progressOf(pool, id), program);
  }

  return async ({ id, who, cast }) => {
    await answer(id, cast.kind === 'plan' ? await plan(id, who, cast.text) : await press(cast.action, cast.broadcast));
  };
}

const NAME_CHARACTERS_MAX = 64;
