import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, smsShopper, telegramShopper, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('two taps make a member', async () => {
  const anna = telegramShopper(world);
  console.log(await anna.says('/start'));
  console.log(await anna.shares());
  console.log(await anna.says('anna@example.com'));
  console.log(await anna.taps('Yes'));
  console.log(await anna.says('/balance'));
  const bob = smsShopper(world);
  console.log(await bob.says('JOIN'));
  console.log(await bob.says('Bob bob@example.com'));
  console.log(await bob.says('1'));
  console.log(await bob.says('BALANCE'));
  console.log(await bob.says('MYDATA'));
  expect(1).toBe(1);
});
