import fc from 'fast-check';
import { expect } from 'vitest';
import type { Posted, Posting } from '../../src/ledger/posting.ts';
import type { ReturnPolicy } from '../../src/ledger/returning.ts';
import { day } from './books.ts';
import { createModel } from './model.ts';

export const policies = ['within-balance', 'debt', 'only-pending'] as const satisfies readonly ReturnPolicy[];

const common = [
  'earn',
  'earn',
  'earn',
  'spend',
  'spend',
  'hold',
  'capture',
  'capture',
  'take-back',
  'take-back',
  'give-back',
  'give-back',
  'give-back',
] as const;
const rare = ['release', 'expire', 'expire', 'merge'] as const;
const anyStep = fc.record({
  kind: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...common) }, { weight: 1, arbitrary: fc.constantFrom(...rare) }),
  member: fc.nat({ max: 1 }),
  points: fc.integer({ min: 1, max: 20 }),
  pick: fc.nat({ max: 100 }),
  policy: fc.constantFrom(...policies),
  days: fc.integer({ min: 0, max: 20 }),
  passHours: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 200 }) }),
});
export type Step = typeof anyStep extends fc.Arbitrary<infer One> ? One : never;

/** What two members do, one thing after another. */
export const story = fc.array(anyStep, { minLength: 1, maxLength: 40, size: 'max' });

/** A member beside the model that they are compared with, and what the ledger calls the same earnings, payments and holds. */
export type Person = {
  readonly id: string;
  readonly model: ReturnType<typeof createModel>;
  readonly earned: (readonly number[])[];
  readonly paid: { readonly number: number; readonly hold?: string }[];
};
export const createPerson = (id: string): Person => ({ id, model: createModel(), earned: [], paid: [] });

type Asked = { readonly posting: Posting; check(answer: Posted): void };

/** Takes a step in the model, and gives the posting for the ledger with what must come of it. */
export function take(person: Person, other: Person, step: Step, now: number, newId: () => string): Asked {
  const { kind, points, pick, policy, days } = step;
  const { model, earned, paid } = person;
  const what = { points: BigInt(points), happenedAt: now };
  const restoredUntil = now + (days + 1) * day;
  const [earning, payment] = [lately(earned, pick), lately(paid, pick)];
  const part = { points: BigInt(1 + (points % 6)), happenedAt: now };
  const id = paid[payment]?.hold ?? newId();
  const asked = (posting: Posting, isDone: boolean, after: (numbers: readonly number[]) => void = () => {}) => ({
    posting,
    check(answer: Posted): void {
      expect(answer.ok).toBe(isDone);
      if (answer.ok) after(answer.numbers);
    },
  });
  switch (kind) {
    case 'earn': {
      const activeAt = pick % 4 === 0 ? now + day : now;
      const expiresAt = days === 0 ? Infinity : activeAt + days * day;
      model.earn(points, activeAt, expiresAt);
      const earnings = { kind, ...what, activeAt, ...(days === 0 ? {} : { expiresAt }) } as const;
      return asked({ kind, earning: earnings }, true, (numbers) => earned.push(numbers));
    }
    case 'spend':
      return asked({ kind, ...what }, model.spend(points, now), (numbers) => paid.push({ number: numbers.at(-1) as number }));
    case 'hold': {
      const hold = newId();
      const done = model.hold(points, restoredUntil, now);
      return asked({ kind, id: hold, expiresAt: restoredUntil, ...what }, done, (numbers) =>
        paid.push({ number: numbers.at(-1) as number, hold }),
      );
    }
    case 'capture':
      return asked({ kind, id, restoredUntil, ...part }, model.capture(payment, Number(part.points), restoredUntil, now));
    case 'release':
      return asked({ kind, id, restoredUntil }, model.release(payment, restoredUntil, now));
    case 'expire':
      model.expire(now);
      return asked({ kind }, true);
    case 'take-back': {
      const gone = model.takeBack(earning, Number(part.points), policy, now);
      const expected = gone === undefined ? { ok: false } : { ok: true, taken: String(gone.taken), owed: String(gone.owed) };
      return {
        posting: { kind, reverses: earned[earning] ?? [], policy, ...part },
        check: (answer: Posted) => expect(answer).toMatchObject(expected),
      };
    }
    case 'give-back': {
      const named = paid[payment];
      if (named === undefined) return asked({ kind: 'release', id, restoredUntil }, false);
      return asked(
        { kind, reverses: named.number, restoredUntil, ...part },
        model.giveBack(payment, Number(part.points), restoredUntil, now),
      );
    }
    case 'merge':
      other.model.take(model.empty(now));
      return asked({ kind, into: other.id }, true);
  }
}

/** The place of one of the last: what was just done is what is undone. */
const lately = (list: readonly unknown[], pick: number): number => Math.max(0, list.length - 1 - (pick % 3));

/** What the model says of a member's lots and sums, as the ledger would say it. */
export function expected({ model }: Person) {
  const { debt, held, lots } = model.told();
  return { points: lots.reduce((sum, [, left = 0]) => sum + left, 0), held, debt: 0 - debt, lots };
}
