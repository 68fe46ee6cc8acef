import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inWords } from '../../src/cli/feedback.ts';
import { type Feedback, gatherFeedback } from '../../src/surveys/feedback.ts';
import { npsOf } from '../../src/surveys/nps.ts';
import { answersAsCsv, cellOf } from '../../src/surveys/sheet.ts';
import { tillAt } from '../support/till.ts';
import { openWorld, type World } from '../support/world.ts';

const members = { anna: randomUUID(), ben: randomUUID(), cleo: randomUUID() };
type Row = {
  on: string;
  store: string;
  cashier?: string;
  categories?: string[];
  member?: keyof typeof members;
  rating?: number;
  rated?: string;
};

/** Ten receipts of two weeks (2026-W36 begins on Monday 31 August), seven of them answered. */
const receipts: readonly Row[] = [
  { on: '2026-08-31', store: 'north', cashier: 'olga', categories: ['tea', 'tea', 'cups'], member: 'anna', rating: 10 },
  { on: '2026-08-31', store: 'north', cashier: 'olga', categories: ['tea'], rating: 9 },
  { on: '2026-09-01', store: 'north', cashier: 'olga', categories: ['cups'], member: 'ben', rating: 3 },
  { on: '2026-09-02', store: 'north', cashier: 'pavel' },
  { on: '2026-09-03', store: 'north', cashier: 'pavel', categories: ['tea'], member: 'cleo', rating: 8 },
  { on: '2026-09-07', store: 'south', rating: 10 },
  { on: '2026-09-07', store: 'south', rating: 6 },
  { on: '2026-09-08', store: 'south' },
  { on: '2026-09-08', store: 'south', member: 'ben' },
  { on: '2026-09-09', store: 'south', categories: ['tea'], member: 'anna', rating: 7, rated: '2026-11-20T12:00:00Z' },
];

let world: World;
let feedback: Feedback;
const now = Date.parse('2026-11-25T12:00:00Z');

beforeAll(async () => {
  world = await openWorld({ telegram: false, sms: false, startAt: now });
  for (const [name, id] of Object.entries(members))
    await world.database.pool.query(
      `insert into member (id, name, language, card, joined_at, joined_by) values ($1, $2, 'ru', $2, now(), 'test')`,
      [id, name],
    );
  for (const [place, one] of receipts.entries()) await insert(place, one);
  for (const [number, answered, closed] of [
    [1, '10 minutes', '2 hours'],
    [2, '30 minutes', '6 hours'],
    [3, '50 minutes', undefined],
  ] as const)
    await world.database.pool.query(
      `insert into survey_case (number, kind, state, opened_at, answered_at, closed_at)
       values ($1, 'person', $2, '2026-09-02T10:00:00Z', '2026-09-02T10:00:00Z'::timestamptz + $3::interval, '2026-09-02T10:00:00Z'::timestamptz + $4::interval)`,
      [number, closed === undefined ? 'open' : 'closed', answered, closed],
    );
  feedback = await gatherFeedback(world.database.pool, { from: '2026-08-31', to: '2026-09-13', timeZone: 'Europe/Moscow', now });
});
afterAll(() => world.close());

async function insert(place: number, { on, store, cashier, categories = [], member, rating, rated }: Row): Promise<void> {
  const id = randomUUID();
  const at = new Date(`${on}T09:00:00Z`);
  const lines = categories.map((category) => ({
    category,
    amount: '100',
    units: '0',
    fixedPoints: '0',
    pointsPaid: '0',
    paidByPoints: '0',
  }));
  await world.database.pool.query(
    `insert into purchase (id, member_id, receipt_id, store, local_date, at, recorded_at, till, cashier, currency, total, paid, lines, points_earned,
       tier, reasons, denominator, program, request, digest, token, code)
     values ($1, $2, $3, $4, $5, $6, $6, 'pavilion', $7, 'RUB', 10000, 10000, $8, 0, 'bronze', '[]', 1, 'p', 'r', 'd', $9, $9)`,
    [
      id,
      member === undefined ? null : members[member],
      `R-${place}`,
      store,
      on,
      at,
      cashier ?? null,
      JSON.stringify(lines),
      `token ${place}`,
    ],
  );
  if (rating === undefined) return;
  await world.database.pool.query(
    `insert into survey_answer (purchase_id, member_id, channel, language, rating, words, rated_at) values ($1, $2, 'web', 'ru', $3, $4, $5)`,
    [id, member === undefined ? null : members[member], rating, place === 0 ? '=1+1' : null, rated ?? new Date(at.getTime() + 3_600_000)],
  );
}

describe('the Net Promoter Score', () => {
  test('of 6 promoters, 2 passives and 2 detractors is 40', () =>
    expect(npsOf({ promoters: 6, passives: 2, detractors: 2 }).score).toBe(40));

  // By hand: 13 answers with the three imaginary ones; p = 6.75/13 = 0.51923, d = 2.75/13 = 0.21154, p − d = 0.30769;
  // variance 0.73077 − 0.09467 = 0.63609; standard error √(0.63609/13) = 0.22120; times 1.96 is 0.43356.
  test('lies with 95 % confidence between −12.6 and 74.1', () =>
    expect(npsOf({ promoters: 6, passives: 2, detractors: 2 })).toMatchObject({ low: -12.6, high: 74.1 }));

  test('of three tens is 100, which three people do not prove', () => {
    // p = 3.75/6 = 0.625, d = 0.125, p − d = 0.5; variance 0.75 − 0.25 = 0.5; √(0.5/6) × 1.96 = 0.56580
    expect(npsOf({ promoters: 3, passives: 0, detractors: 0 })).toMatchObject({ score: 100, low: -6.6, high: 100 });
  });

  test('of nobody is nothing', () => expect(npsOf({ promoters: 0, passives: 0, detractors: 0 }).score).toBeNull());
});

describe('the numbers of ten receipts, as counted by hand', () => {
  // 10, 9, 10 promote; 8, 7 are passive; 3, 6 detract: (3 − 2) / 7 = 14.3
  test('all of them', () => {
    expect(feedback).toMatchObject({ receipts: 10, answered: 7, share: 0.7 });
    expect(feedback.nps).toMatchObject({ promoters: 3, passives: 2, detractors: 2, score: 14.3 });
  });

  const short = (groups: Feedback['byStore']) => groups.map(({ name, receipts: count, nps }) => [name, count, nps.answers, nps.score]);

  test('by store', () =>
    expect(short(feedback.byStore)).toEqual([
      ['north', 5, 4, 25], // 10, 9 against 3; 8
      ['south', 5, 3, 0], // 10 against 6; 7
    ]));

  test('by cashier, where one was told', () =>
    expect(short(feedback.byCashier)).toEqual([
      ['–', 5, 3, 0],
      ['olga', 3, 3, 33.3], // 10, 9 against 3
      ['pavel', 2, 1, 0],
    ]));

  test('by week', () =>
    expect(short(feedback.byWeek)).toEqual([
      ['2026-W36', 5, 4, 25],
      ['2026-W37', 5, 3, 0],
    ]));

  test('by category: a receipt counts once in each it holds', () =>
    expect(short(feedback.byCategory)).toEqual([
      ['tea', 4, 4, 50], // 10, 9, 8, 7
      ['cups', 2, 2, 0], // 10 against 3
    ]));

  test('cases: the middle of 10, 30 and 50 minutes, and of 2 and 6 hours', () =>
    expect(feedback.cases).toEqual({ opened: 3, open: 1, medianSecondsToFirstAnswer: 1800, medianSecondsToClosing: 14_400 }));

  test('who bought again within 30 days, of members whose 30 days are over', () => {
    // Anna (10) bought on 9 September, Ben (3) on 8 September, Cleo (8) did not; Anna's 7 is five days old and does not count yet.
    expect(feedback.returned).toEqual({
      promoters: { members: 1, returned: 1 },
      passives: { members: 1, returned: 0 },
      detractors: { members: 1, returned: 1 },
    });
  });

  test('other days have other receipts', async () => {
    const first = await gatherFeedback(world.database.pool, { from: '2026-08-31', to: '2026-08-31', timeZone: 'Europe/Moscow', now });
    expect([first.receipts, first.answered, first.nps.score, first.cases.opened]).toEqual([2, 2, 100, 0]);
  });
});

test('the owner reads them, and a program reads them as JSON', async () => {
  expect(inWords(feedback)).toContain('2026-08-31 to 2026-09-13: 10 receipts, 7 answered (70.0 %).\nNPS 14.3 (95 %:');
  expect(inWords(feedback)).toContain('Half were answered within 30 min, closed within 4 h 0 min.');
  const till = tillAt(world);
  expect((await till.get('/feedback?from=2026-08-31&to=2026-09-13')).body).toEqual(JSON.parse(JSON.stringify(feedback)));
  expect((await till.get('/feedback?from=2026-09-14&to=2026-09-13')).status).toBe(422);
  expect((await till.get('/feedback?from=yesterday')).status).toBe(422);
});

describe('answers as a table', () => {
  test.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+7 916', "'+7 916"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1', "'  =1"],
    ['\tx', "'\tx"],
    ['fine; "so"', '"fine; ""so"""'],
    ['two\nlines', '"two\nlines"'],
  ])('%j is a text and no formula', (value, cell) => expect(cellOf(value)).toBe(cell));

  test('hold every answer once', async () => {
    const lines: string[] = [];
    for await (const line of answersAsCsv(world.database.pool, { from: '2026-08-31', to: '2026-09-13' })) lines.push(line);
    expect(lines).toHaveLength(8);
    expect(lines).toContain(`2026-08-31,R-0,north,olga,10,,'=1+1,web,ru\r\n`);
  });
});
