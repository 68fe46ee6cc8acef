import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setBlocked } from '../../src/interventions/blocking.ts';
import { changePoints } from '../../src/interventions/points.ts';
import { textOf } from '../../src/texts/render.ts';
import { operations } from '../../src/till/operations.ts';
import { problemAnswer } from '../../src/till/told-shapes.ts';
import { join, lastCode, smsPerson, telegramPerson } from '../support/said.ts';
import { receipt, type Till, tillAt } from '../support/till.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let till: Till;
beforeAll(async () => {
  world = await openWorld();
  till = tillAt(world);
});
afterAll(() => world.close());

type Described = {
  readonly requestBody: {
    readonly content: { readonly 'application/json': { readonly schema: { readonly $ref?: string; readonly example?: unknown } } };
  };
};
type OpenApi = {
  readonly openapi: string;

  readonly paths: Record<string, Record<string, Described>>;
  readonly components: { readonly schemas: Record<string, { readonly example?: unknown }> };
};
const openApi = async (): Promise<OpenApi> => (await (await fetch(`${world.url}/openapi.json`)).json()) as OpenApi;

const schemaOf = (method: string, path: string) => operations.find((one) => one.method === method && one.path === path)!.answer;

let next = 1_000_000;
function newPhone(): string {
  next += 1;
  return `+7919${next}`;
}

async function memberBySms() {
  const person = smsPerson(world, newPhone());
  await join(person);
  const found = await till.get(`/members?phone=${encodeURIComponent(person.phone)}`);
  return { person, id: found.body.id as string, card: found.body.card as string, phone: person.phone };
}

describe('every call of the API answers as its document says', () => {
  test('shop', async () => {
    const { status, body } = await till.get('/shop');
    expect(status).toBe(200);
    expect(schemaOf('GET', '/shop').safeParse(body).error).toBeUndefined();
    expect(body).toMatchObject({ till: 'pavilion', currency: 'RUB', currencyDigits: 2 });
  });

  test('enrol, look up by phone, card and id, history', async () => {
    const phone = newPhone();
    const made = await till.post('/members', { phone, name: 'Anna' });
    expect(made.status).toBe(201);
    expect(schemaOf('POST', '/members').safeParse(made.body).error).toBeUndefined();
    expect(made.body).toMatchObject({ name: 'Anna', phone, balance: 0, canSpend: 'code' });
    const again = await till.post('/members', { phone, name: 'Somebody' });
    expect([again.status, again.body.name]).toEqual([200, 'Anna']);
    for (const path of [`?phone=${encodeURIComponent(phone)}`, `?card=${made.body.card}`, `/${made.body.id}`]) {
      const found = await till.get(`/members${path}`);
      expect([found.status, found.body.id], path).toEqual([200, made.body.id]);
      expect(schemaOf('GET', '/members').safeParse(found.body).error).toBeUndefined();
    }
    await till.sells({ phone });
    const history = await till.get(`/members/${made.body.id}/history`);
    expect(schemaOf('GET', '/members/:id/history').safeParse(history.body).error).toBeUndefined();
    expect(history.body.entries?.[0]).toMatchObject({ kind: 'earn', points: 14, till: 'pavilion', cashier: 'anna', store: 'pavilion-1' });
  });

  test('an id that became another’s leads to them, and one that was forgotten to nobody', async () => {
    const phone = newPhone();
    const byChat = telegramPerson(world, { phone, language: 'en' });
    await byChat.says('/start');
    await byChat.does(() => byChat.shopper.taps('Without my number'));
    await byChat.says('-');
    await byChat.says('no');
    const { rows } = await world.database.pool.query('select member_id as id from identity where address = $1', [byChat.address]);
    await join(smsPerson(world, phone));
    const { body: left } = await till.get(`/members?phone=${encodeURIComponent(phone)}`);
    await byChat.does(() => byChat.shopper.shares());
    expect(left.id).not.toBe(rows[0].id);
    const found = await till.get(`/members/${rows[0].id}`);
    expect([found.status, found.body.id]).toEqual([200, left.id]);
    const [history, theirs] = [await till.get(`/members/${rows[0].id}/history`), await till.get(`/members/${left.id}/history`)];
    expect(history.body.entries?.length).toBeGreaterThan(0);
    expect([history.status, history.body]).toEqual([theirs.status, theirs.body]);

    await byChat.says('/forget');
    await byChat.does(() => byChat.shopper.taps(textOf('choice-forget', 'en')));
    for (const id of [rows[0].id, left.id])
      for (const path of [`/members/${id}`, `/members/${id}/history`]) expect((await till.get(path)).status, path).toBe(404);
  });

  test('quote, purchase, list, details, return, claim', async () => {
    const { phone, card, id } = await memberBySms();
    const quoted = await till.post('/quotes', { phone, currency: 'RUB', total: 48_000 });
    expect(schemaOf('POST', '/quotes').safeParse(quoted.body).error).toBeUndefined();
    expect(quoted.body).toMatchObject({ member: id, pointsEarned: 14, maxRedeemPoints: 200, toPay: 48_000 });
    const sold = await till.sells({ phone, lines: [{ name: 'Tea', quantity: 2, amount: 48_000 }] });
    expect(sold.status).toBe(201);
    expect(schemaOf('POST', '/purchases').safeParse(sold.body).error).toBeUndefined();
    expect(sold.body).toMatchObject({ member: id, pointsEarned: 14, pointsPending: 14, balance: 200, tier: 'bronze' });
    const details = await till.get(`/purchases/${sold.body.id}`);
    expect(schemaOf('GET', '/purchases/:id').safeParse(details.body).error).toBeUndefined();
    const at = new Date(world.now()).toISOString();
    const returned = await till.post(`/purchases/${sold.body.id}/returns`, { returnId: 'RET-1', at, lines: [{ line: 0, quantity: 1 }] });
    expect(returned.status).toBe(201);
    expect(schemaOf('POST', '/purchases/:id/returns').safeParse(returned.body).error).toBeUndefined();
    expect(returned.body).toMatchObject({ refundMoney: 24_000, pointsTaken: 7, pointsForgiven: 0 });
    const list = await till.get('/purchases');
    expect(schemaOf('GET', '/purchases').safeParse(list.body).error).toBeUndefined();
    expect(list.body.purchases?.[0]).toMatchObject({ id: sold.body.id, returned: 24_000, memberName: 'Anna' });
    const nobodys = await till.sells({});
    expect(nobodys.body).toMatchObject({ member: null, pointsEarned: 0 });
    const claimed = await till.post('/claims', { invitation: nobodys.body.receiptUrl, card });
    expect(claimed.status).toBe(200);
    expect(schemaOf('POST', '/claims').safeParse(claimed.body).error).toBeUndefined();
    expect(claimed.body).toMatchObject({ member: id, pointsEarned: 14 });
  });

  test('hold, confirm, release', async () => {
    const { phone, person } = await memberBySms();
    const asked = await till.post('/holds', { phone, points: 100 });
    expect([asked.status, asked.body.state]).toEqual([202, 'awaiting-code']);
    expect(schemaOf('POST', '/holds').safeParse(asked.body).error).toBeUndefined();
    await world.quiet();
    const confirmed = await till.post(`/holds/${asked.body.id}/confirm`, { code: await lastCode(world, person.phone) });
    expect([confirmed.status, confirmed.body.state]).toEqual([200, 'open']);
    const sold = await till.sells({ hold: asked.body.id });
    expect(sold.body).toMatchObject({ pointsSpent: 100, toPay: 38_000, available: 100, held: 0 });
    const other = await till.post('/holds', { phone, points: 50 });
    expect((await till.post(`/holds/${other.body.id}/release`)).body.state).toBe('released');
  });

  test('the document tells of every call, and is served with its page', async () => {
    const document = await openApi();
    expect(document.openapi).toBe('3.1.0');
    const told = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(told.sort()).toEqual(operations.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`).sort());
    expect(await (await fetch(`${world.url}/docs`)).text()).toContain('swagger-ui-bundle.js');
    for (const file of ['docs/swagger-ui-bundle.js', 'docs/swagger-ui.css', 'docs/start.js'])
      expect((await fetch(`${world.url}/${file}`)).status, file).toBe(200);
  });

  test('the examples in the document are accepted by the schemas that read them', async () => {
    const document = await openApi();
    for (const operation of operations.filter(({ body }) => body !== undefined)) {
      const described = document.paths[operation.path.replaceAll(/:(\w+)/g, '{$1}')]?.[operation.method.toLowerCase()] as Described;
      const schema = described.requestBody.content['application/json'].schema;
      const example =
        schema.$ref === undefined ? schema.example : document.components.schemas[schema.$ref.split('/').at(-1) ?? '']?.example;
      expect(example, operation.path).toBeDefined();
      expect(operation.body?.safeParse(example).error, operation.path).toBeUndefined();
    }
  });
});

describe('once', () => {
  test('the same key and content get the first answer; another content is refused', async () => {
    const { phone } = await memberBySms();
    const told = receipt(world, { phone });
    const first = await till.post('/purchases', told, { 'idempotency-key': 'once-1' });
    const again = await till.post('/purchases', told, { 'idempotency-key': 'once-1' });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    const other = await till.post('/purchases', { ...told, total: 99 }, { 'idempotency-key': 'once-1' });
    expect([other.status, other.body.type]).toEqual([409, '/problems/idempotency-mismatch']);
  });

  test('the same receipt under another key gets the first answer, with another content it is refused', async () => {
    const { phone } = await memberBySms();
    const told = receipt(world, { phone });
    const first = await till.post('/purchases', told, { 'idempotency-key': 'key-a' });
    const again = await till.post('/purchases', { ...told, cashier: 'boris' }, { 'idempotency-key': 'key-b' });
    expect([again.status, again.body]).toEqual([200, first.body]);
    const other = await till.post('/purchases', { ...told, total: 1000 }, { 'idempotency-key': 'key-c' });
    expect([other.status, other.body.type]).toEqual([409, '/problems/receipt-differs']);
  });

  test('the same number on another day is another receipt', async () => {
    const { phone } = await memberBySms();
    const yesterday = new Date(world.now() - 24 * 3_600_000).toISOString();
    const told = receipt(world, { phone });
    const first = await till.post('/purchases', told, { 'idempotency-key': 'day-1' });
    const second = await till.post('/purchases', { ...told, at: yesterday }, { 'idempotency-key': 'day-2' });
    expect([first.status, second.status]).toEqual([201, 201]);
  });

  test('a purchase pressed twice at once earns once', async () => {
    const { phone } = await memberBySms();
    const told = receipt(world, { phone });
    const answers = await Promise.all([1, 2, 3].map(() => till.post('/purchases', told, { 'idempotency-key': 'twice' })));
    expect(new Set(answers.map((one) => one.body.id)).size).toBe(1);
    expect((await till.get(`/members?phone=${encodeURIComponent(phone)}`)).body).toMatchObject({ balance: 200, pending: 14 });
  });

  test('a no that changed nothing is not kept: put right, the same key may come again', async () => {
    const { card } = await memberBySms();
    const told = receipt(world, { card, redeemPoints: 5000, total: 10_000_000 });
    const refused = await till.post('/purchases', told, { 'idempotency-key': 'put-right' });
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/not-enough-points']);
    const put = await till.post('/purchases', { ...told, redeemPoints: 150 }, { 'idempotency-key': 'put-right' });
    expect([put.status, put.body.pointsSpent]).toEqual([201, 150]);
  });
});

describe('bad input is told with its field, and changes nothing', () => {
  const bad: readonly [string, object, string][] = [
    ['a negative total', { total: -1 }, 'total'],
    ['a fraction', { total: 10.5 }, 'total'],
    ['a huge total', { total: 1e15 }, 'total'],
    ['no currency', { currency: undefined }, 'currency'],
    ['a word for a currency', { currency: 'roubles' }, 'currency'],
    ['lines that do not add up', { total: 100, lines: [{ amount: 50 }] }, 'total'],
    ['a quantity of four decimals', { lines: [{ amount: 48_000, quantity: 0.0001 }] }, 'lines.0.quantity'],
    ['a clock ten days late', { at: new Date(Date.now() - 10 * 86_400_000).toISOString() }, 'at'],
    ['a clock an hour ahead', { at: new Date(Date.now() + 3_600_000).toISOString() }, 'at'],
    ['a time without an offset', { at: '2026-11-21T14:03:00' }, 'at'],
    ['a card that is none', { card: '2912345678901' }, 'card'],
    ['two people at once', { card: '2912345678906', phone: '+79161234567' }, 'member'],
    ['a phone that is none', { phone: 'tomorrow' }, 'phone'],
    ['an unknown field', { discount: 5 }, 'discount'],
    ['a coupon nobody gave', { coupons: ['FREE'] }, 'coupons.0'],
    ['an empty receipt number', { receiptId: ' ' }, 'receiptId'],
  ];
  test.each(bad)('%s', async (_, what, path) => {
    const { status, body } = await till.sells(what);
    expect([status, body.errors?.[0]?.path]).toEqual([422, path]);
    expect(problemAnswer.safeParse(body).error).toBeUndefined();
  });

  test('another currency, named', async () => {
    const { status, body } = await till.sells({ currency: 'PLN' });
    expect([status, body.type]).toEqual([422, '/problems/wrong-currency']);
  });

  test('no JSON, no key of its own, a body of a million lines', async () => {
    expect((await till.post('/purchases', '{', { 'idempotency-key': 'x' })).status).toBe(422);
    expect((await till.post('/purchases', receipt(world))).body.errors?.[0]?.path).toBe('Idempotency-Key');
    const lines = Array.from({ length: 100_000 }, () => ({ amount: 1 }));
    expect((await till.sells({ total: 100_000, lines })).status).toBe(413);
    const many = Array.from({ length: 501 }, () => ({ amount: 1 }));
    expect((await till.sells({ total: 501, lines: many })).body.errors?.[0]?.path).toBe('lines');
  });

  test('no key, a wrong key, and too many wrong ones', async () => {
    const stranger = tillAt(world, 'a-guess');
    const answer = await stranger.get('/shop');
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await fetch(`${world.url}/api/v1/shop`)).status).toBe(401);
    let last = answer;
    for (let guesses = 0; guesses < 25; guesses += 1) last = await stranger.get('/shop');
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await till.get('/shop')).status).toBe(200);
  });

  test('an unknown member is not found in look-ups only', async () => {
    expect((await till.get('/members?phone=%2B79190000001')).status).toBe(404);
    expect((await till.get('/members/0192f0c1-2b3c-7d4e-8f5a-6b7c8d9e0f1a')).status).toBe(404);
    expect((await till.get('/members/not-an-id')).status).toBe(404);
    expect((await till.sells({ phone: '+79190000001' })).body).toMatchObject({ member: null });
    expect((await till.sells({ member: '0192f0c1-2b3c-7d4e-8f5a-6b7c8d9e0f1a' })).body.errors?.[0]?.path).toBe('member');
    expect((await till.post('/holds', { phone: '+79190000001', points: 1 })).body.errors?.[0]?.path).toBe('phone');
  });

  test('the sentence for the cashier is in their language', async () => {
    const details = await Promise.all(
      ['en', 'pl', 'ru'].map(async (language) => (await tillAt(world, undefined, language).get('/members?card=2900000000001')).body.detail),
    );
    expect(new Set(details).size).toBe(3);
  });
});

describe('paying with points', () => {
  test('by phone alone is refused, by card it is enough', async () => {
    const { phone, card, id } = await memberBySms();
    for (const whose of [{ phone }, { member: id }])
      expect((await till.sells({ ...whose, redeemPoints: 50 })).body.type).toBe('/problems/proof-needed');
    const sold = await till.sells({ card, redeemPoints: 50 });
    expect(sold.body).toMatchObject({ pointsSpent: 50, toPay: 43_000, available: 150, pointsEarned: 12 });
  });

  test('no more than may pay, no more than there is', async () => {
    const { card } = await memberBySms();
    expect((await till.sells({ card, total: 1000, redeemPoints: 50 })).body).toMatchObject({
      type: '/problems/too-many-points',
      payable: 500,
    });
    expect((await till.sells({ card, total: 1_000_000, redeemPoints: 201 })).body).toMatchObject({
      type: '/problems/not-enough-points',
      available: 200,
    });
  });

  test('spent twice at once: one is paid, the other is refused', async () => {
    const { card } = await memberBySms();
    const answers = await Promise.all([1, 2].map(() => till.sells({ card, total: 100_000, redeemPoints: 150 })));
    expect(answers.map((one) => one.status).sort()).toEqual([201, 409]);
  });

  test('a code is tried five times, used once, and lasts five minutes', async () => {
    const { phone } = await memberBySms();
    const asked = await till.post('/holds', { phone, points: 10 });
    const wrong = async () => (await till.post(`/holds/${asked.body.id}/confirm`, { code: '000000' })).body;
    expect((await wrong()).triesLeft).toBe(4);
    for (let tries = 0; tries < 3; tries += 1) await wrong();
    expect((await wrong()).type).toBe('/problems/hold-closed');
    await world.quiet();
    expect((await till.post(`/holds/${asked.body.id}/confirm`, { code: await lastCode(world, phone) })).body.type).toBe(
      '/problems/hold-closed',
    );

    const late = await till.post('/holds', { phone, points: 10 });
    await world.quiet();
    const code = await lastCode(world, phone);
    world.pass(5 * 60_000 + 1);
    expect((await till.post(`/holds/${late.body.id}/confirm`, { code })).body.type).toBe('/problems/hold-closed');
  });

  test('codes are not sent without end', async () => {
    const { phone } = await memberBySms();
    const statuses = [];
    for (let codes = 0; codes < 4; codes += 1) statuses.push((await till.post('/holds', { phone, points: 10 })).status);
    expect(statuses).toEqual([202, 202, 202, 429]);
  });

  test('a hold is captured once, not by another till, not after its time, and not for more', async () => {
    const { card } = await memberBySms();
    const hold = async (points: number) => (await till.post('/holds', { card, points })).body.id as string;
    const once = await hold(40);
    expect((await till.sells({ hold: once, redeemPoints: 41 })).body.type).toBe('/problems/hold-too-small');
    expect((await till.sells({ hold: once, redeemPoints: 30 })).body).toMatchObject({ pointsSpent: 30, held: 0, available: 170 });
    expect((await till.sells({ hold: once })).body.type).toBe('/problems/hold-closed');
    const late = await hold(20);
    world.pass(15 * 60_000 + 1);
    expect((await till.sells({ hold: late })).body.type).toBe('/problems/hold-closed');
    expect((await till.get(`/members?card=${card}`)).body).toMatchObject({ held: 0, available: 170 });
  });

  test('a code goes to the member’s own channel: Telegram before SMS', async () => {
    const anna = telegramPerson(world, { language: 'en', phone: newPhone() });
    await join(anna);
    const asked = await till.post('/holds', { phone: anna.phone, points: 10 });
    await world.quiet();
    const code = /\b\d{6}\b/.exec(anna.shopper.heard())?.[0] ?? '';
    expect((await till.post(`/holds/${asked.body.id}/confirm`, { code })).body.state).toBe('open');
    const kept = await world.database.pool.query(`select 1 from outbox where message::text like $1 or letter::text like $1`, [`%${code}%`]);
    expect(kept.rowCount).toBe(0);
  });
});

describe('what is done by hand', () => {
  test('is seen in the history with who and why; a blocked member earns and cannot spend', async () => {
    const { card, id, phone } = await memberBySms();
    const desk = { turns: world.shop.turns, program: world.program, programHash: '', key: '' };
    const deed = (why: string) => ({ requestId: `test:${why.replaceAll(' ', '-')}-${id}`, memberId: id, who: 'the owner', why });
    await changePoints(desk, deed('sorry for the wait'), 100n);
    await setBlocked(desk, deed('a lost card'), true);
    expect((await till.sells({ card, redeemPoints: 10 })).body.type).toBe('/problems/member-blocked');
    expect((await till.post('/holds', { card, points: 10 })).body.type).toBe('/problems/member-blocked');
    expect((await till.sells({ phone })).body).toMatchObject({ pointsEarned: 14 });
    expect((await till.get(`/members/${id}`)).body).toMatchObject({ blocked: true, available: 300 });
    const { body } = await till.get(`/members/${id}/history`);
    expect(schemaOf('GET', '/members/:id/history').safeParse(body).error).toBeUndefined();
    expect(body.entries?.map(({ kind }) => kind)).toEqual(['earn', 'block', 'gift', 'welcome']);
    expect(body.entries?.[2]).toMatchObject({ points: 100, who: 'the owner', why: 'sorry for the wait' });
  });
});

describe('whoever only said their number at the counter', () => {
  test('earns, and spends once a code has come back from it: then the welcome gift is theirs, with a new card', async () => {
    const phone = newPhone();
    const made = await till.post('/members', { phone, name: 'Boris' });
    await till.sells({ phone, total: 1_000_000 });
    world.pass(2 * 86_400_000);
    expect((await till.sells({ card: made.body.card, redeemPoints: 10 })).body.type).toBe('/problems/proof-needed');
    const asked = await till.post('/holds', { card: made.body.card, points: 100 });
    expect(asked.status).toBe(202);
    await world.quiet();
    expect((await till.post(`/holds/${asked.body.id}/confirm`, { code: await lastCode(world, phone) })).status).toBe(200);
    const member = (await till.get(`/members?phone=${encodeURIComponent(phone)}`)).body;
    expect(member.available).toBe(300 + 100 + 200 - 100);
    expect(member.card).not.toBe(made.body.card);
  });

  test('a text from the number proves it too', async () => {
    const phone = newPhone();
    await till.post('/members', { phone, name: 'Vera' });
    const vera = smsPerson(world, phone);
    expect((await vera.says('BALANCE')).keys.slice(-4)).toEqual(['phone-proved-bonus', 'balance', 'balance-expires', 'balance-tier']);
    expect((await vera.says('BALANCE')).keys[0]).toBe('balance');
  });

  test('a shared contact proves it and brings the chat to the same member', async () => {
    const phone = newPhone();
    const made = await till.post('/members', { phone, name: 'Gleb' });
    const gleb = telegramPerson(world, { language: 'en', phone });
    await gleb.says('/start');
    const linked = await gleb.does(() => gleb.shopper.shares());
    expect(linked.keys.slice(0, 2)).toEqual(['phone-proved-bonus', 'linked']);
    expect((await till.get(`/members?phone=${encodeURIComponent(phone)}`)).body).toMatchObject({ id: made.body.id, available: 200 });
  });
});

describe('bought before joining', () => {
  test('with a phone: whoever proves it gets the points, once', async () => {
    const phone = newPhone();
    await till.sells({ phone });
    await till.sells({ phone });
    const person = smsPerson(world, phone);
    const joined = await person.says('JOIN Anna');
    expect(joined.keys).toContain('claimed');
    expect((await till.get(`/members?phone=${encodeURIComponent(phone)}`)).body).toMatchObject({ available: 200, pending: 28 });
    expect((await person.says('2')).keys).not.toContain('claimed');
  });

  test('with the code on the receipt, by a stranger who joins, and by a member', async () => {
    const nobodys = await till.sells({});
    const token = String(nobodys.body.receiptUrl).split('/').at(-1);
    const anna = telegramPerson(world, { language: 'en', phone: newPhone() });
    expect((await anna.says(`/start r_${token}`)).keys).toEqual(['survey-rating']);
    expect((await anna.does(() => anna.shopper.taps('Skip'))).keys).toContain('claim-join');
    const joined = await anna.does(() => anna.shopper.shares());
    expect(joined.keys).toContain('claim-thanks');
    expect((await anna.says(`/start r_${token}`)).keys).toEqual(['survey-rating']);

    const other = await till.sells({});
    const { rows } = await world.database.pool.query('select code from purchase where id = $1', [other.body.id]);
    const { person } = await memberBySms();
    const typed = String(rows[0].code).toLowerCase().replace('0', 'o');
    expect((await person.says(typed)).keys).toEqual(['claim-thanks', 'survey-rating']);
    expect((await person.says('R00000000')).keys).toEqual(['claim-unknown']);
  });

  test('two receipts a member and day, each within three days', async () => {
    const { card } = await memberBySms();
    const receipts = await Promise.all([1, 2, 3].map(() => till.sells({})));
    const claim = (one: (typeof receipts)[number]) => till.post('/claims', { card, invitation: one.body.receiptUrl });
    const [first, second, third] = receipts as [(typeof receipts)[number], (typeof receipts)[number], (typeof receipts)[number]];
    expect((await claim(first)).status).toBe(200);
    expect((await claim(second)).status).toBe(200);
    expect((await claim(third)).body.type).toBe('/problems/claim-too-many');
    world.pass(3 * 86_400_000);
    expect((await claim(third)).body.type).toBe('/problems/claim-late');
    expect((await claim(first)).body.type).toBe('/problems/already-claimed');
  });
});

describe('what the member hears', () => {
  test('one message per receipt, with what was earned and paid, and one for a return', async () => {
    const anna = telegramPerson(world, { language: 'en', phone: newPhone() });
    await join(anna);
    const card = (await till.get(`/members?phone=${encodeURIComponent(anna.phone)}`)).body.card;
    anna.shopper.heard();
    const sold = await till.sells({ card, redeemPoints: 100 });
    await world.quiet();
    expect(anna.shopper.heard().split('\n---\n')).toHaveLength(1);
    await till.post(`/purchases/${sold.body.id}/returns`, { returnId: 'A', at: new Date(world.now()).toISOString() });
    await world.quiet();
    expect(anna.shopper.heard()).toMatch(/Your return: ₽380 back to you\.\n\+100 points you had paid with\.\n−11 points earned/);
    expect((await anna.says('WHY')).keys.slice(-2)).toEqual(['why-paid', 'why-returned']);
  });

  test('by SMS nothing, unless the program says so', async () => {
    const { phone } = await memberBySms();
    const before = world.smsGateway.phone(phone).messages().length;
    await till.sells({ phone });
    await world.quiet();
    expect(world.smsGateway.phone(phone).messages().length).toBe(before);
  });
});
