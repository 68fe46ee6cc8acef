import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, openStorm, type Storm, seeded } from '../support/storm.ts';
import { type Chatter, chatStory, chatter, heardBy, newPhone, text, textStory, textsTo } from '../support/storm-people.ts';
import { flawsOf, outOfOrder } from '../support/storm-proof.ts';

/** A process is killed so often; `STORM_KILLS=40` for a long evening. */
const KILLS = Number(process.env['STORM_KILLS'] ?? 4);
const PEOPLE_AT_ONCE = 12;
const KILL_AFTER_MS = { from: 20, to: 300 };
const REPEAT_AFTER_MS = 50;
/** A dead process's messages are taken over when their lease has run out. */
const TAKEN_OVER_WITHIN_MS = 30_000;

const seed = Number(process.env['STORM_SEED'] ?? Date.now() % 1_000_000);
const chance = seeded(seed);

let storm: Storm;
beforeAll(async () => {
  storm = await openStorm({ processes: 2, chance });
});
afterAll(() => storm.close());

test(
  `processes are killed in the middle of everything: nothing is lost, nothing is half done (seed ${seed})`,
  async () => {
    storm.doubles.slowDown(8);
    const chats: Chatter[] = [];
    const phones: string[] = [];
    let killing = true;
    const crowd = Array.from({ length: PEOPLE_AT_ONCE }, async (_, place) => {
      for (let first = true; first || killing; first = false) await (place % 4 === 0 ? texting(phones) : chatting(chats));
    });
    for (let kill = 0; kill < KILLS; kill += 1) await killSomebody();
    killing = false;
    await Promise.all(crowd);
    await storm.settled(TAKEN_OVER_WITHIN_MS);

    expect(await flawsOf(storm)).toEqual({});
    expect(await outOfOrder(storm)).toEqual([]);
    const [counted] = await storm.rows<{ requests: number; members: number; messages: number }>(
      `select (select count(*)::int from request) as requests, (select count(*)::int from member) as members, (select count(*)::int from outbox) as messages`,
    );
    expect(counted?.requests).toBe(chats.length * chatStory('').length + phones.length * textStory.length);
    expect(counted?.members).toBe(chats.length + phones.length);
    for (const chat of chats) expect(missing(await lettersTo(`telegram:${chat.id}`), heardBy(chat))).toEqual([]);
    for (const phone of phones) expect(missing(await lettersTo(`sms:${phone}`), textsTo(storm, phone))).toEqual([]);

    const heard = [...chats.map(heardBy), ...phones.map((phone) => textsTo(storm, phone))].flat().length;
    const doubled = heard - (counted?.messages ?? 0);
    console.log(
      `${KILLS} kills, ${counted?.requests} messages of ${counted?.members} people, ${counted?.messages} answers, ${doubled} of them heard twice`,
    );
    expect(doubled).toBeLessThanOrEqual(KILLS * PEOPLE_AT_ONCE * 2);
  },
  60_000 + KILLS * 4000,
);

/** Kills one process at a moment of chance, and sometimes both; what is dead is started again. */
async function killSomebody(): Promise<void> {
  await sleep(KILL_AFTER_MS.from + chance() * (KILL_AFTER_MS.to - KILL_AFTER_MS.from));
  const up = storm.processes.filter((shop) => shop.isRunning());
  const victims = chance() < 0.3 ? up : [up[Math.floor(chance() * up.length)]];
  await Promise.all(victims.map((shop) => shop?.kill()));
  await Promise.all(victims.map(() => storm.start()));
}

async function chatting(chats: Chatter[]): Promise<void> {
  const chat = chatter(storm);
  chats.push(chat);
  for (const does of chatStory(chat.phone)) {
    const update = await chat.does(does);
    await untilTaken(() => storm.bring(update));
  }
}

async function texting(phones: string[]): Promise<void> {
  const phone = newPhone();
  phones.push(phone);
  for (const body of textStory) {
    const sms = text(phone, body);
    await untilTaken(() => storm.bringText(sms));
  }
}

/** As a carrier does: what got no 2xx comes again, maybe to another process. */
async function untilTaken(bring: () => Promise<number>): Promise<void> {
  await eventually(async () => {
    const taken = (await bring()) === 200;
    if (!taken) await sleep(REPEAT_AFTER_MS);
    return taken;
  }, TAKEN_OVER_WITHIN_MS);
}

async function lettersTo(recipient: string): Promise<string[]> {
  const rows = await storm.rows<{ text: string }>(`select letter ->> 'text' as text from outbox where recipient = $1 order by id`, [
    recipient,
  ]);
  return rows.map((row) => row.text);
}

/** Answers that were written and never heard, as often as they were written. */
function missing(written: readonly string[], heard: readonly string[]): string[] {
  const left = [...heard];
  return written.filter((one) => {
    const place = left.findIndex((other) => sameWords(other, one));
    if (place !== -1) left.splice(place, 1);
    return place === -1;
  });
}

/** Telegram trims; an SMS may be cut. */
const sameWords = (heard: string, written: string): boolean => written.trim().startsWith(heard.trim().slice(0, 60));
