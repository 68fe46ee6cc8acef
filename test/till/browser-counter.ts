import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { browsing } from '../playground/browsing.ts';
import { join, smsPerson } from '../support/said.ts';
import { type Till, tillAt } from '../support/till.ts';
import { openWorld, type World } from '../support/world.ts';
import { desk, openTill, watch as tillComplaints } from './browser-till.ts';

/** A real browser on two busy cores: a test that fails is tried once more, and says so. */
export const patience = { timeout: 120_000, retry: 1 };

/** Points that do not depend on the hour of the day: 3 % of what is paid. */
const withoutRules = (text: string) => text.replace(/\nrules:\n[\s\S]*?\n# Where members/, '\nrules: []\n\n# Where members');

/** A shop and a browser for the tests of one file. */
export function browserCounter() {
  let world: World;
  let till: Till;
  let lastPhone = 3_000_000;

  beforeAll(async () => {
    world = await openWorld({ program: withoutRules });
    till = tillAt(world);
  }, 60_000);
  afterAll(() => world.close());
  const { blank, watch } = browsing(tillComplaints);

  function newPhone(): string {
    lastPhone += 1;
    return `+7915${lastPhone}`;
  }

  return {
    newPhone,
    get world() {
      return world;
    },
    get till() {
      return till;
    },
    blank,
    watch,

    /** The till, in a browser of its own. */
    async open(how: BrowserContextOptions = desk): Promise<Page> {
      const page = await blank(how);
      await openTill(page, world);
      return page;
    },

    /** A member with 200 points, who reads SMS. */
    async newMember() {
      const person = smsPerson(world, newPhone());
      await join(person);
      const { body } = await till.get(`/members?phone=${encodeURIComponent(person.phone)}`);
      return { phone: person.phone, card: body.card as string, id: body.id as string };
    },

    async balanceOf(phone: string) {
      const { body } = await till.get(`/members?phone=${encodeURIComponent(phone)}`);
      return { available: body.available, pending: body.pending };
    },

    async purchasesOf(phone: string): Promise<number> {
      const { rows } = await world.database.pool.query(
        `select count(*)::int as count from purchase join identity using (member_id) where address = $1`,
        [`sms:${phone}`],
      );
      return rows[0].count;
    },
  };
}
