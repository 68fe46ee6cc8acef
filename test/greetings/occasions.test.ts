import { afterEach, describe, expect, test } from 'vitest';
import { dropDatabase } from '../support/database.ts';
import { deskOf, managerChat } from '../support/desk.ts';
import { tillAt } from '../support/till.ts';
import { openWorld, smsShopper, type World, type WorldOptions } from '../support/world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let world: World;
afterEach(async () => {
  await world.close();
  await dropDatabase(world.database);
});

const moscow = (text: string): number => Date.parse(`${text}+03:00`);

/** A shop at this hour, with one occasion; SMS carries everything, and caps hold nothing back. */
async function shopAt(time: string, occasion: string, more: WorldOptions = {}): Promise<void> {
  const occasions = `\n  - { name: it, ${occasion} }`;
  const program = (text: string) =>
    (more.program?.(text) ?? text)
      .replace('{ perDay: 1, perWeek: 2, per30Days: 6 }', '{}')
      .replace(/\nrules:\n[\s\S]*?\n# Where members/, '\nrules: []\n\n# Where members');
  world = await openWorld({ telegram: false, startAt: moscow(time), occasions, ...more, program });
}

let nextPhone = 1_000;
/** A member by SMS who agreed to offers, unless told otherwise. */
async function member(name: string, about: { readonly offers?: boolean; readonly fields?: string } = {}) {
  nextPhone += 1;
  const person = smsShopper(world, `+7925000${nextPhone}`);
  await person.says(`JOIN ${name}`);
  await person.says(about.offers === false ? '2' : '1');
  const { rows } = await world.database.pool.query(`select member_id as id from identity where address = $1`, [`sms:${person.phone}`]);
  if (about.fields !== undefined) await world.database.pool.query(`update member set ${about.fields} where id = $1`, [rows[0].id]);
  person.heard();
  return { ...person, id: rows[0].id as string, hears: () => person.heard() };
}

async function greetAt(time: string): Promise<void> {
  world.pass(moscow(time) - world.now());
  await world.greet();
}

async function buys(phone: string, total: number, lines?: object[]): Promise<void> {
  const { status } = await tillAt(world).sells({ phone, total, lines });
  expect(status).toBe(201);
}

const greeting = 'texts: { en: "Hi {name}", ru: "Привет, {name}" }';

describe('a birthday', () => {
  test('is greeted on its day, once, in the language of the member, with the way to end it', async () => {
    await shopAt('2027-03-01T09:00:00', `on: { birthday: {} }, ${greeting}`);
    const anna = await member('Anna', { fields: 'birth_day = 303, birth_told_at = joined_at' });
    const ben = await member('Ben', { fields: 'birth_day = 304, birth_told_at = joined_at' });
    const vera = await member('Vera', { fields: `birth_day = 303, birth_told_at = joined_at, language = 'ru'` });
    await greetAt('2027-03-03T10:59:00');
    expect(anna.hears()).toBe('');
    await greetAt('2027-03-03T11:00:00');
    expect(anna.hears()).toBe('Hi Anna\nTo end offers: STOP');
    expect(vera.hears()).toBe('Привет, Vera\nНе присылать: СТОП');
    expect(ben.hears()).toBe('');
    for (const hour of ['12:00:00', '18:00:00']) await greetAt(`2027-03-03T${hour}`);
    expect(anna.hears()).toBe('');
    await greetAt('2028-03-03T12:00:00');
    expect(anna.hears()).toBe('Hi Anna\nTo end offers: STOP');
  });

  test.each([
    ['2027-02-28T12:00:00', true],
    ['2028-02-28T12:00:00', false],
    ['2028-02-29T12:00:00', true],
  ])('on 29 February is kept in each year: %s %s', async (time, greeted) => {
    await shopAt('2027-01-10T09:00:00', `on: { birthday: {} }, ${greeting}`);
    const anna = await member('Anna', { fields: 'birth_day = 229, birth_year = 2000, birth_told_at = joined_at' });
    await greetAt(time);
    expect(anna.hears().startsWith('Hi Anna')).toBe(greeted);
  });

  test('some days ahead reaches over the end of the year, and belongs to the next', async () => {
    await shopAt('2027-12-01T09:00:00', `on: { birthday: { daysBefore: 5 } }, ${greeting}`);
    const anna = await member('Anna', { fields: 'birth_day = 102, birth_told_at = joined_at' });
    await greetAt('2027-12-28T12:00:00');
    expect(anna.hears()).toContain('Hi Anna');
    expect((await world.database.pool.query('select cycle from greeting')).rows).toEqual([{ cycle: '2028' }]);
  });

  test('made up for the gift is too new', async () => {
    await shopAt('2027-03-01T09:00:00', `on: { birthday: { knownForDays: 14 } }, ${greeting}`);
    const anna = await member('Anna', { fields: 'birth_day = 303, birth_told_at = joined_at' });
    await greetAt('2027-03-03T12:00:00');
    expect(anna.hears()).toBe('');
  });

  test('after a day of downtime is not greeted late', async () => {
    await shopAt('2027-03-01T09:00:00', `on: { birthday: {} }, ${greeting}`);
    const anna = await member('Anna', { fields: 'birth_day = 303, birth_told_at = joined_at' });
    await greetAt('2027-03-04T12:00:00');
    expect(anna.hears()).toBe('');
  });

  test('is kept by the clock of the member', async () => {
    await shopAt('2027-03-01T09:00:00', `on: { birthday: {} }, ${greeting}`);
    const fields = `birth_day = 303, birth_told_at = joined_at, time_zone = 'Asia/Vladivostok'`;
    const anna = await member('Anna', { fields });
    await greetAt('2027-03-03T03:59:00');
    expect(anna.hears()).toBe('');
    await greetAt('2027-03-03T04:00:00'); // 11:00 in Vladivostok
    expect(anna.hears()).toContain('Hi Anna');
  });
});

describe('a gift', () => {
  const gift = 'on: { birthday: {} }, gift: { points: 300, lastsDays: 14 }, texts: { en: "{name}: {points} until {until}", ru: "{name}" }';

  test('is posted once with its own expiry, and told', async () => {
    await shopAt('2027-03-01T09:00:00', gift);
    const anna = await member('Anna', { fields: 'birth_day = 303, birth_told_at = joined_at' });
    await greetAt('2027-03-03T11:00:00');
    expect(anna.hears()).toBe('Anna: 300 points until 17.03.2027\nTo end offers: STOP');
    await greetAt('2027-03-03T12:00:00');
    const lots = `select points::int, expires_at from lot where member_id = $1 order by number`;
    expect((await world.database.pool.query(lots, [anna.id])).rows).toEqual([
      { points: 200, expires_at: expect.any(Date) },
      { points: 300, expires_at: new Date(moscow('2027-03-18T00:00:00')) },
    ]);
  });

  test('may be a coupon, which the till takes once', async () => {
    await shopAt(
      '2027-03-01T09:00:00',
      'on: { birthday: {} }, gift: { coupon: tea, lastsDays: 14 }, texts: { en: "{name}: {gives}, {coupon} until {until}", ru: "{coupon}" }',
    );
    const anna = await member('Anna', { fields: 'birth_day = 303, birth_told_at = joined_at' });
    await greetAt('2027-03-03T11:00:00');
    const heard = anna.hears();
    expect(heard).toMatch(/^Anna: a cup of tea, C[0-9A-Z]{3} [0-9A-Z]{5} until 17\.03\.2027\n/);
    await greetAt('2027-03-03T12:00:00');
    expect(anna.hears()).toBe('');
    const { rows } = await world.database.pool.query('select member_id, about, expires_at from coupon');
    expect(rows).toEqual([{ member_id: anna.id, about: 'greeting:it:2027', expires_at: new Date(moscow('2027-03-18T00:00:00')) }]);
  });

  test('is not given to whom nobody may tell of it', async () => {
    await shopAt('2027-03-01T09:00:00', gift);
    const anna = await member('Anna', { offers: false, fields: 'birth_day = 303, birth_told_at = joined_at' });
    await greetAt('2027-03-03T11:00:00');
    expect(anna.hears()).toBe('');
    expect((await world.database.pool.query('select from transfer where member_id = $1', [anna.id])).rowCount).toBe(1);
  });
});

test('whoever said STOP after it was planned is not written to', async () => {
  await shopAt('2027-03-01T09:00:00', `on: { birthday: {} }, at: "07:00", ${greeting}`);
  const anna = await member('Anna', { fields: 'birth_day = 303, birth_told_at = joined_at' });
  await greetAt('2027-03-03T08:00:00'); // quiet until ten
  await anna.says('STOP');
  anna.hears();
  await greetAt('2027-03-03T12:00:00');
  expect(anna.hears()).toBe('');
  expect((await world.database.pool.query(`select state, reason from outbox where class = 'marketing'`)).rows).toEqual([
    { state: 'dropped', reason: 'no-consent' },
  ]);
});

test('what is planned in a quiet hour goes out when it is over', async () => {
  await shopAt('2027-03-01T09:00:00', `on: { birthday: {} }, at: "07:00", ${greeting}`);
  const anna = await member('Anna', { fields: 'birth_day = 303, birth_told_at = joined_at' });
  await greetAt('2027-03-03T08:00:00');
  expect(anna.hears()).toBe('');
  await greetAt('2027-03-03T10:00:00');
  expect(anna.hears()).toContain('Hi Anna');
});

test('the years since joining are counted', async () => {
  await shopAt('2027-03-03T10:00:00', 'on: { joined: {} }, texts: { en: "{years}", ru: "{years}" }');
  const anna = await member('Anna');
  await greetAt('2027-03-03T12:00:00');
  expect(anna.hears()).toBe('');
  await greetAt('2029-03-03T12:00:00');
  expect(anna.hears()).toContain('2\n');
});

test.each([
  ['by the calendar of the country', '{ name: День России }', '2027-06-12T12:00:00'],
  [
    'by its English name, in a country of its own, days ahead',
    '{ name: easter monday, country: GB, daysBefore: 2 }',
    '2027-03-27T12:00:00',
  ],
  ['moved by the shop to its day', '{ name: Международный женский день }', '2027-03-08T12:00:00'],
  ['of the shop alone', '{ name: День павильона }', '2027-09-14T12:00:00'],
])('a holiday comes %s', async (_, holiday, time) => {
  await shopAt('2027-01-10T09:00:00', `on: { holiday: ${holiday} }, texts: { en: "{holiday}!", ru: "{holiday}!" }`);
  const anna = await member('Anna');
  await greetAt(new Date(moscow(time) + 3 * HOUR_MS - DAY_MS).toISOString().slice(0, 19));
  expect(anna.hears()).toBe('');
  await greetAt(time);
  expect(anna.hears()).toContain('!\n');
});

test('a Polish name day is kept by those who read Polish', async () => {
  await shopAt('2027-07-20T09:00:00', 'on: { nameDay: {} }, texts: { pl: "Imieniny: {name}", en: "Imieniny", ru: "Imieniny" }');
  const anna = await member('Anna', { fields: `language = 'pl'` });
  const other = await member('Anna');
  await greetAt('2027-07-26T12:00:00');
  expect(anna.hears()).toContain('Imieniny: Anna');
  expect(other.hears()).toBe('');
});

test('whoever has not come for so many days is missed, once for each time', async () => {
  await shopAt('2027-03-01T12:00:00', 'on: { lastVisit: { daysAgo: 10 } }, texts: { en: "{days} days", ru: "{days}" }');
  const [anna, ben] = [await member('Anna'), await member('Ben')];
  await buys(anna.phone, 50_000);
  await buys(ben.phone, 50_000);
  world.pass(2 * DAY_MS);
  await buys(ben.phone, 50_000);
  await greetAt('2027-03-11T12:00:00');
  await greetAt('2027-03-12T12:00:00');
  expect([anna.hears(), ben.hears()]).toEqual(['10 days\nTo end offers: STOP', '']);
  await greetAt('2027-03-13T12:00:00');
  expect([anna.hears(), ben.hears()]).toEqual(['', '10 days\nTo end offers: STOP']);
});

test('points that end are announced to everybody, also without consent to offers', async () => {
  await shopAt(
    '2027-03-01T12:00:00',
    'on: { pointsExpire: { inDays: 14 } }, texts: { en: "{expiring} until {day}, of {balance}", ru: "{day}" }',
  );
  const anna = await member('Anna', { offers: false });
  const { rows } = await world.database.pool.query('select expires_at from lot where member_id = $1', [anna.id]);
  world.pass(rows[0].expires_at.getTime() - 15 * DAY_MS + 12 * HOUR_MS - world.now());
  await world.greet();
  await world.greet();
  expect(anna.hears()).toBe('200 points until 01.09.2027, of 200 points');
});

test('points of yesterday can be spent today', async () => {
  await shopAt('2027-03-01T12:00:00', 'on: { pointsActive: {} }, texts: { en: "{active}", ru: "{active}" }');
  const anna = await member('Anna');
  await buys(anna.phone, 100_000);
  await greetAt('2027-03-01T13:00:00');
  expect(anna.hears()).toBe('');
  await greetAt('2027-03-02T12:00:00');
  expect(anna.hears()).toBe('30 points');
});

test('a tier is announced when it is near, and when it is about to be lost', async () => {
  const near =
    'on: { tierNear: { missingUpTo: 100000 } }, texts: { en: "{missing} to {tier}", ru: "{tier}" } }\n  - { name: risk, on: { tierAtRisk: { inDays: 14 } }, texts: { en: "{tier} to {next}: {missing} by {day}", ru: "{tier}" }';
  await shopAt('2027-03-01T12:00:00', near);
  const anna = await member('Anna');
  await buys(anna.phone, 1_420_000);
  await greetAt('2027-03-02T12:00:00');
  expect(anna.hears()).toBe('RUB 800 to Silver\nTo end offers: STOP');
  await buys(anna.phone, 100_000);
  await greetAt('2028-02-16T12:00:00');
  expect(anna.hears()).toBe('');
  await greetAt('2028-02-17T12:00:00'); // what was bought on 1 March counts to the end of 1 March a year later
  expect(anna.hears()).toBe('Silver to Bronze: RUB 14,000 by 02.03.2028');
});

test('the favourite product is brought to mind', async () => {
  await shopAt('2027-03-01T12:00:00', 'on: { favouriteProduct: { daysAfter: 20 } }, texts: { en: "Time for {product}?", ru: "{product}" }');
  const anna = await member('Anna');
  const tea = (sku: string, name: string) => [{ sku, name, category: 'tea', quantity: 1, amount: 10_000 }];
  await buys(anna.phone, 10_000, tea('puer', 'Puer'));
  world.pass(DAY_MS);
  await buys(anna.phone, 10_000, tea('oolong', 'Oolong'));
  world.pass(DAY_MS);
  await buys(anna.phone, 10_000, tea('oolong', 'Oolong'));
  await greetAt('2027-03-21T12:00:00');
  expect(anna.hears()).toBe('');
  await greetAt('2027-03-23T12:00:00');
  expect(anna.hears()).toContain('Time for Oolong?');
});

test('caps hold what can wait, and drop what cannot', async () => {
  const occasions = ['on: { birthday: {} }', 'on: { lastVisit: { daysAgo: 10 } }']
    .map((on, place) => `\n  - { name: it${place}, ${on}, ${greeting} }`)
    .join('');
  const program = (text: string) => text.replace('maxSegments: 4', 'maxSegments: 4\n  perSecond: 1000'); // one right behind the other
  world = await openWorld({ telegram: false, startAt: moscow('2027-03-01T09:00:00'), occasions, program });
  const anna = await member('Anna', { fields: 'birth_day = 311, birth_told_at = joined_at' });
  await buys(anna.phone, 50_000);
  await greetAt('2027-03-11T12:00:00');
  expect(anna.hears()).toBe('Hi Anna\nTo end offers: STOP');
  await greetAt('2027-03-11T19:00:00');
  expect(anna.hears()).toBe('');
  await greetAt('2027-03-12T10:00:00');
  expect(anna.hears()).toBe('Hi Anna\nTo end offers: STOP');
});

test('an SMS budget that has ended holds greetings back, and the manager hears of it once', async () => {
  await shopAt('2027-03-01T09:00:00', `on: { birthday: {} }, ${greeting}`, {
    telegram: true,
    managerChatId: String(managerChat),
    program: (text) => text.replace('marketing: 200000', 'marketing: 500'),
  });
  const manager = deskOf(world);
  const fields = 'birth_day = 303, birth_told_at = joined_at';
  const all = [await member('Anna', { fields }), await member('Ben', { fields }), await member('Cleo', { fields })];
  await greetAt('2027-03-03T12:00:00');
  expect(all.filter((one) => one.hears().includes('Hi')).length).toBe(1);
  const told = () => manager.messages().filter(({ message }) => message.text?.includes('SMS')).length;
  await world.quiet();
  expect(told()).toBe(1);
  expect((await world.database.pool.query(`select count(*)::int as count from outbox where reason = 'budget'`)).rows).toEqual([
    { count: 2 },
  ]);
});

test('a limit for the year is kept, and without one it comes as often as it comes about', async () => {
  const visit = (name: string, limit: string) =>
    `\n  - { name: ${name}, on: { lastVisit: { daysAgo: 2 } }${limit}, texts: { en: "${name}", ru: "${name}" } }`;
  await shopAt('2027-03-01T12:00:00', '', { occasions: visit('once', ', timesPerYear: 1') + visit('always', '') });
  const anna = await member('Anna');
  for (const day of ['01', '04', '07']) {
    world.pass(moscow(`2027-03-${day}T12:00:00`) - world.now());
    await buys(anna.phone, 50_000);
    await greetAt(`2027-03-0${Number(day) + 2}T12:00:00`);
  }
  const heard = anna.hears();
  expect([heard.split('once').length - 1, heard.split('always').length - 1]).toEqual([1, 3]);
});
