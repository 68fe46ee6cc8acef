import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join, smsPerson } from '../support/said.ts';
import { type Till, tillAt } from '../support/till.ts';
import { openWorld, type World } from '../support/world.ts';

const keys = [
  { name: 'pavilion', key: 'a-key-of-the-pavilion' },
  { name: 'market', key: 'a-key-of-the-market' },
];

let world: World;
let till: Till;
let otherTill: Till;
beforeAll(async () => {
  world = await openWorld({ tillKeys: keys });
  till = tillAt(world, 'a-key-of-the-pavilion');
  otherTill = tillAt(world, 'a-key-of-the-market');
});
afterAll(() => world.close());

let next = 2_000_000;
function newPhone(): string {
  next += 1;
  return `+7919${next}`;
}

test('where points are spent without proof, a hold proves no phone: the welcome waits for whoever has it', async () => {
  const trusting = await openWorld({ program: (text) => text.replace('redeemProof: card-or-code', 'redeemProof: none') });
  const counter = tillAt(trusting);
  const phone = newPhone();
  const { body: member } = await counter.post('/members', { phone });
  await counter.sells({ phone });
  trusting.pass(2 * 86_400_000);
  const before = (await counter.get(`/members/${member.id}`)).body;
  const asked = await counter.post('/holds', { phone, points: 1 });
  const confirmed = await counter.post(`/holds/${asked.body.id}/confirm`, { code: '000000' });
  expect([asked.status, confirmed.status]).toEqual([201, 200]);
  const after = (await counter.get(`/members/${member.id}`)).body;
  expect([after.available, after.held, after.card]).toEqual([Number(before.available) - 1, 1, before.card]);
  await trusting.close();
});

async function memberBySms() {
  const person = smsPerson(world, newPhone());
  await join(person);
  const { body } = await till.get(`/members?phone=${encodeURIComponent(person.phone)}`);
  return { person, phone: person.phone, id: body.id as string, card: body.card as string };
}

describe('a quote says what the purchase will say', () => {
  const basket = { currency: 'RUB', total: 48_000 };

  test('a hold without a number pays all that it set aside', async () => {
    const { card } = await memberBySms();
    const { body: hold } = await till.post('/holds', { card, points: 100 });
    const quoted = await till.post('/quotes', { ...basket, hold: hold.id });
    const sold = await till.sells({ ...basket, hold: hold.id });
    expect(quoted.body).toMatchObject({ pointsSpent: 100, toPay: 38_000, pointsEarned: sold.body.pointsEarned });
    expect(sold.body).toMatchObject({ pointsSpent: 100, toPay: 38_000 });
  });

  test('a hold of another till tells nothing of whose it is', async () => {
    const { card } = await memberBySms();
    const { body: hold } = await till.post('/holds', { card, points: 100 });
    const { status, body } = await otherTill.post('/quotes', { ...basket, hold: hold.id });
    expect([status, body.type, body.member]).toEqual([409, '/problems/hold-closed', undefined]);
  });

  test('a hold whose time is over pays nothing, and its points are counted once', async () => {
    const { card } = await memberBySms();
    const { body: hold } = await till.post('/holds', { card, points: 100 });
    world.pass(15 * 60_000 + 1);
    const asked = { total: 1_000_000, currency: 'RUB', card };
    expect((await till.post('/quotes', { ...asked, hold: hold.id })).body.type).toBe('/problems/hold-closed');
    expect((await till.post('/quotes', asked)).body).toMatchObject({ available: 200, maxRedeemPoints: 200 });
  });

  test('a hold of somebody else is told by its field', async () => {
    const [anna, boris] = [await memberBySms(), await memberBySms()];
    const { body: hold } = await till.post('/holds', { card: anna.card, points: 100 });
    for (const answer of [
      await till.post('/quotes', { ...basket, card: boris.card, hold: hold.id }),
      await till.sells({ card: boris.card, hold: hold.id }),
    ])
      expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([422, 'hold']);
  });
});

describe('what no keyboard types', () => {
  test.each([
    ['a zero byte', 'R\u0000'],
    ['a control character', 'R\u0001'],
    ['half a character', 'R\ud800'],
  ])('%s in a text stops no sale, and the receipt is known when it comes again', async (_, receiptId) => {
    const told = { receiptId: `${receiptId}${newPhone()}`, cashier: receiptId, at: new Date(world.now()).toISOString() };
    const first = await till.sells(told);
    const again = await till.sells(told);
    expect([first.status, again.status, again.body.id]).toEqual([201, 200, first.body.id]);
    expect((await till.get('/purchases?store=%00a')).status).toBe(200);
  });

  test('an id in capital letters is the same id', async () => {
    const { id, card } = await memberBySms();
    expect((await till.get(`/members/${id.toUpperCase()}`)).body.id).toBe(id);
    const sold = await till.sells({ member: id.toUpperCase() });
    expect(sold.body.member).toBe(id);
    const returned = { returnId: 'R-1', at: new Date(world.now()).toISOString() };
    expect((await till.post(`/purchases/${String(sold.body.id).toUpperCase()}/returns`, returned)).status).toBe(201);
    const { body: hold } = await till.post('/holds', { card, points: 10 });
    expect((await till.sells({ hold: String(hold.id).toUpperCase() })).body.pointsSpent).toBe(10);
  });

  test('a day before there were tills is told by its field', async () => {
    for (const [path, field] of [
      ['/purchases?date=0000-01-01', 'date'],
      ['/feedback?from=0000-01-01&to=0000-01-02', 'from'],
    ] as const) {
      const { status, body } = await till.get(path);
      expect([status, body.errors?.[0]?.path], path).toEqual([422, field]);
    }
  });
});

test('where the carrier answers STOP itself, a number that was told at the counter hears nothing more', async () => {
  const silent = await openWorld({ answersStop: true });
  const phone = newPhone();
  await tillAt(silent).post('/members', { phone });
  await silent.quiet();
  const person = smsPerson(silent, phone);
  await person.does(async () => {});
  expect((await person.says('STOP')).keys).toEqual([]);
  await silent.close();
});

test('points that repay what is owed are not told as pending', async () => {
  const strict = await openWorld({ program: (text) => text.replace(/returnPolicy: \S+/, 'returnPolicy: debt') });
  const counter = tillAt(strict);
  const person = smsPerson(strict, newPhone());
  await join(person);
  const { card } = (await counter.get(`/members?phone=${encodeURIComponent(person.phone)}`)).body;
  const at = () => new Date(strict.now()).toISOString();
  const sold = await counter.sells({ card, total: 100_000 });
  strict.pass(2 * 86_400_000);
  const { available } = (await counter.get(`/members?card=${card}`)).body;
  await counter.sells({
    card,
    total: 1_000_000,
    redeemPoints: available,
    lines: [{ category: 'gift card', amount: 0 }, { amount: 1_000_000 }],
  });
  const returned = await counter.post(`/purchases/${sold.body.id}/returns`, { returnId: 'R-1', at: at() });
  const owed = returned.body.pointsOwed ?? 0;
  expect(owed).toBeGreaterThan(0);
  const before = (await counter.get(`/members?card=${card}`)).body;
  const asked = { card, currency: 'RUB', total: 100_000 };
  const quoted = (await counter.post('/quotes', asked)).body;
  const again = (await counter.sells(asked)).body;
  expect(again.pending).toBe(Number(before.pending) + Number(again.pointsPending));
  expect(quoted.pointsPending).toBe(again.pointsPending);
  await strict.close();
});
