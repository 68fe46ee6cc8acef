import { afterAll, expect, test } from 'vitest';
import { seeded } from '../support/storm.ts';
import { tillAt } from '../support/till.ts';
import { openWorld, smsShopper, type World } from '../support/world.ts';
import { createOracle, type Life } from './oracle.ts';

// A simulated time of greetings: what is heard at the handsets is exactly what a slow and obvious oracle says. `npm run storm` makes it a year of
// a thousand members.

const MEMBERS = Number(process.env['STORM_GREETED'] ?? 30);
const DAYS = Number(process.env['STORM_DAYS'] ?? 28);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TICK_MS = 4 * HOUR_MS;

const zones = ['Europe/Moscow', 'Europe/London', 'Europe/Kaliningrad', 'Asia/Vladivostok', 'America/New_York'];
const start = Date.parse('2027-03-01T00:20:00Z'); // the clocks of London and New York are moved in March
const occasions = `
  - { name: birthday, on: { birthday: { daysBefore: 3 } }, gift: { points: 10, lastsDays: 8 }, texts: { en: "birthday", ru: "birthday" } }
  - { name: joined, on: { joined: {} }, texts: { en: "joined", ru: "joined" } }
  - { name: spring, on: { holiday: { name: spring } }, texts: { en: "spring", ru: "spring" } }
  - { name: visit, on: { lastVisit: { daysAgo: 9 } }, texts: { en: "visit", ru: "visit" } }
  - { name: expire, on: { pointsExpire: { inDays: 5 } }, texts: { en: "expire {day}", ru: "expire {day}" } }
holidays: { own: [{ name: spring, date: 2027-03-20 }] }`;

let world: World;
afterAll(() => world.close());

test(`${MEMBERS} members in five time zones hear in ${DAYS} days what they should, once, at a good hour`, {
  timeout: 3_600_000,
}, async () => {
  const chance = seeded(20_270_301);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;
  world = await openWorld({
    telegram: false,
    startAt: start,
    occasions,
    program: (text) =>
      text
        .replace('expiresAfterMonths: 6', 'expiresAfterMonths: 1')
        .replace('maxSegments: 4', 'maxSegments: 4\n  perSecond: 1000') // the pace is kept by the real clock
        .replace(/\nholidays:[\s\S]*?\n\n/, '\n\n')
        .replace('marketing: 200000', 'marketing: 900000000')
        .replace('service: 100000', 'service: 900000000')
        .replace('reply: 300000', 'reply: 900000000'),
  });
  const { pool } = world.database;
  const oracle = createOracle({ start, caps: { day: 1, week: 2, month: 6 }, quiet: { from: 20, to: 10 } });
  const people: { life: Life; phone: string; handset: ReturnType<typeof smsShopper>; heard: string[] }[] = [];
  for (let place = 0; place < MEMBERS; place += 1) {
    const handset = smsShopper(world);
    await handset.says('JOIN Anna');
    await handset.says('1');
    const zone = pick(zones);
    const birthday = chance() < 0.8 ? Date.UTC(2028, 0, 1 + Math.floor(chance() * (chance() < 0.5 ? 130 : 366))) : undefined;
    const joinedAt = start - Math.floor(chance() * 900) * DAY_MS - Math.floor(chance() * DAY_MS);
    const day = birthday === undefined ? null : (new Date(birthday).getUTCMonth() + 1) * 100 + new Date(birthday).getUTCDate();
    await pool.query(
      `update member set birth_day = $2, birth_told_at = joined_at, joined_at = $3, time_zone = $4 where id = (select member_id from identity where address = $1)`,
      [`sms:${handset.phone}`, day, new Date(joinedAt), zone === 'Europe/Moscow' ? null : zone],
    );
    handset.heard();
    people.push({
      life: oracle.born({ zone, joinedAt, ...(day === null ? {} : { birthday: day }), welcomedAt: start }),
      phone: handset.phone,
      handset,
      heard: [],
    });
  }

  const till = tillAt(world);
  for (let tick = start + TICK_MS; tick <= start + DAYS * DAY_MS; tick += TICK_MS) {
    // Before the time passes: what is due at the next tick the courier may send by itself, at once.
    for (const { life, phone, handset } of people) {
      if (chance() < 0.012) {
        const { body } = await till.sells({ phone, total: 100_000 });
        oracle.bought(life, tick - TICK_MS);
        expect(body.pointsEarned).toBeGreaterThan(0);
      }
      if (chance() < 0.001) {
        await handset.says(life.agrees ? 'STOP' : 'RESUME');
        if (!life.agrees) await handset.says('1');
        oracle.changedMind(life);
      }
      handset.heard();
    }
    world.pass(tick - world.now());
    for (const _ of [1, 2]) await world.shop.greet();
    for (let left = -1; left !== 0; ) {
      await world.shop.courier.sweep();
      await world.quiet();
      const { rows } = await pool.query(
        `select count(*)::int as count from outbox where state in ('waiting', 'sending') and due_at <= $1`,
        [new Date(world.now())],
      );
      left = rows[0].count;
    }
    oracle.tick(tick);
    for (const { handset, heard } of people)
      heard.push(
        ...handset
          .heard()
          .split('\n---\n')
          .filter(Boolean)
          .map((text) => `${new Date(tick).toISOString()} ${text.split('\n')[0]}`),
      );
  }

  for (const { life, phone, heard } of people) {
    const agrees = heard.toSorted().join('\n') === life.said.toSorted().join('\n');
    expect(heard.toSorted(), agrees ? '' : JSON.stringify({ ...life, kept: await keptOf(phone) })).toEqual(life.said.toSorted());
  }
  const all = people.flatMap(({ life }) => life.said);
  for (const kind of ['birthday', 'joined', 'spring', 'visit', 'expire'])
    expect(
      all.some((said) => said.includes(kind)),
      kind,
    ).toBe(true);
  const { rows } = await pool.query(`select count(*)::int as count from transfer where kind = 'gift'`);
  expect(rows[0].count).toBe(people.reduce((sum, { life }) => sum + life.gifts, 0));
});

/** What the shop keeps of a member's greetings and of what was to be said to them, for whoever looks into a difference. */
async function keptOf(phone: string): Promise<object> {
  const { rows } = await world.database.pool.query(
    `select (select json_agg(json_build_array(occasion, cycle, at, told)) from greeting where member_id = i.member_id) as greetings,
      (select json_agg(json_build_array(id, message -> 'message' -> 'parts' -> 0 ->> 'words', class, state, reason, due_at, settled_at, reference) order by id)
        from outbox where member_id = i.member_id) as outbox from identity i where address = $1`,
    [`sms:${phone}`],
  );
  return rows[0];
}
