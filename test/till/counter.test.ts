import { afterAll, beforeAll, expect, test } from 'vitest';
import { join, lastCode, smsPerson } from '../support/said.ts';
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
