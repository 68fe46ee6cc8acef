import { afterAll, beforeAll, expect, test } from 'vitest';
import { smsSegments } from '../../../src/channels/sms/sms.ts';
import { findBroadcast, keepPlan } from '../../../src/greetings/broadcasts/keeping.ts';
import type { Plan } from '../../../src/greetings/broadcasts/plan.ts';
import { previewOf } from '../../../src/greetings/broadcasts/preview.ts';
import { progressOf, resultsOf } from '../../../src/greetings/broadcasts/results.ts';
import { startBroadcast } from '../../../src/greetings/broadcasts/starting.ts';
import { cancelBroadcast, finishBroadcasts, pauseBroadcast, resumeBroadcast } from '../../../src/greetings/broadcasts/steering.ts';
import { tryBroadcast } from '../../../src/greetings/broadcasts/trying.ts';
import { render } from '../../../src/texts/render.ts';
import { deskOf, managerChat } from '../../support/desk.ts';
import { smsPerson, telegramPerson } from '../../support/said.ts';
import { eventually } from '../../support/storm.ts';
import { openWorld, type World } from '../../support/world.ts';
import { bought, recruit } from './crowd.ts';

const DAY_MS = 86_400_000;
const COMES_WITHIN_MS = 15_000;

let world: World;
beforeAll(async () => {
  world = await openWorld({
    managerChatId: String(managerChat),
    program: (text) =>
      text
        .replace('marketingByTelegram: { RU: false', 'marketingByTelegram: { RU: true')
        .replace('perDay: 1, perWeek: 2, per30Days: 6', 'perDay: 50')
        .replace('pricePerSegment: 450', 'perSecond: 500\n  pricePerSegment: 450')
        .replace('marketing: 200000', 'marketing: 100000000'),
  });
});
afterAll(() => world.close());

const pool = () => world.database.pool;
let numbers = 0;
const newNumber = (): string => `+79180${String(100_000 + ++numbers)}`;
const plan = (texts: Plan['texts'], more: Partial<Plan> = {}): Plan => ({ name: 'Tea', audience: {}, texts, ...more });
const textsTo = (phone: string): string[] =>
  world.smsGateway
    .phone(phone)
    .messages()
    .flatMap(({ own, body }) => (own ? [] : [body]));

/** People of a source of their own, so that a test's audience is the test's. */
async function crowd(source: string, count: number, about: object = {}): Promise<{ ids: string[]; phones: string[] }> {
  const phones = Array.from({ length: count }, newNumber);
  return {
    phones,
    ids: await recruit(
      pool(),
      phones.map((phone) => ({ phone, source, ...about })),
    ),
  };
}

const keep = (made: Plan) => keepPlan(pool(), made, 'test', world.now());
const start = (id: number) => startBroadcast(pool(), { id, startAt: world.now() }, world.program, world.now());
const settled = (id: number) => eventually(async () => (await progressOf(pool(), id)).waiting === 0, COMES_WITHIN_MS);
const ways = () => ({
  channels: new Map([
    ['telegram', {}],
    ['sms', { segments: (letter: Parameters<typeof smsSegments>[0]) => smsSegments(letter, world.program.sms) }],
  ] as const),
  render,
});

test('the preview counts what is sent: recipients, segments and cost by each member’s own text', async () => {
  const { phones } = await crowd('preview', 3, { name: 'Ян' });
  await recruit(pool(), [
    { phone: newNumber(), source: 'preview', agreed: [] },
    { source: 'preview' },
    { phone: newNumber(), source: 'preview', name: 'Александра Константиновна', language: 'ru' },
  ]);
  const made = plan(
    { ru: '{name}, у нас новый чай, приходите его попробовать, пока он горячий!', en: 'Hello {name}, you have {points}' },
    { audience: { source: ['preview'] } },
  );
  const id = await keep(made);
  const preview = await previewOf(pool(), { id, plan: made, startAt: world.now() }, world.program, ways(), world.now());
  expect(preview).toMatchObject({ meant: 6, recipients: 4, leftOut: { 'no-consent': 1, 'no-address': 1 } });
  expect(preview.samples.map(({ language }) => language).toSorted()).toEqual(['en', 'ru']);

  expect(await start(id)).toEqual({ ok: true, recipients: 4, heldOut: 0 });
  expect(await start(id)).toEqual({ ok: false, reason: 'not-planned', state: 'running' });
  await settled(id);
  const sent = await progressOf(pool(), id);
  expect(sent).toMatchObject({ sent: 4, segments: preview.byChannel.sms.segments, cost: preview.byChannel.sms.cost });
  expect(textsTo(phones[0] ?? '')).toEqual(['Hello Ян, you have 0 points\nTo end offers: STOP']);
  await finishBroadcasts(pool(), world.now());
  expect((await findBroadcast(pool(), id))?.state).toBe('done');
});

test('filters choose by store, category, last visit, money and birthday', async () => {
  const { ids } = await crowd('filters', 4, { birthDay: 1203 });
  const now = world.now();
  await bought(pool(), ids[0] ?? '', { at: now - 40 * DAY_MS, total: 200_000n });
  await bought(pool(), ids[1] ?? '', { at: now - 5 * DAY_MS, store: 'pavilion-2', category: 'cups' });
  await bought(pool(), ids[2] ?? '', { at: now - 400 * DAY_MS, total: 900_000n });
  const meant = async (audience: Plan['audience']): Promise<number> => {
    const made = plan({ ru: 'x' }, { audience: { source: ['filters'], ...audience } });
    return (await previewOf(pool(), { id: 1, plan: made, startAt: now }, world.program, ways(), now)).meant;
  };
  expect(await meant({})).toBe(4);
  expect(await meant({ birthdayMonth: 12 })).toBe(4);
  expect(await meant({ birthdayMonth: 11 })).toBe(0);
  expect(await meant({ store: ['pavilion-2'] })).toBe(1);
  expect(await meant({ category: ['cups', 'tea'] })).toBe(3);
  expect(await meant({ lastVisitDaysAgo: { from: 30 } })).toBe(2);
  expect(await meant({ lastVisitDaysAgo: { from: 30, to: 90 } })).toBe(1);
  expect(await meant({ spentIn12Months: { from: 100_000 } })).toBe(1);
  expect(await meant({ spentIn12Months: { to: 100_000 } })).toBe(3);
  expect(await meant({ tier: [world.program.tiers[0]?.name ?? ''] })).toBe(4);
});

test('who says STOP in the middle, and whose consent went between planning and sending, gets nothing', async () => {
  const { ids, phones } = await crowd('stops', 6);
  const id = await keep(plan({ ru: 'Чай' }, { audience: { source: ['stops'] } }));
  world.shop.courier.hold(true);
  await start(id);
  await world.shop.hear({ id: `stop-${id}`, channel: 'sms', address: `sms:${phones[0]}`, said: { kind: 'text', text: 'STOP' } });
  await pool().query(
    `insert into consent (member_id, purpose, channel, given, wording, language, request, at) select $1, 'marketing', c, false, 'x', 'en', 'x', now() from unnest(array['sms', 'telegram']) c`,
    [ids[1]],
  );
  world.shop.courier.hold(false);
  await settled(id);
  await world.quiet();
  expect(phones.map((phone) => textsTo(phone).filter((body) => body.startsWith('Чай')).length)).toEqual([0, 0, 1, 1, 1, 1]);
  expect(await progressOf(pool(), id)).toMatchObject({ sent: 4, leftOut: { 'no-consent': 2 } });
});

test('who says STOP while the carrier asked us to wait gets nothing', async () => {
  const { phones } = await crowd('waits', 3);
  const id = await keep(plan({ ru: 'Подождите' }, { audience: { source: ['waits'] } }));
  world.smsGateway.faults.add({ kind: 'too-many', retryAfterSeconds: 3, name: 'send', times: 3 });
  await start(id);
  await eventually(async () => (await pool().query('select from pause where until > now()')).rows.length > 0, COMES_WITHIN_MS);
  await world.shop.hear({ id: `stop-${id}`, channel: 'sms', address: `sms:${phones[0]}`, said: { kind: 'text', text: 'STOP' } });
  await settled(id);
  const heard = phones.map((phone) => textsTo(phone).filter((body) => body.startsWith('Подождите')).length);
  expect(heard).toEqual([0, 1, 1]);
  expect(await progressOf(pool(), id)).toMatchObject({ sent: 2, leftOut: { 'no-consent': 1 } });
});

test('who has blocked the bot gets one SMS instead, and who has no phone counts as unreachable', async () => {
  const chats = [810_001, 810_002, 810_003];
  for (const chat of chats) {
    const user = world.botApi.user({ id: chat, firstName: 'Anna', languageCode: 'ru' });
    user.start();
    if (chat !== chats[0]) user.block();
  }
  await world.quiet();
  const phone = newNumber();
  await recruit(pool(), [
    { telegram: chats[0] ?? 0, source: 'blocked' },
    { telegram: chats[1] ?? 0, phone, source: 'blocked' },
    { telegram: chats[2] ?? 0, source: 'blocked' },
  ]);
  const id = await keep(plan({ ru: 'Блок' }, { audience: { source: ['blocked'] } }));
  await start(id);
  await settled(id);
  expect(textsTo(phone).filter((body) => body.startsWith('Блок'))).toHaveLength(1);
  expect(world.botApi.messages(chats[0] ?? 0).filter(({ message }) => message.text?.startsWith('Блок'))).toHaveLength(1);
  expect(await progressOf(pool(), id)).toMatchObject({ sent: 2, unreachable: 1, failed: 0 });
});

test('who is two records when it is started, and one when it is sent, gets it once', async () => {
  const phone = newNumber();
  const bySms = smsPerson(world, phone);
  await bySms.says('JOIN Anna anna@example.com');
  await bySms.says('1');
  const byChat = telegramPerson(world, { phone, language: 'en' });
  await byChat.says('/start');
  await byChat.does(() => byChat.shopper.taps('Without my number'));
  await byChat.says('-');
  await byChat.says('yes');
  await pool().query(`update member set source = 'merged' where id in (select member_id from identity where address = any($1))`, [
    [bySms.address, byChat.address],
  ]);
  const id = await keep(plan({ ru: 'Один', en: 'Only one' }, { audience: { source: ['merged'] } }));
  const later = { id, startAt: world.now() + DAY_MS };
  expect(await startBroadcast(pool(), later, world.program, world.now())).toMatchObject({ recipients: 2 });
  await byChat.does(() => byChat.shopper.shares());
  await pool().query('update outbox set due_at = now() where broadcast_id = $1', [id]);
  await settled(id);
  await world.quiet();
  const inChat = world.botApi.messages(byChat.shopper.id).filter(({ message }) => message.text?.startsWith('Only one')).length;
  expect(inChat + textsTo(phone).filter((body) => body.startsWith('Only one')).length).toBe(1);
  expect(await progressOf(pool(), id)).toMatchObject({ sent: 1, leftOut: { merged: 1 } });
});

test('paused nothing goes out, resumed all of it, cancelled nothing more', async () => {
  const { phones } = await crowd('steering', 5);
  const count = () => phones.flatMap(textsTo).length;
  const id = await keep(plan({ ru: 'Пауза' }, { audience: { source: ['steering'] } }));
  world.shop.courier.hold(true);
  await start(id);
  expect(await pauseBroadcast(pool(), id, world.now())).toEqual({ ok: true, state: 'paused' });
  world.shop.courier.hold(false);
  await new Promise((later) => setTimeout(later, 1500));
  expect(count()).toBe(0);
  expect(await resumeBroadcast(pool(), id, world.now())).toEqual({ ok: true, state: 'running' });
  await settled(id);
  expect(count()).toBe(5);

  const other = await keep(plan({ ru: 'Отмена' }, { audience: { source: ['steering'] } }));
  world.shop.courier.hold(true);
  await start(other);
  expect(await cancelBroadcast(pool(), other, world.now())).toEqual({ ok: true, state: 'cancelled' });
  world.shop.courier.hold(false);
  await settled(other);
  expect(count()).toBe(5);
  expect(await resumeBroadcast(pool(), other, world.now())).toEqual({ ok: false, reason: 'not-now', state: 'cancelled' });
});

test('a budget that ends pauses it, the manager hears once, and with more money nobody is forgotten', async () => {
  const manager = deskOf(world);
  await world.quiet();
  manager.reads();
  const { phones } = await crowd('budget', 6);
  const id = await keep(plan({ ru: 'Hi' }, { audience: { source: ['budget'] }, budget: 1000 }));
  await start(id);
  await eventually(async () => (await findBroadcast(pool(), id))?.state === 'paused', COMES_WITHIN_MS);
  await new Promise((later) => setTimeout(later, 300));
  await world.quiet();
  expect(phones.flatMap(textsTo)).toHaveLength(2);
  expect(await progressOf(pool(), id)).toMatchObject({ sent: 2, waiting: 4, cost: 900n });
  expect(manager.reads().match(new RegExp(`рассылку ${id} `, 'g'))).toHaveLength(1);
  expect(await resumeBroadcast(pool(), id, world.now(), 1000)).toEqual({ ok: false, reason: 'budget-needed' });
  expect(await resumeBroadcast(pool(), id, world.now(), 10_000)).toEqual({ ok: true, state: 'running' });
  await settled(id);
  expect(phones.map((phone) => textsTo(phone).length)).toEqual([1, 1, 1, 1, 1, 1]);
});

test('a gateway that may have taken it is not given it again', async () => {
  const { phones } = await crowd('unknown', 3);
  const id = await keep(plan({ ru: 'Один раз' }, { audience: { source: ['unknown'] } }));
  world.smsGateway.faults.add({ kind: 'drop', afterwards: true, name: 'send' });
  await start(id);
  await settled(id);
  await world.quiet();
  expect(phones.map((phone) => textsTo(phone).length)).toEqual([1, 1, 1]);
  expect(await progressOf(pool(), id)).toMatchObject({ sent: 2, unknown: 1, waiting: 0 });
});

test('who is held out gets nothing, and shows what would have been; purchases are counted in both groups', async () => {
  const { ids, phones } = await crowd('held', 40);
  const id = await keep(plan({ ru: 'Группа' }, { audience: { source: ['held'] }, holdOut: '50 %' }));
  const startAt = world.now();
  const started = await start(id);
  if (!started.ok) throw new Error(started.reason);
  expect(started.recipients + started.heldOut).toBe(40);
  expect(started.heldOut).toBeGreaterThan(5);
  await settled(id);
  expect(phones.filter((phone) => textsTo(phone).length === 1)).toHaveLength(started.recipients);
  const { rows } = await pool().query('select member_id, held_out from broadcast_recipient where broadcast_id = $1', [id]);
  const told = rows.filter(({ held_out }) => !held_out).map(({ member_id }) => member_id);
  const held = rows.filter(({ held_out }) => held_out).map(({ member_id }) => member_id);
  for (const member of told.slice(0, 4)) await bought(pool(), member, { at: startAt + 1000, total: 5000n });
  await bought(pool(), held[0], { at: startAt + DAY_MS, total: 3000n });
  await bought(pool(), held[1], { at: startAt + 20 * DAY_MS });
  expect(ids).toHaveLength(40);
  expect(await resultsOf(pool(), { id, startAt }, 14)).toMatchObject({
    stopped: 0,
    told: { members: told.length, buyers: 4, money: 20_000n },
    heldOut: { members: held.length, buyers: 1, money: 3000n },
    difference: { difference: 4 / told.length - 1 / held.length },
  });
});

test('a trial goes to one member at once, and counts nowhere', async () => {
  const { ids, phones } = await crowd('trial', 1, { agreed: [] });
  const id = await keep(plan({ ru: 'Проба, {name}', en: 'A trial, {name}' }, { audience: { source: ['trial'] } }));
  const broadcast = await findBroadcast(pool(), id);
  if (broadcast === undefined) throw new Error('it is not kept');
  expect(await tryBroadcast(pool(), broadcast, ids[0] ?? '', world.program, world.now())).toBe(true);
  await eventually(() => textsTo(phones[0] ?? '').length === 1, COMES_WITHIN_MS);
  expect(textsTo(phones[0] ?? '')).toEqual(['A trial, Anna\nTo end offers: STOP']);
  expect((await progressOf(pool(), id)).all).toBe(0);
});

test('the manager plans in the chat, presses Send twice, and everybody gets it once', async () => {
  const manager = deskOf(world);
  const { rows } = await pool().query(`select count(distinct member_id)::int as count from identity`);
  expect(await manager.says('/broadcast')).toContain('/broadcast Приехал');
  expect(await manager.says('/broadcast Привет, {имя}')).toContain('Я не знаю {имя}');
  const offered = await manager.says('/broadcast Закрыты до понедельника');
  expect(offered).toMatch(/Рассылка \d+: \d+ получател/);
  expect(offered).toContain('Текст: Закрыты до понедельника');
  await manager.presses('Отправить');
  await manager.presses('Отправить');
  const id = Number(/Рассылка (\d+)/.exec(offered)?.[1]);
  await settled(id);
  const progress = await progressOf(pool(), id);
  expect(progress.sent).toBeGreaterThan(50);
  expect(progress.all).toBeLessThanOrEqual(rows[0].count);
  const { rows: doubled } = await pool().query(
    'select member_id from outbox where broadcast_id = $1 group by member_id having count(*) > 1',
    [id],
  );
  expect(doubled).toEqual([]);
  expect(await manager.presses('Сколько уже?')).toContain(`✅ Рассылка ${id} завершена: отправлено ${progress.sent}`);
});

test('paused by a button in the middle it stands still, and goes on where it stood', { timeout: 40_000 }, async () => {
  const manager = deskOf(world);
  manager.reads();
  const phones = (await pool().query(`select substr(address, 5) as phone from identity where address like 'sms:%'`)).rows.map(
    (row) => row.phone,
  );
  const count = () => phones.flatMap(textsTo).filter((body) => body.startsWith('Суббота')).length;
  const offered = await manager.says('/broadcast Суббота');
  const id = Number(/Рассылка (\d+)/.exec(offered)?.[1]);
  world.smsGateway.faults.add({ kind: 'too-many', retryAfterSeconds: 3, name: 'send', times: 5 });
  manager.setsGoing('Отправить');
  await eventually(async () => (await pool().query('select from pause where until > now()')).rows.length > 0, COMES_WITHIN_MS);
  expect(await manager.presses('Пауза')).toContain(`⏸ Рассылка ${id} на паузе`);
  await new Promise((later) => setTimeout(later, 4500));
  const before = count();
  expect(await progressOf(pool(), id)).not.toMatchObject({ waiting: 0 });
  expect(await manager.presses('Продолжить')).toContain(`📣 Рассылка ${id} идёт`);
  await settled(id);
  expect(count()).toBeGreaterThan(before);
  const { sent, all } = await progressOf(pool(), id);
  expect(sent).toBeGreaterThan(50);
  expect(phones.filter((phone) => textsTo(phone).filter((body) => body.startsWith('Суббота')).length > 1)).toEqual([]);
  expect(await manager.presses('Отменить')).toContain(`✅ Рассылка ${id} завершена: отправлено ${sent} из ${all}`);
});
