import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { eventually, type Storm } from './storm.ts';
import { type Chatter, chatter, heardBy, newPhone, text, textsTo } from './storm-people.ts';
import type { ShopProcess } from './storm-process.ts';
import { callTill, type StormTill, stormTills, type TillRequest, type Told } from './storm-till.ts';

/** Somebody who comes to the counter. `card` where the counter has seen it; `proved`: they wrote themselves. */
type Person = { readonly phone: string; card?: string; chat?: Chatter; proved: boolean };

/** A purchase that was answered, with all that would tell it again. */
export type Sold = { readonly request: TillRequest; readonly answer: Told['body']; readonly lines: number };

type Counter = {
  readonly sold: Sold[];
  /** How often each deed was done, and what the tills were answered. */
  readonly tally: Map<string, number>;
  /** Does one thing by chance. */
  doSomething(): Promise<void>;
};

const CODE_WITHIN_MS = 5000;
const NOBODYS_MAX = 50;

/** Everything that happens at two counters at once, each deed brought to both processes where two could get in each other's way. */
export function openCounter(storm: Storm, { chance, now }: { chance: () => number; now: () => number }): Counter {
  const people: Person[] = [];
  const sold: Sold[] = [];
  const nobodys: Sold[] = [];
  const tally = new Map<string, number>();
  let receipts = 0;

  const below = (most: number): number => Math.floor(chance() * most);
  const oneOf = <T>(all: readonly T[]): T | undefined => all[below(all.length)];
  const till = (): StormTill => oneOf(stormTills) as StormTill;
  const count = (what: string): void => void tally.set(what, (tally.get(what) ?? 0) + 1);
  const at = (): string => new Date(now()).toISOString();
  const running = (): ShopProcess[] => storm.processes.filter((shop) => shop.isRunning());

  async function call(request: TillRequest, to = oneOf(running()) as ShopProcess): Promise<Told> {
    const told = await callTill(to, request);
    const about = told.status < 300 ? told.status : `${told.status} ${String(told.body['type']).split('/').at(-1)}`;
    count(`${request.path.replaceAll(/[0-9a-f-]{36}/g, ':id').split('?')[0]} ${about}`);
    return told;
  }
  const callAll = (requests: readonly TillRequest[]): Promise<Told[]> =>
    Promise.all(requests.map((request, place) => call(request, running()[place % running().length])));

  const isDone = ({ status }: Told): boolean => status === 200 || status === 201;
  const donesOf = (all: readonly Told[]): Told[] => all.filter(isDone);

  /** All who succeeded were told the same, and one of them the first. */
  function expectOnce(all: readonly Told[]): Told | undefined {
    const [first, ...others] = donesOf(all);
    for (const one of others) expect(one.body).toEqual(first?.body);
    expect(all.filter(({ status }) => status === 201).length).toBe(first === undefined ? 0 : 1);
    return first;
  }

  function receipt(more: object = {}): TillRequest['body'] & { total: number; lines: { amount: number }[] } {
    receipts += 1;
    const lines = Array.from({ length: below(4) }, () => ({
      category: oneOf(['tea', 'oolong', 'sweets', 'gift-card']),
      ...(chance() < 0.5 ? { quantity: 1 + below(4) } : {}),
      amount: chance() < 0.1 ? 0 : 100 * below(1200),
    }));
    const total = lines.length === 0 ? 100 * below(2000) : lines.reduce((sum, { amount }) => sum + amount, 0);
    const told = { receiptId: `R-${receipts}`, store: oneOf(['pavilion-1', 'pavilion-2']), cashier: 'vera', at: at(), currency: 'RUB' };
    return { ...told, total, lines, ...more };
  }

  const sale = (body: object): TillRequest => ({ till: till(), path: '/purchases', key: randomUUID(), body });

  function keep(request: TillRequest, told: Told | undefined): void {
    if (told === undefined) return;
    const { lines } = request.body as { lines: unknown[] };
    const one: Sold = { request, answer: told.body, lines: Math.max(1, lines.length) };
    sold.push(one);
    if (told.body['member'] === null) nobodys.push(one);
    if (nobodys.length > NOBODYS_MAX) nobodys.shift();
  }

  function whose(): object {
    const person = oneOf(people);
    if (person === undefined || chance() < 0.15) return {};
    if (chance() < 0.05) return { phone: newPhone() };
    return person.card !== undefined && chance() < 0.6 ? { card: person.card } : { phone: person.phone };
  }

  async function sell(): Promise<void> {
    const redeem = chance() < 0.4 ? { redeemPoints: below(80) } : {};
    const request = sale(receipt({ ...whose(), ...redeem }));
    const another = { ...request, till: till(), key: randomUUID() };
    const copies = chance() < 0.5 ? [request] : chance() < 0.5 ? [request, request, request] : [request, another];
    keep(request, expectOnce(await callAll(copies)));
  }

  /** Told again, at any time later: the first answer. */
  async function tellAgain(): Promise<void> {
    const one = oneOf(sold);
    if (one === undefined) return;
    const again = await callAll([one.request, one.request, { ...one.request, key: randomUUID() }]);
    for (const told of again) expect(told).toEqual({ status: 200, body: one.answer });
  }

  async function tellDifferently(): Promise<void> {
    const one = oneOf(sold);
    if (one === undefined) return;
    const body = { ...one.request.body, lines: [], total: 7 };
    const [sameKey, otherKey] = await callAll([
      { ...one.request, body },
      { ...one.request, body, key: randomUUID() },
    ]);
    expect([sameKey?.status, otherKey?.status]).toEqual([409, 409]);
  }

  /** The same points at two tills at once: there are enough for one. */
  async function spendTwice(): Promise<void> {
    const phone = newPhone();
    await storm.bringText(text(phone, 'JOIN Vera'));
    await storm.heard();
    const { body } = await call({ till: till(), method: 'GET', path: `/members?phone=${encodeURIComponent(phone)}` });
    const requests = [1, 2].map(() => sale(receipt({ card: body['card'], total: 300_00, lines: [], redeemPoints: 150 })));
    const answers = await callAll(requests);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    for (const [place, told] of answers.entries()) if (told.status === 201) keep(requests[place] as TillRequest, told);
    people.push({ phone, card: String(body['card']), proved: true });
  }

  async function holdPoints(): Promise<void> {
    const person = oneOf(people.filter(({ proved }) => proved));
    if (person === undefined) return;
    const byCard = person.card !== undefined && chance() < 0.5;
    const own = till();
    const heardBefore = heard(person).length;
    const body = { points: 1 + below(40), ...(byCard ? { card: person.card } : { phone: person.phone }) };
    const asked = await call({ till: own, path: '/holds', body });
    if (asked.status >= 300) return;
    const id = String(asked.body['id']);
    if (asked.status === 202 && !(await confirmed(own, person, id, heardBefore))) return;
    if (chance() < 0.3) await callAll([release(own, id), release(own, id)]);
    else if (chance() < 0.8) await captureTwice(own, id);
  }

  const release = (own: StormTill, id: string): TillRequest => ({ till: own, path: `/holds/${id}/release` });

  /** With a wrong code now and then; the right one comes by the member's own channel, or somebody asked for another one meanwhile. */
  async function confirmed(own: StormTill, person: Person, id: string, heardBefore: number): Promise<boolean> {
    const path = `/holds/${id}/confirm`;
    if (chance() < 0.3) await call({ till: own, path, body: { code: '000000' } });
    const code = () =>
      heard(person)
        .slice(heardBefore)
        .map((said) => /\b\d{6}\b/.exec(said)?.[0])
        .findLast((one) => one !== undefined);
    await eventually(() => code() !== undefined, CODE_WITHIN_MS).catch(() => count('a code that came too late'));
    const answers = await callAll(Array.from({ length: 2 }, () => ({ till: own, path, body: { code: code() ?? '000000' } })));
    return answers.some(isDone);
  }

  const heard = ({ phone, chat }: Person): string[] => [...textsTo(storm, phone), ...(chat === undefined ? [] : heardBy(chat))];

  /** Two purchases, one hold: it pays for one of them. */
  async function captureTwice(own: StormTill, hold: string): Promise<void> {
    const requests = [1, 2].map(() => ({ ...sale(receipt({ hold, total: 200_00, lines: [] })), till: own }));
    const answers = await callAll(requests);
    expect(donesOf(answers).length).toBeLessThanOrEqual(1);
    for (const [place, told] of answers.entries()) if (isDone(told)) keep(requests[place] as TillRequest, told);
  }

  async function bringBack(): Promise<void> {
    const one = oneOf(sold.slice(-200));
    if (one === undefined) return;
    const path = `/purchases/${one.answer['id']}/returns`;
    const line = {
      line: below(one.lines),
      ...(chance() < 0.5 ? { amount: 100 * (1 + below(300)) } : chance() < 0.5 ? { quantity: 1 } : {}),
    };
    const body = { returnId: randomUUID(), at: at(), ...(chance() < 0.2 ? {} : { lines: [line] }) };
    expectOnce(await callAll([1, 2].map(() => ({ till: stormTills[0], path, body }))));
  }

  /** Whole, under two numbers at once: once. */
  async function bringBackTwice(): Promise<void> {
    const one = oneOf(sold.slice(-200));
    if (one === undefined) return;
    const path = `/purchases/${one.answer['id']}/returns`;
    const answers = await callAll([1, 2].map(() => ({ till: till(), path, body: { returnId: randomUUID(), at: at() } })));
    expect(donesOf(answers).length).toBeLessThanOrEqual(1);
  }

  /** One receipt, two members, at once. */
  async function claimTwice(): Promise<void> {
    const one = nobodys.splice(below(nobodys.length), 1)[0];
    const cards = people.flatMap(({ card }) => (card === undefined ? [] : [card]));
    if (one === undefined || cards.length === 0) return;
    const claims = [1, 2].map(() => ({
      till: till(),
      path: '/claims',
      body: { card: oneOf(cards), invitation: one.answer['receiptUrl'] },
    }));
    expect(donesOf(await callAll(claims)).length).toBeLessThanOrEqual(1);
  }

  async function enrolTwice(): Promise<void> {
    const phone = newPhone();
    const answers = await callAll([1, 2].map(() => ({ till: till(), path: '/members', body: { phone, name: 'Gleb' } })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(answers[0]?.body['id']).toBe(answers[1]?.body['id']);
    people.push({ phone, card: String(answers[0]?.body['card']), proved: false });
  }

  /** Whoever the counter knows by their number, or nobody knows yet, writes themselves; a proved number brings a new card. */
  async function join(): Promise<void> {
    const known = oneOf(people.filter(({ proved }) => !proved));
    const person: Person = known !== undefined && chance() < 0.6 ? known : { phone: newPhone(), proved: false };
    person.proved = true;
    if (chance() < 0.5) {
      const sms = text(person.phone, chance() < 0.5 ? 'JOIN Boris' : 'BALANCE');
      await Promise.all(running().map((to) => storm.bringText(sms, to)));
      if (known !== person) await storm.bringText(text(person.phone, 'JOIN Boris'));
      await storm.heard();
    } else {
      person.chat = chatter(storm, { phone: person.phone });
      for (const does of [(user: Chatter['user']) => user.start(), (user: Chatter['user']) => user.shareContact(person.phone)]) {
        const update = await person.chat.does(does);
        await Promise.all(running().map((to) => storm.bring(update, to)));
      }
    }
    const seen = await call({ till: till(), method: 'GET', path: `/members?phone=${encodeURIComponent(person.phone)}` });
    expect(seen.status).toBe(200);
    person.card = String(seen.body['card']);
    if (known !== person) people.push(person);
  }

  async function look(): Promise<void> {
    const person = oneOf(people);
    if (person === undefined) return;
    const found = await call({ till: till(), method: 'GET', path: `/members?phone=${encodeURIComponent(person.phone)}` });
    expect(found.status).toBe(200);
    const history = await call({ till: till(), method: 'GET', path: `/members/${found.body['id']}/history` });
    const quoted = await call({ till: till(), path: '/quotes', body: { phone: person.phone, currency: 'RUB', total: 100 * below(1000) } });
    const day = await call({ till: till(), method: 'GET', path: `/purchases?date=${at().slice(0, 10)}` });
    expect([history.status, quoted.status, day.status]).toEqual([200, 200, 200]);
  }

  const deeds = [
    ...Array.from({ length: 8 }, () => sell),
    ...[tellAgain, tellAgain, tellDifferently, spendTwice, holdPoints, holdPoints, holdPoints],
    ...[bringBack, bringBack, bringBack, bringBackTwice, claimTwice, enrolTwice, join, join, look, look],
  ];

  return {
    sold,
    tally,
    async doSomething() {
      const deed = oneOf(deeds) as (typeof deeds)[number];
      count(deed.name);
      await deed();
    },
  };
}
