import type { Json, Names } from '../database/turns.ts';
import type { Known, TillDeps, Writes } from './context.ts';
import { isRefusal, type Refusal } from './problem.ts';

export type Decided<Told> = { readonly answer: Told | Refusal; readonly writes?: Partial<Writes> };
export type Answered<Told> = { readonly answer: Told | Refusal; readonly repeated: boolean };

type TillTurn<Told> = {
  readonly requestId: string;
  readonly content: string;
  readonly names: Names;
  decide(known: Known, now: number): Decided<Told>;
};

/** One request of a till, decided and written once. A no that changed nothing is not kept: put right, the same request may come again. */
export async function take<Told extends object>(deps: TillDeps, { decide, ...turn }: TillTurn<Told>): Promise<Answered<Told>> {
  const taken = await deps.turns.take<Json>({
    ...turn,
    deep: true,
    decide(known, now) {
      const { answer, writes } = decide(known, now);
      if (writes === undefined && isRefusal(answer)) return { answer: answer as unknown as Json, forget: true };
      return { answer: answer as unknown as Json, ...(writes === undefined ? {} : { writes }) };
    },
  });
  if (!taken.ok) return { answer: { refusal: 'idempotency-mismatch' }, repeated: false };
  return { answer: taken.answer as unknown as Told | Refusal, repeated: taken.repeated };
}
