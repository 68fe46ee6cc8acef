import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStorm, type Storm, seeded } from '../support/storm.ts';
import { type Chatter, chatStory, chatter, heardBy, newPhone, text, textStory, textsTo } from '../support/storm-people.ts';
import { flawsOf, outOfOrder } from '../support/storm-proof.ts';

const CHATS = 60;
const PHONES = 20;
const COPIED_SHARE = 0.3;
const COPIES_MAX = 3;
const STORM_WITHIN_MS = 60_000;

const seed = Number(process.env['STORM_SEED'] ?? Date.now() % 1_000_000);
const chance = seeded(seed);

let storm: Storm;
beforeAll(async () => {
  storm = await openStorm({ processes: 2, chance });
});
afterAll(() => storm.close());

const count = async (table: string): Promise<number> =>
  Number((await storm.rows<{ count: string }>(`select count(*) from ${table}`))[0]?.count);
const membersBehind = (address: string) =>
  storm.rows<{ member_id: string }>('select member_id from identity where address = $1', [address]);
const onAll = <T>(ask: (index: number) => Promise<T>): Promise<T[]> => Promise.all(storm.processes.map((_, index) => ask(index)));

test('one Telegram update brought to both processes at once is heard by one', async () => {
  const anna = chatter(storm);
  for (const does of chatStory(anna.phone).slice(0, 3)) {
    const update = await anna.does(does);
    expect(await onAll((index) => storm.bring(update, storm.processes[index]))).toEqual([200, 200]);
  }
  await storm.settled();
  expect(await membersBehind(`telegram:${anna.id}`)).toHaveLength(1);
  expect(heardBy(anna)).toHaveLength(4);
  expect(await flawsOf(storm)).toEqual({});
});

test('one SMS brought to both processes at once is heard by one', async () => {
  const phone = newPhone();
  for (const body of textStory.slice(0, 3)) {
    const sms = text(phone, body);
    expect(await onAll((index) => storm.bringText(sms, storm.processes[index]))).toEqual([200, 200]);
  }
  await storm.settled();
  expect(await membersBehind(`sms:${phone}`)).toHaveLength(1);
  expect(textsTo(storm, phone)).toHaveLength(3);
  expect(await flawsOf(storm)).toEqual({});
});

test('one person who joins by both doors at once, each at another process, is one member with one bonus', async () => {
  const people = Array.from({ length: 12 }, () => ({ anna: chatter(storm), joins: { telegram: 0, sms: 0 } }));
  for (const { anna } of people) await storm.bring(await anna.does((user) => user.start()));
  await Promise.all(
    people.map(async ({ anna }) => {
      const contact = await anna.does((user) => user.shareContact(anna.phone));
      const answers = await Promise.all([
        storm.bring(contact, storm.processes[0]),
        storm.bringText(text(anna.phone, 'JOIN Anna'), storm.processes[1]),
      ]);
      expect(answers).toEqual([200, 200]);
    }),
  );
  await storm.settled();
  for (const { anna } of people) {
    const [byChat] = await membersBehind(`telegram:${anna.id}`);
    const [byPhone] = await membersBehind(`sms:${anna.phone}`);
    expect(byChat).toEqual(byPhone);
    expect(byChat).toBeDefined();
  }
  expect(await flawsOf(storm)).toEqual({});
});

test('words that follow each other faster than they can be answered are answered in their order, whichever process heard them', async () => {
  const anna = chatter(storm);
  storm.doubles.slowDown(60);
  for (let round = 0; round < 12; round += 1)
    expect(await storm.bring(await anna.does((user) => user.send(`/start`)), storm.processes[round % 2])).toBe(200);
  await storm.settled(30_000);
  storm.doubles.slowDown(0);
  expect(heardBy(anna)).toHaveLength(12);
  expect(await outOfOrder(storm)).toEqual([]);
});

test(
  `a storm over two processes: nothing lost, nothing doubled, every chat in order (seed ${seed})`,
  async () => {
    const before = { request: await count('request'), member: await count('member') };
    const quiet = { chat: await quietChat(), phone: await quietPhone() };
    storm.doubles.slowDown(5);
    const chats = Array.from({ length: CHATS }, () => chatter(storm));
    const phones = Array.from({ length: PHONES }, newPhone);
    await Promise.all([...chats.map(tellStory), ...phones.map(textAll)]);
    await storm.settled(30_000);
    storm.doubles.slowDown(0);

    const people = CHATS + PHONES + 2;
    expect(await count('member')).toBe(before.member + people);
    expect(await count('request')).toBe(before.request + (CHATS + 1) * chatStory('').length + (PHONES + 1) * textStory.length);
    expect(chats.filter((chat) => heardBy(chat).length !== quiet.chat.length)).toEqual([]);
    expect(phones.filter((phone) => textsTo(storm, phone).length !== quiet.phone.length)).toEqual([]);
    for (const chat of chats) expect(withoutFigures(heardBy(chat))).toEqual(withoutFigures(quiet.chat));
    for (const phone of phones) expect(withoutFigures(textsTo(storm, phone))).toEqual(withoutFigures(quiet.phone));
    expect(await outOfOrder(storm)).toEqual([]);
    expect(await flawsOf(storm)).toEqual({});
  },
  STORM_WITHIN_MS,
);

/** What somebody hears who is alone and patient: the measure for all others. */
async function quietChat(): Promise<string[]> {
  const anna = chatter(storm);
  for (const does of chatStory(anna.phone)) {
    await storm.bring(await anna.does(does));
    await storm.settled();
  }
  return heardBy(anna);
}

async function quietPhone(): Promise<string[]> {
  const phone = newPhone();
  for (const body of textStory) {
    await storm.bringText(text(phone, body));
    await storm.settled();
  }
  return textsTo(storm, phone);
}

async function tellStory(chat: Chatter): Promise<void> {
  for (const does of chatStory(chat.phone)) {
    const update = await chat.does(does);
    await inCopies(() => storm.bring(update));
  }
}

async function textAll(phone: string): Promise<void> {
  for (const body of textStory) {
    const sms = text(phone, body);
    await inCopies(() => storm.bringText(sms));
  }
}

async function inCopies(bring: () => Promise<number>): Promise<void> {
  const copies = chance() < COPIED_SHARE ? Math.ceil(chance() * COPIES_MAX) : 0;
  for (const status of await Promise.all(Array.from({ length: 1 + copies }, bring))) expect(status).toBe(200);
}

/** Card numbers and links are everybody's own. */
const withoutFigures = (said: readonly string[]): string[] =>
  said.map((one) => one.replaceAll(/https?:\S+/g, 'LINK').replaceAll(/\d[\d ]{9,}\d|\d{4,}/g, 'N'));
