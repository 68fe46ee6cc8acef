import type pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { part } from '../../src/database/sql.ts';
import { onePlan, trip } from '../../src/database/trip.ts';
import { createTurns, type Names } from '../../src/database/turns.ts';
import { claimDue } from '../../src/delivery/outbox.ts';
import { createSettler } from '../../src/delivery/settling.ts';
import { keepersOf } from '../../src/keepers.ts';
import { programWith } from '../rules/sample.ts';
import { freshDatabase } from '../support/database.ts';

const someone = '11111111-1111-4111-8111-111111111111';

/** Whatever a turn may name, by its kind. */
const everyName: Names = {
  address: ['telegram:1', 'sms:+79161234567'],
  session: ['telegram:1'],
  member: [someone],
  card: ['2900000000001'],
  code: ['open'],
  purchase: [someone],
  receipt: ['["main","1","2026-11-26"]'],
  invitation: ['ABCDEF'],
  claim: ['0f'],
  hold: [someone],
  redeem: ['codes'],
  last: ['receipt'],
  case: ['new', '1'],
  answers: ['own'],
  talk: ['last'],
  poll: ['1'],
  coupon: ['ABCDEF'],
  coupons: ['unused'],
  reverses: [`${someone}/1`],
  history: ['lines'],
};

type Plan = { readonly [detail: string]: unknown; readonly Plans?: readonly Plan[] };

/** What is read whole: a table row by row, or an index without a condition. */
function readWhole(plan: Plan): string[] {
  if (plan['Node Type'] === 'Limit') return []; // the last of an index, and no more
  const relation = String(plan['Relation Name'] ?? plan['Index Name']);
  const isWhole =
    plan['Node Type'] === 'Seq Scan' ||
    (['Index Scan', 'Index Only Scan', 'Bitmap Index Scan'].includes(String(plan['Node Type'])) && plan['Index Cond'] === undefined);
  return [...(isWhole ? [relation] : []), ...(plan.Plans ?? []).flatMap(readWhole)];
}

test('what a turn names, what is due and what became of it are looked up by their keys, planned once while every table was empty', async () => {
  const { pool } = await freshDatabase();
  const client = await pool.connect();
  const release = client.release.bind(client);
  onTestFinished(() => release());
  const onlyOne = { connect: async () => Object.assign(client, { release: () => {} }) } as unknown as pg.Pool;
  const keepers = keepersOf({ key: 'key', clock: Date.now, program: programWith(), processId: 'test', hand: () => {} });
  const turns = createTurns({ pool: onlyOne, keepers, clock: Date.now });
  const kinds = Object.entries(everyName).map(([kind, values]): Names => ({ address: everyName['address'] ?? [], [kind]: values }));
  for (const names of [...kinds, everyName])
    for (const deep of [false, true])
      await turns.take({ requestId: 'look', content: '', names, deep, decide: () => ({ answer: null, forget: true }) });
  await claimDue(onlyOne, someone, Date.now(), 1);
  await createSettler({ pool: onlyOne, log: { warn: () => {} }, clock: Date.now }).settle({ id: 1, state: 'sent', attempts: 1 });

  const { rows } = await client.query(`select statement from pg_prepared_statements where name like 'turn%' and statement <> $1`, [
    part(onePlan).text,
  ]);
  expect(rows.length).toBeGreaterThan(50);
  await trip(client, ['begin', onePlan]);
  const whole = new Set<string>();
  for (const { statement } of rows) {
    const { rows: explained } = await client.query(`explain (generic_plan, format json) ${statement}`);
    const [{ Plan: plan }] = explained[0]['QUERY PLAN'];
    for (const one of readWhole(plan)) whole.add(one);
  }
  await client.query('commit');
  expect([...whole]).toEqual(['survey_case_remind_idx']); // the manager's turns look through the open cases, which are all of this index
});
