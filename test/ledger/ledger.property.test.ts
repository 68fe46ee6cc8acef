import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import type { TurnResult } from '../../src/database/turns.ts';
import { createLedger, type Ledger } from '../../src/ledger/ledger.ts';
import type { Posted, Posting } from '../../src/ledger/posting.ts';
import type { ReturnPolicy } from '../../src/ledger/returning.ts';
import { verify } from '../../src/ledger/verify.ts';
import { freshConnection } from '../support/database.ts';
import { day } from './books.ts';
import { flawsOf } from './oracle.ts';
import { createPerson, expected, type Person, story, take } from './story.ts';

/**
 * Several processes post for the same members at once, everything twice now and then. `LEDGER_RUNS=500 npx vitest run test/ledger` is a long
 * run; a failure prints its seed, which LEDGER_SEED repeats.
 */
const RUNS = Number(process.env['LEDGER_RUNS'] ?? 60);
const MEMBERS = 4;
const PROCESSES = 3;

const connection = await freshConnection();
const pools = Array.from({ length: PROCESSES }, () => new pg.Pool({ ...connection, max: 2, pipeline: true }));
const pool = pools[0] as pg.Pool;
afterAll(() => Promise.all(pools.map((one) => one.end())));

type Wish = {
  readonly kind: Posting['kind'];
  readonly member: number;
  readonly points: number;
  /** Which earlier earning, payment or hold; which other member. */
  readonly pick: number;
  readonly policy: ReturnPolicy;
  readonly days: number;
  readonly process: number;
  readonly repeat: 'no' | 'same-process' | 'other-process' | 'other-content';
};

const wish: fc.Arbitrary<Wish> = fc.record({
  kind: fc.constantFrom<Posting['kind'][]>(
    ...([
      'earn',
      'earn',
      'earn',
      'spend',
      'spend',
      'hold',
      'hold',
      'capture',
      'release',
      'take-back',
      'take-back',
      'give-back',
      'give-back',
      'expire',
      'merge',
    ] as const),
  ),
  member: fc.nat({ max: MEMBERS - 1 }),
  points: fc.integer({ min: 1, max: 40 }),
  pick: fc.nat({ max: 1_000 }),
  policy: fc.constantFrom('within-balance', 'debt', 'only-pending'),
  days: fc.integer({ min: 0, max: 6 }),
  process: fc.nat({ max: PROCESSES - 1 }),
  repeat: fc.constantFrom('no', 'no', 'no', 'same-process', 'other-process', 'other-content'),
});
/** What is asked at once, and how long it is until the next. */
const wave = fc.record({
  wishes: fc.array(wish, { minLength: 1, maxLength: 12, size: 'max' }),
  passHours: fc.integer({ min: 0, max: 60 }),
});

type Reference = { readonly member: string; readonly number: number };
type Acknowledged = { readonly requestId: string; readonly member: string; readonly posting: Posting; readonly answer: Posted };

/** One run's world: members nobody else has, processes of its own, and a clock that all of them look at. */
function createWorld() {
  const members = Array.from({ length: MEMBERS }, () => randomUUID());
  let now = Date.UTC(2026, 0, 1);
  const clock = () => {
    now += 1;
    return now;
  };
  const ledgers = pools.map((one) => createLedger({ pool: one, clock }));
  const earned: Reference[] = [];
  const paid: Reference[] = [];
  const holds: { readonly member: string; readonly id: string }[] = [];
  const acknowledged: Acknowledged[] = [];
  let nextRequest = 0;

  function postingOf({ kind, points, pick, policy, days, member: place }: Wish): { member: string; posting: Posting } {
    const own = members[place] as string;
    const what = { points: BigInt(points), happenedAt: now };
    const restoredUntil = now + 3 * day;
    const earning = earned[pick % earned.length];
    const payment = paid[pick % paid.length];
    const hold = holds[pick % holds.length] ?? { member: own, id: randomUUID() };
    const lasting = days === 0 ? {} : { expiresAt: now + (days + 2) * day };
    switch (kind) {
      case 'earn':
        return { member: own, posting: { kind, earning: { kind: 'earn', ...what, activeAt: now + (pick % 3) * day, ...lasting } } };
      case 'spend':
        return { member: own, posting: { kind, ...what } };
      case 'hold':
        return { member: own, posting: { kind, id: randomUUID(), expiresAt: now + days * day, ...what } };
      case 'capture':
        return { member: hold.member, posting: { kind, id: hold.id, restoredUntil, ...what } };
      case 'release':
        return { member: hold.member, posting: { kind, id: hold.id, restoredUntil } };
      case 'take-back':
        return {
          member: earning?.member ?? own,
          posting: { kind, reverses: earning === undefined ? [] : [earning.number], policy, ...what },
        };
      case 'give-back':
        if (payment === undefined) return { member: own, posting: { kind: 'expire' } };
        return { member: payment.member, posting: { kind, reverses: payment.number, restoredUntil, ...what } };
      case 'expire':
        return { member: own, posting: { kind } };
      case 'merge':
        return { member: own, posting: { kind, into: members[pick % MEMBERS] as string } };
    }
  }

  async function fulfil(wanted: Wish): Promise<void> {
    const { member, posting } = postingOf(wanted);
    nextRequest += 1;
    const requestId = `test:${members[0]}:${nextRequest}`;
    const post = (process: number, what = posting): Promise<TurnResult<Posted>> =>
      (ledgers[process % PROCESSES] as Ledger).post(requestId, member, what);
    const asked = [post(wanted.process)];
    if (wanted.repeat === 'same-process') asked.push(post(wanted.process));
    if (wanted.repeat === 'other-process') asked.push(post(wanted.process + 1));
    if (wanted.repeat === 'other-content') asked.push(post(wanted.process + 1, { kind: 'spend', points: 41n, happenedAt: now }));
    const results = await Promise.all(asked);
    const first = results.filter((result) => result.ok && !result.repeated);
    expect(first).toHaveLength(1);
    if (wanted.repeat === 'other-content') {
      expect(results.filter((result) => !result.ok)).toEqual([{ ok: false, reason: 'idempotency-mismatch' }]);
      const done = results[0]?.ok ? posting : ({ kind: 'spend', points: 41n, happenedAt: now } as const);
      acknowledge(requestId, member, done, first[0]);
    } else {
      for (const result of results) expect(result).toMatchObject({ ok: true, answer: first[0]?.ok ? first[0].answer : {} });
      acknowledge(requestId, member, posting, first[0]);
    }
  }

  function acknowledge(requestId: string, member: string, posting: Posting, result: TurnResult<Posted> | undefined): void {
    if (!result?.ok) return;
    const { answer } = result;
    acknowledged.push({ requestId, member, posting, answer });
    if (!answer.ok) return;
    const last = { member, number: answer.numbers.at(-1) ?? 0 };
    if (posting.kind === 'earn') earned.push(last);
    if (posting.kind === 'spend') paid.push(last);
    if (posting.kind === 'hold') {
      paid.push(last);
      holds.push({ member, id: posting.id });
    }
  }

  return {
    members,
    acknowledged,
    async open(): Promise<void> {
      // All processes open all members at the same moment.
      await Promise.all(members.flatMap((member) => ledgers.map((ledger) => ledger.open(`test:open:${member}`, member))));
    },
    async live({ wishes, passHours }: { wishes: readonly Wish[]; passHours: number }): Promise<void> {
      await Promise.all(wishes.map(fulfil));
      now += passHours * 3_600_000;
    },
  };
}

/** What the answers say was moved: every transfer has its answer, and every answer its transfers. */
async function expectWhatWasAnswered(members: readonly string[], acknowledged: readonly Acknowledged[]): Promise<void> {
  const { rows } = await pool.query<{ request: string; member_id: string; numbers: number[]; expired: string }>(
    `select request, member_id, array_agg(number order by number) as numbers, coalesce(sum(points) filter (where target = 'expired'), 0) as expired
     from transfer where member_id = any($1::uuid[]) group by request, member_id`,
    [members],
  );
  const written = new Map(rows.map((row) => [`${row.request} ${row.member_id}`, row.numbers]));
  let expired = 0n;
  for (const row of rows) expired += BigInt(row.expired);
  let worth = -expired;
  for (const { requestId, member, posting, answer } of acknowledged) {
    const told = posting.kind === 'merge' ? posting.into : member;
    expect(written.get(`${requestId} ${told}`) ?? []).toEqual(answer.ok ? answer.numbers : []);
    written.delete(`${requestId} ${told}`);
    if (posting.kind === 'merge' && answer.ok) written.delete(`${requestId} ${member}`);
    if (answer.ok) worth += worthOf(posting, answer);
  }
  expect([...written.keys()]).toEqual([]);
  const { rows: sums } = await pool.query('select sum(points + held + debt)::text as sum from account where member_id = any($1::uuid[])', [
    members,
  ]);
  expect(sums[0].sum).toBe(String(worth));
}

function worthOf(posting: Posting, answer: Extract<Posted, { ok: true }>): bigint {
  if (posting.kind === 'earn') return posting.earning.points;
  if (posting.kind === 'give-back') return posting.points;
  if (posting.kind === 'spend' || posting.kind === 'capture') return -posting.points;
  if (posting.kind === 'take-back') return -BigInt(answer.taken ?? 0) - BigInt(answer.owed ?? 0);
  return 0n;
}

/** Not shrunk: what happens at once happens in another order the next time. */
const runs = { numRuns: RUNS, endOnFailure: true, ...(process.env['LEDGER_SEED'] ? { seed: Number(process.env['LEDGER_SEED']) } : {}) };

test(`whatever is asked of ${PROCESSES} processes at once, nothing is lost, nothing is doubled, and the ledger is true`, {
  timeout: 60_000 + RUNS * 10_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(wave, { minLength: 2, maxLength: 8, size: 'max' }), async (waves) => {
      const world = createWorld();
      await world.open();
      for (const one of waves) await world.live(one);
      await expectWhatWasAnswered(world.members, world.acknowledged);
      expect(await flawsOf(pool, world.members)).toEqual({});
      expect(await verify(pool)).toMatchObject({ ok: true });
    }),
    runs,
  );
});

const millis = (column: string) => `round(extract(epoch from ${column}) * 1000)::float8`;
const lots = `select coalesce(json_agg(json_build_array(points, remaining, ${millis('active_at')}, ${millis('expires_at')}) order by number), '[]')
  from lot where lot.member_id = account.member_id`;

test('what is read back from the database is what jars of coins would be', { timeout: 60_000 + RUNS * 10_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      const people = [createPerson(randomUUID()), createPerson(randomUUID())] as const;
      let now = Date.UTC(2026, 0, 1);
      const ledger = createLedger({ pool, clock: () => now });
      await Promise.all(people.map(({ id }) => ledger.open(`test:open:${id}`, id)));
      for (const [place, step] of steps.entries()) {
        now += step.passHours * 3_600_000;
        const person = people[step.member] as Person;
        const { posting, check } = take(person, people[1 - step.member] as Person, step, now, randomUUID);
        const result = await ledger.post(`test:${people[0].id}:${place}`, person.id, posting);
        check(result.ok ? result.answer : { ok: false, reason: 'unknown-member' });
      }
      for (const person of people) {
        const query = `select points::int, held::int, debt::int, (${lots}) as lots from account where member_id = $1`;
        const { rows } = await pool.query<{ lots: (number | null)[][] }>(query, [person.id]);
        const found = rows.map((row) => ({ ...row, lots: row.lots.map((lot) => lot.map((value) => value ?? Infinity)) }));
        expect(found).toEqual([expected(person)]);
      }
      expect(
        await flawsOf(
          pool,
          people.map(({ id }) => id),
        ),
      ).toEqual({});
    }),
    runs,
  );
});
