import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskOf, managerChat } from '../support/desk.ts';
import { join, smsPerson, telegramPerson } from '../support/said.ts';
import { type Till, tillAt } from '../support/till.ts';
import { openWorld, type World } from '../support/world.ts';

const DAY_MS = 86_400_000;

let world: World;
let neighbour: World;
let till: Till;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  const program = (text: string): string => text.replace('couponsPerMonth: 20', 'couponsPerMonth: 1000');
  world = await openWorld({ managerChatId: String(managerChat), program });
  neighbour = await openWorld({ database: world.database, telegram: false, sms: false, program });
  till = tillAt(world);
  desk = deskOf(world);
});
afterAll(async () => {
  await neighbour.close();
  await world.close();
});

let phones = 4_000_000;

/** A member by SMS who was unhappy once, and has the coupon of the apology. */
async function withCoupon() {
  phones += 1;
  const person = smsPerson(world, `+7915${phones}`);
  await person.says('JOIN Anna');
  await person.says('2');
  const coupon = await anotherFor(person);
  const { body } = await till.get(`/members?phone=${encodeURIComponent(person.phone)}`);
  return { person, phone: person.phone, coupon, id: String(body.id), card: String(body.card) };
}

async function anotherFor(person: ReturnType<typeof smsPerson>): Promise<string> {
  const sold = await till.sells({ phone: person.phone });
  const { rows } = await world.database.pool.query('select code from purchase where id = $1', [sold.body.id]);
  await person.says(rows[0].code);
  await person.says('1');
  await person.says('0');
  await desk.presses('🎟 чашка чая');
  const text = world.smsGateway.phone(person.phone).messages().at(-1)?.body ?? '';
  const [spaced] = /C[0-9A-Z]{3} [0-9A-Z]{5}/.exec(text) ?? [];
  if (spaced === undefined) throw new Error(`no coupon in "${text}"`);
  return spaced.replace(' ', '');
}

const couponsOf = async (id: string) => (await till.get(`/members/${id}`)).body['coupons'];
const lastHeard = (phone: string): string => world.smsGateway.phone(phone).messages().at(-1)?.body ?? '';

describe('a coupon at the till', () => {
  test('is seen with the member, quoted, taken with the receipt as it is typed, and told', async () => {
    const { coupon, id, phone } = await withCoupon();
    expect(await couponsOf(id)).toEqual([
      { code: coupon, name: 'tea', gives: 'a cup of tea', until: expect.stringContaining('T00:00:00') },
    ]);
    const typed = ` ${coupon.slice(0, 5).toLowerCase()}-${coupon.slice(5)}`.replace('0', 'o');
    const basket = { phone, currency: 'RUB', total: 48_000, coupons: [typed] };
    expect((await till.post('/quotes', basket)).body['coupons']).toMatchObject([{ code: coupon, gives: 'a cup of tea' }]);
    expect(await couponsOf(id)).toHaveLength(1);
    const sold = await till.sells(basket);
    expect([sold.status, sold.body.toPay]).toEqual([201, 48_000]);
    expect(sold.body['coupons']).toMatchObject([{ code: coupon, name: 'tea' }]);
    expect(await couponsOf(id)).toEqual([]);
  });

  test('is used once: by another receipt no more, and the same receipt again gets the first answer', async () => {
    const { coupon, phone } = await withCoupon();
    const receipt = { phone, total: 48_000, receiptId: 'COUPON-1', at: new Date(world.now()).toISOString(), coupons: [coupon] };
    const sold = await till.sells(receipt);
    const again = await till.sells(receipt);
    expect([again.status, again.body['coupons']]).toEqual([200, sold.body['coupons']]);
    expect((await till.sells({ ...receipt, coupons: [] })).body.type).toBe('/problems/receipt-differs');
    const other = await till.sells({ phone, coupons: [coupon] });
    expect([other.status, other.body.type, other.body.detail]).toEqual([409, '/problems/coupon-used', expect.stringContaining('used')]);
  });

  test('is used once by two tills in two processes at one moment', async () => {
    const { coupon, phone, id } = await withCoupon();
    const tills = [till, tillAt(neighbour), till, tillAt(neighbour)];
    const answers = await Promise.all(tills.map((one) => one.sells({ phone, coupons: [coupon] })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
    expect(await couponsOf(id)).toEqual([]);
  });

  test('is refused with its place among them, and nothing is kept', async () => {
    const anna = await withCoupon();
    const boris = await withCoupon();
    const { rows: before } = await world.database.pool.query('select count(*) from purchase');
    for (const [what, path, message] of [
      [{ phone: anna.phone, coupons: [anna.coupon, boris.coupon] }, 'coupons.1', 'of another member'],
      [{ phone: anna.phone, coupons: [anna.coupon, anna.coupon] }, 'coupons.1', 'named twice'],
      [{ phone: anna.phone, coupons: ['C0000000Z'] }, 'coupons.0', 'not known'],
      [{ coupons: [anna.coupon] }, 'coupons.0', 'name the member'],
    ] as const) {
      const { status, body } = await till.sells(what);
      expect([status, body.errors]).toEqual([422, [{ path, message: expect.stringContaining(message) }]]);
      expect((await till.post('/quotes', { currency: 'RUB', total: 100, ...what })).body.errors).toEqual(body.errors);
    }
    expect((await world.database.pool.query('select count(*) from purchase')).rows).toEqual(before);
    expect(await couponsOf(anna.id)).toHaveLength(1);
  });

  test('is good to the end of its last day, by the clock of the sale', async () => {
    const { coupon, phone, id } = await withCoupon();
    const [told] = (await couponsOf(id)) as unknown as { until: string }[];
    const end = Date.parse(told?.until ?? '');
    world.pass(end - world.now() + 60_000);
    expect(await couponsOf(id)).toEqual([]);
    const late = await till.sells({ phone, coupons: [coupon], at: new Date(world.now()).toISOString() });
    expect(late.body.errors).toEqual([{ path: 'coupons.0', message: expect.stringContaining('no longer valid') }]);
    const toldLater = await till.sells({ phone, coupons: [coupon], at: new Date(end - 1000).toISOString() });
    expect(toldLater.status).toBe(201);
  });

  test('is not for whoever is blocked', async () => {
    const { coupon, phone, id } = await withCoupon();
    await world.database.pool.query('update member set blocked_at = now() where id = $1', [id]);
    expect(await couponsOf(id)).toEqual([]);
    expect((await till.sells({ phone, coupons: [coupon] })).body.type).toBe('/problems/member-blocked');
    expect((await till.sells({ phone })).status).toBe(201);
  });

  test('comes back when all of the receipt does, and for some days even if it has ended meanwhile', async () => {
    const { coupon, phone, id } = await withCoupon();
    const sold = await till.sells({
      phone,
      total: 40_000,
      lines: [
        { name: 'Tea', quantity: 1, amount: 30_000 },
        { name: 'Cup', quantity: 1, amount: 10_000 },
      ],
      coupons: [coupon],
    });
    const returns = (returnId: string, lines?: object) =>
      till.post(`/purchases/${sold.body.id}/returns`, { returnId, at: new Date(world.now()).toISOString(), ...(lines && { lines }) });
    await returns('1', [{ line: 0, quantity: 1 }]);
    expect(await couponsOf(id)).toEqual([]);
    world.pass(40 * DAY_MS);
    await returns('2');
    await world.quiet();
    expect(lastHeard(phone)).toContain(`${coupon.slice(0, 4)} ${coupon.slice(4)}`);
    expect(await couponsOf(id)).toMatchObject([{ code: coupon }]);
    expect((await till.sells({ phone, coupons: [coupon] })).status).toBe(201);
  });
});

describe('a coupon in the conversation', () => {
  test('is listed with its code, what it gives and its last day', async () => {
    const { person, coupon } = await withCoupon();
    const second = await anotherFor(person);
    const said = await person.says('COUPONS please');
    expect(said.keys).toEqual(['coupons', 'coupons-one', 'coupons-one']);
    for (const code of [coupon, second]) expect(said.text.replaceAll(' ', '')).toContain(code);
    await till.sells({ phone: person.phone, coupons: [coupon] });
    expect((await person.says('COUPONS')).keys).toEqual(['coupons', 'coupons-one']);
    expect((await smsPerson(world, '+79154999999').says('COUPONS')).keys).toEqual(['stranger']);
  });

  test('the notice of the receipt says that it was used', async () => {
    const anna = telegramPerson(world, { language: 'en', phone: '+79154888888' });
    await join(anna);
    const sold = await till.sells({ phone: anna.phone });
    await anna.says(`/start r_${String(sold.body.receiptUrl).split('/').at(-1)}`);
    await anna.does(() => anna.shopper.taps('1'));
    await desk.presses('🎟 чашка чая');
    const [given] = /C[0-9A-Z]{3} [0-9A-Z]{5}/.exec((await anna.says('/coupons')).text) ?? [];
    await till.sells({ phone: anna.phone, coupons: [given] });
    await world.quiet();
    const { rows } = await world.database.pool.query(
      `select letter ->> 'text' as text from outbox where class = 'service' order by id desc limit 1`,
    );
    expect(rows[0].text).toContain('Coupon used: a cup of tea.');
    expect((await anna.says('/coupons')).keys).toContain('coupons-none');
  });
});

describe('a member with a coupon', () => {
  test('who turns out to be another keeps it', async () => {
    const { coupon, phone } = await withCoupon();
    const chat = telegramPerson(world, { language: 'en', phone });
    await join(chat);
    const { body } = await till.get(`/members?phone=${encodeURIComponent(phone)}`);
    expect(body['coupons']).toMatchObject([{ code: coupon }]);
  });

  test('who asks sees it among their data, and who is forgotten leaves none', async () => {
    const { person, id } = await withCoupon();
    await person.says('FORGET');
    const [code] = /\d{6}/.exec(lastHeard(person.phone)) ?? [];
    await person.says(code ?? 'YES');
    const { rows } = await world.database.pool.query('select from coupon where member_id = $1', [id]);
    expect(rows).toEqual([]);
  });
});
