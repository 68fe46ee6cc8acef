import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setBlocked } from '../../src/interventions/blocking.ts';
import { setClock } from '../../src/interventions/clock.ts';
import type { Deed, Desk } from '../../src/interventions/desk.ts';
import { linkAddress } from '../../src/interventions/linking.ts';
import { lookAtMember } from '../../src/interventions/looking.ts';
import { changePoints } from '../../src/interventions/points.ts';
import { findMessage, lastFailed, sendAgain } from '../../src/interventions/resending.ts';
import { verify } from '../../src/ledger/verify.ts';
import { textOf } from '../../src/texts/render.ts';
import { join, type Person, smsPerson, type TelegramPerson, telegramPerson } from '../support/said.ts';
import { cardOf, type Till, tillAt } from '../support/till.ts';
import { openWorld, sampleProgram, type World } from '../support/world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let world: World;
let till: Till;
let desk: Desk;
beforeAll(async () => {
  world = await openWorld({ program: (text) => text.replace('purchaseNoticeBySms: false', 'purchaseNoticeBySms: true') });
  till = tillAt(world);
  desk = { turns: world.shop.turns, program: world.program, programHash: sampleProgram().hash, key: world.shop.key };
});
afterAll(async () => {
  expect(await verify(world.database.pool)).toMatchObject({ ok: true });
  await world.close();
});

const rows = async (statement: string, values: unknown[] = []) => (await world.database.pool.query(statement, values)).rows;
const idOf = async ({ address }: Person): Promise<string> =>
  (await rows('select member_id from identity where address = $1', [address]))[0]?.member_id;
const deed = async (who: Person, why = 'a wrong price'): Promise<Deed> => ({
  requestId: `hand:${randomUUID()}`,
  memberId: await idOf(who),
  who: 'maria',
  why,
});
const written = async (who: Person) =>
  rows('select kind, who, why, facts from intervention where member_id = $1 order by at, id', [await idOf(who)]);
const see = async (who: Person) => (await lookAtMember(desk, world.database.pool, await idOf(who)))!;

let next = 7_000_000;
let anna: TelegramPerson;
let boris: Person;
beforeEach(async () => {
  next += 1;
  anna = telegramPerson(world, { firstName: 'Anna', language: 'en', phone: `+7921${next}` });
  boris = smsPerson(world, `+7922${next}`);
  for (const person of [anna, boris]) await join(person);
});

/** What a person was told lately, once the sweep of the outbox has come by. */
async function told(who: Person): Promise<string> {
  for (let looks = 0; looks < 100; looks += 1) {
    const waiting = await rows(`select from outbox where state = 'waiting' and (member_id = $1 or address = $2)`, [
      await idOf(who),
      who.address,
    ]);
    if (waiting.length === 0) break;
    await new Promise((later) => setTimeout(later, 50));
  }
  const letters = await rows(`select letter ->> 'text' as text from outbox where member_id = $1 or address = $2 order by id desc limit 1`, [
    await idOf(who),
    who.address,
  ]);
  return letters[0]?.text ?? '';
}

describe('points by hand', () => {
  test('given: spendable at once, lasting as the program says, told to the member with the reason, and in their history', async () => {
    expect(await changePoints(desk, await deed(anna), 100n)).toEqual({ ok: true, available: '300' });
    expect(await told(anna)).toBe('+100 points from us, you have 300 now. The reason: a wrong price');
    expect((await anna.says('/history')).text).toContain('+100 as a gift');
    const [lot] = await rows(
      'select expires_at - active_at > interval $$180 days$$ as lasts from lot where points = 100 and member_id = $1',
      [await idOf(anna)],
    );
    expect(lot).toEqual({ lasts: true });
    expect(await written(anna)).toEqual([{ kind: 'points', who: 'maria', why: 'a wrong price', facts: { points: '+100' } }]);
    const [transfer] = await rows(
      `select kind, about = (select id::text from intervention where member_id = $1) as points from transfer where member_id = $1 and points = 100`,
      [await idOf(anna)],
    );
    expect(transfer).toEqual({ kind: 'gift', points: true });
  });

  test('taken away: those that expire soonest first, told by SMS where there is no chat', async () => {
    await changePoints(desk, await deed(boris), 40n);
    world.pass(DAY_MS);
    await changePoints(desk, await deed(boris), 40n);
    expect(await changePoints(desk, await deed(boris), -250n)).toEqual({ ok: true, available: '30' });
    expect(await told(boris)).toBe('Чай: your points were put right: -250, 30 now. The reason: a wrong price'.replace('Чай', 'Chay'));
    expect((await boris.says('HISTORY')).text).toContain('-250 put right');
    expect(await rows('select points::int, remaining::int from lot where member_id = $1 order by number', [await idOf(boris)])).toEqual([
      { points: 200, remaining: 0 },
      { points: 40, remaining: 0 },
      { points: 40, remaining: 30 },
    ]);
  });

  test('not more is taken than can be spent, and a no leaves nothing behind', async () => {
    const asked = await deed(anna);
    expect(await changePoints(desk, asked, -201n)).toEqual({ ok: false, reason: 'not-enough-points', available: '200' });
    expect(await written(anna)).toEqual([]);
    expect(await rows('select from request where id = $1', [asked.requestId])).toEqual([]);
  });

  test('nobody is told of points when there is no such member any more', async () => {
    const asked = await deed(anna);
    await anna.says('/forget');
    await anna.does(() => anna.shopper.taps(textOf('choice-forget', 'en')));
    expect(await changePoints(desk, asked, 5n)).toEqual({ ok: false, reason: 'unknown-member' });
    expect(await changePoints(desk, { ...asked, memberId: randomUUID() }, 5n)).toEqual({ ok: false, reason: 'unknown-member' });
  });
});

describe('a blocked member', () => {
  test('earns and cannot spend, at any door, until it is undone', async () => {
    const card = await cardOf(world, anna.address);
    expect(await setBlocked(desk, await deed(anna, 'two tills at once'), true)).toEqual({ ok: true });
    expect(await setBlocked(desk, await deed(anna), true)).toEqual({ ok: false, reason: 'already-blocked' });

    expect((await till.get(`/members?card=${card}`)).body).toMatchObject({ blocked: true, available: 200 });
    expect((await till.post('/quotes', { card, currency: 'RUB', total: 48_000 })).body).toMatchObject({
      maxRedeemPoints: 0,
      pointsEarned: 14,
    });
    for (const refused of [
      await till.post('/quotes', { card, currency: 'RUB', total: 48_000, redeemPoints: 10 }),
      await till.post('/holds', { card, points: 10 }),
      await till.sells({ card, redeemPoints: 10 }),
    ])
      expect(refused).toMatchObject({ status: 403, body: { type: '/problems/member-blocked' } });
    expect(await till.sells({ card })).toMatchObject({ status: 201, body: { pointsEarned: 14 } });
    expect((await anna.says('/balance')).text).toContain('For now they cannot be spent.');

    expect(await setBlocked(desk, await deed(anna), false)).toEqual({ ok: true });
    expect(await setBlocked(desk, await deed(anna), false)).toEqual({ ok: false, reason: 'not-blocked' });
    expect(await till.sells({ card, redeemPoints: 10 })).toMatchObject({ status: 201, body: { pointsSpent: 10 } });
    expect((await written(anna)).map(({ kind, why }) => [kind, why])).toEqual([
      ['block', 'two tills at once'],
      ['unblock', 'a wrong price'],
    ]);
  });

  test('cannot spend what was set aside before, nor by a code that was on its way', async () => {
    const card = await cardOf(world, anna.address);
    const held = await till.post('/holds', { card, points: 10 });
    const asked = await till.post('/holds', { phone: anna.phone, points: 10 });
    await setBlocked(desk, await deed(anna), true);
    expect(await till.sells({ card, hold: held.body.id })).toMatchObject({ status: 403, body: { type: '/problems/member-blocked' } });
    expect(await till.post(`/holds/${asked.body.id}/confirm`, { code: '123456' })).toMatchObject({
      status: 403,
      body: { type: '/problems/member-blocked' },
    });
    expect((await till.post(`/holds/${held.body.id}/release`)).status).toBe(200);
  });

  test('does not get out of it by becoming one with another card', async () => {
    next += 1;
    const phone = `+7923${next}`;
    const byChat = telegramPerson(world, { phone, language: 'en' });
    await byChat.says('/start');
    await byChat.does(() => byChat.shopper.taps('Without my number'));
    const bySms = smsPerson(world, phone);
    await join(bySms);
    const from = await idOf(byChat);
    await setBlocked(desk, await deed(byChat, 'stolen card'), true);
    await byChat.does(() => byChat.shopper.shares());
    expect(await idOf(byChat)).toBe(await idOf(bySms));
    expect((await see(bySms)).member.blockedAt).toBeDefined();
    expect((await written(bySms)).map(({ why }) => why)).toEqual(['stolen card']);
    expect(await rows('select from intervention where member_id = $1', [from])).toEqual([]);
  });
});

describe('an address linked by hand', () => {
  test('a phone takes the place of the older one; the points and the card stay', async () => {
    const card = await cardOf(world, anna.address);
    const address = `sms:+7924${next}`;
    expect(await linkAddress(desk, await deed(anna, 'saw it ring'), address)).toEqual({ ok: true, replaced: true });
    expect(await rows('select proved_how from identity where address = $1', [address])).toEqual([{ proved_how: 'cashier' }]);
    expect(await rows('select from identity where address = $1', [`sms:${anna.phone}`])).toEqual([]);
    expect(await cardOf(world, address)).toBe(card);
    expect(await linkAddress(desk, await deed(anna), address)).toEqual({ ok: false, reason: 'already-theirs' });
    expect(await written(anna)).toMatchObject([{ kind: 'link', why: 'saw it ring', facts: { channel: 'sms', replaced: true } }]);
    expect(JSON.stringify(await rows('select answer from request where id like $$hand:%$$'))).not.toContain('7924');
  });

  test('a first phone brings the welcome bonus, once, and what was bought with it before', async () => {
    const phone = `+7925${next}`;
    await till.sells({ phone });
    const walker = telegramPerson(world, { language: 'en' });
    await walker.says('/start');
    await walker.does(() => walker.shopper.taps('Without my number'));
    expect(await linkAddress(desk, await deed(walker), `sms:${phone}`)).toEqual({ ok: true, replaced: false });
    const seen = await see(walker);
    expect(seen.points).toMatchObject({ available: 200n, pending: 14n });
    expect(seen.purchases).toHaveLength(1);
  });

  test('a phone that was only told at the till is proved by it', async () => {
    const phone = `+7926${next}`;
    const made = await till.post('/members', { phone, name: 'Vera' });
    const vera = smsPerson(world, phone);
    expect((await till.get(`/members/${made.body.id}`)).body).toMatchObject({ available: 0, canSpend: 'code' });
    expect(await linkAddress(desk, await deed(vera), `sms:${phone}`)).toEqual({ ok: true, replaced: false });
    expect((await till.get(`/members/${made.body.id}`)).body).toMatchObject({ available: 200, canSpend: 'yes' });
  });

  test('a chat is the member’s from then on, and is told so', async () => {
    const chat = telegramPerson(world, { language: 'en' });
    await chat.says('/help');
    await linkAddress(desk, await deed(boris), chat.address);
    expect(await told(chat)).toBe('Good to see you here too. It is the same card, with the same points.');
    expect((await chat.says('/balance')).text).toContain('200 points');
  });

  test('what is another member’s stays theirs', async () => {
    expect(await linkAddress(desk, await deed(anna), boris.address)).toEqual({
      ok: false,
      reason: 'of-another-member',
      card: await cardOf(world, boris.address),
    });
    expect(await written(anna)).toEqual([]);
  });
});

describe('a clock set by hand', () => {
  const shops = () => world.program.shop.timeZone;
  const clockOf = async (who: Person) => (await see(who)).member.timeZone;

  test('is the member’s own, and the shop’s again when its zone is named; where they live is not in the record', async () => {
    expect(await setClock(desk, await deed(anna, 'moved'), 'Asia/Vladivostok')).toEqual({ ok: true, own: true });
    expect(await clockOf(anna)).toBe('Asia/Vladivostok');
    expect(await setClock(desk, await deed(anna, 'came back'), shops())).toEqual({ ok: true, own: false });
    expect(await clockOf(anna)).toBeUndefined();
    expect(await written(anna)).toEqual([
      { kind: 'clock', who: 'maria', why: 'moved', facts: {} },
      { kind: 'clock', who: 'maria', why: 'came back', facts: {} },
    ]);
    expect(JSON.stringify(await rows('select answer from request where id like $$hand:%$$'))).not.toContain('Vladivostok');
  });

  test.each([
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Europe/Kyiv', 'Europe/Kiev'],
    ['Asia/Vladivostok', 'asia/vladivostok'],
  ])('%s is %s already', async (before, given) => {
    await setClock(desk, await deed(anna), before);
    expect(await setClock(desk, await deed(anna), given)).toEqual({ ok: false, reason: 'already-so' });
    expect(await clockOf(anna)).toBe(before);
  });

  test('whoever goes by the shop’s clock does so already', async () => {
    expect(await setClock(desk, await deed(anna), shops())).toEqual({ ok: false, reason: 'already-so' });
    expect(await written(anna)).toEqual([]);
  });

  test('is known to PostgreSQL by every name that we take: greetings are looked for there', async () => {
    const zones = [...Intl.supportedValuesOf('timeZone'), 'Asia/Kolkata', 'Europe/Kyiv', 'US/Pacific', 'UTC'];
    const unknown = 'select zone from unnest($1::text[]) as zone where zone not in (select name from pg_timezone_names)';
    expect(await rows(unknown, [zones])).toEqual([]);
  });
});

describe('a message sent again', () => {
  const pool = () => world.database.pool;
  const failed = async (who: Person, state: string): Promise<number> => {
    const [row] = await rows(`update outbox set state = $2 where id = (select max(id) from outbox where address = $1) returning id::int`, [
      who.address,
      state,
    ]);
    return row?.id;
  };
  const again = async (who: Person, id: number) => sendAgain(desk, await deed(who), (await findMessage(pool(), id))!);

  test('is the same message with a fate of its own, once', async () => {
    await anna.says('/help');
    const id = await failed(anna, 'refused');
    expect((await lastFailed(pool(), await idOf(anna)))?.id).toBe(id);
    expect(await again(anna, id)).toEqual({ ok: true });
    expect(await told(anna)).toContain('/balance – your points');
    expect(await again(anna, id)).toEqual({ ok: false, reason: 'sent-again' });
    expect(await lastFailed(pool(), await idOf(anna))).toBeUndefined();
    expect(await written(anna)).toMatchObject([{ kind: 'resend', facts: { message: id } }]);
  });

  test.each(['sent', 'dropped', 'sending'])('one that is %s is refused', async (state) => {
    await anna.says('/help');
    const id = await failed(anna, state);
    expect(await again(anna, id)).toEqual({ ok: false, reason: 'not-failed' });
    await rows(`update outbox set state = 'sent' where id = $1`, [id]);
  });

  test('a code is not said twice', async () => {
    await boris.says('MYDATA');
    expect(await again(boris, await failed(boris, 'unknown'))).toEqual({ ok: false, reason: 'nothing-left' });
  });
});

test('a member is seen whole: points, tier, consents, purchases, what was done by hand, and the fate of messages without their words', async () => {
  await till.sells({ phone: anna.phone });
  await changePoints(desk, await deed(anna), 5n);
  const seen = await see(anna);
  expect(seen).toMatchObject({
    member: { name: 'Anna', language: 'en' },
    points: { available: 205n, pending: 14n, held: 0n, debt: 0n },
    tier: 'bronze',
    spentInWindow: 48_000n,
    purchases: [{ store: 'pavilion-1', total: 48_000n, pointsEarned: 14n }],
    interventions: [{ kind: 'points', who: 'maria' }],
  });
  expect(seen.history.map(({ kind, points }) => [kind, points])).toEqual([
    ['gift', 5n],
    ['earn', 14n],
    ['welcome', 200n],
  ]);
  expect(seen.identities.map(({ address }) => address).toSorted()).toEqual([`sms:${anna.phone}`, anna.address].toSorted());
  expect(seen.messages.map(({ texts }) => texts[0])).toContain('purchase-earned-later');
  expect(JSON.stringify(seen.messages)).not.toContain('a wrong price');
});

describe('what was done by hand is not rewritten', () => {
  const refused = /is refused: its rows stay as they were written/;
  beforeEach(async () => {
    await changePoints(desk, await deed(anna, 'Anna was nice'), 5n);
  });

  test.each([
    'delete from intervention',
    'truncate intervention',
    `update intervention set who = 'somebody'`,
    `update intervention set why = 'another reason'`,
    `update intervention set facts = '{"points": "+500"}'`,
    `update intervention set at = now() - interval '1 day'`,
  ])('%s', async (statement) => {
    await expect(rows(statement)).rejects.toThrow(refused);
  });

  test('but its words go when the member is forgotten', async () => {
    const id = await idOf(anna);
    await anna.says('/forget');
    await anna.does(() => anna.shopper.taps(textOf('choice-forget', 'en')));
    expect(await rows('select kind, who, why, facts from intervention where member_id = $1', [id])).toEqual([
      { kind: 'points', who: 'maria', why: '', facts: { points: '+5' } },
    ]);
  });
});
