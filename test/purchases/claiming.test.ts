import { afterAll, beforeAll, expect, test } from 'vitest';
import { secretOf } from '../../src/database/secret.ts';
import { phoneHash } from '../../src/members/codes.ts';
import { join, smsPerson } from '../support/said.ts';
import { type Till, tillAt } from '../support/till.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let till: Till;
beforeAll(async () => {
  world = await openWorld();
  till = tillAt(world);
});
afterAll(() => world.close());

let next = 3_000_000;
function newPhone(): string {
  next += 1;
  return `+7919${next}`;
}

const memberOf = async (phone: string) => (await till.get(`/members?phone=${encodeURIComponent(phone)}`)).body;

async function codeOf(purchase: string | undefined): Promise<string> {
  const { rows } = await world.database.pool.query<{ code: string }>('select code from purchase where id = $1', [purchase]);
  return rows[0]?.code ?? '';
}

test('a receipt that is claimed by its code and by its phone in one message earns once', async () => {
  const person = smsPerson(world, newPhone());
  await join(person);
  const sold = await till.sells({});
  // As it stays behind where the till and the member's joining were heard at the same moment by two processes.
  const hash = phoneHash(await secretOf(world.database.pool, 'hashes'), person.phone);
  await world.database.pool.query('update purchase set phone_hash = $1 where id = $2', [hash, sold.body.id]);
  const { keys } = await person.says(await codeOf(sold.body.id));
  expect(keys).toContain('claim-thanks');
  expect(keys).not.toContain('claimed');
  expect((await memberOf(person.phone)).pending).toBe(14);
});

test('whoever joins by the receipt in their hand, from the phone it was told with, is not told that it is gone', async () => {
  const person = smsPerson(world, newPhone());
  const sold = await till.sells({ phone: person.phone });
  await person.says(await codeOf(sold.body.id));
  await person.says('10');
  await person.says('-');
  expect((await person.says('-')).keys).toContain('claim-join');
  const { keys } = await person.says('JOIN Anna');
  expect(keys).toContain('claimed');
  expect(keys).not.toContain('claim-already');
  const { rows } = await world.database.pool.query('select member_id from survey_answer where purchase_id = $1', [sold.body.id]);
  expect(rows).toEqual([{ member_id: (await memberOf(person.phone)).id }]);
});

test('all that was bought with a phone is its owner’s, also of a regular who joins late', async () => {
  const person = smsPerson(world, newPhone());
  for (let visit = 0; visit < 25; visit += 1) await till.sells({ phone: person.phone, total: 10_000 });
  await person.says('JOIN Anna');
  const { rows } = await world.database.pool.query(
    'select count(*)::int as left from purchase where member_id is null and phone_hash is not null',
  );
  expect(rows[0].left).toBe(0);
});

test('what came back before it was claimed was no visit', async () => {
  const person = smsPerson(world, newPhone());
  for (let visit = 1; visit <= 5; visit += 1) {
    const { body } = await till.sells({ phone: person.phone, total: 40_000 });
    if (visit === 2) await till.post(`/purchases/${body.id}/returns`, { returnId: 'R', at: new Date(world.now()).toISOString() });
  }
  await person.says('JOIN Anna');
  const { rows } = await world.database.pool.query<{ visits: number }>(
    `select count(*)::int as visits from purchase where member_id = $1 and reasons::text like '%"outcome":"matched","rule":"fifth-visit"%'`,
    [(await memberOf(person.phone)).id],
  );
  expect(rows[0]?.visits).toBe(0);
});
