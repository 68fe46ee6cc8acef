import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from '../../src/ledger/verify.ts';
import { join, smsPerson, telegramPerson } from '../support/said.ts';
import { tillAt } from '../support/till.ts';
import { openWorld, type World } from '../support/world.ts';
import { type Browsing, browsing, formIn, tokenOf } from './browsing.ts';

const dayMs = 24 * 60 * 60 * 1000;

let world: World;
let receipts = 0;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** A receipt that is nobody's, or of the member with this phone. */
async function receiptOf(phone?: string, what: object = {}): Promise<{ token: string; id: string }> {
  receipts += 1;
  const sold = await tillAt(world).sells({ receiptId: `P-${receipts}`, ...(phone === undefined ? {} : { phone }), ...what });
  return { token: tokenOf(sold.body.receiptUrl), id: String(sold.body.id) };
}

const answerTo = async (id: string) =>
  (
    await world.database.pool.query(
      'select rating, choices, words, member_id, reward_points::int as reward from survey_answer where purchase_id = $1',
      [id],
    )
  ).rows[0];

/** As long as a person needs to read. */
const reading = (): void => world.pass(5000);

async function rated(browser: Browsing, token: string, rating: number | string) {
  const page = await browser.opens(`/r/${token}`);
  reading();
  return browser.sends(`/r/${token}`, { ...formIn(page.body), rating: String(rating) });
}

describe('an answer on the page', () => {
  test('looking at it keeps nothing; each step that is sent is kept', async () => {
    const { token, id } = await receiptOf();
    const browser = browsing(world.url);
    const first = await browser.opens(`/r/${token}`);
    expect(first.status).toBe(200);
    expect(first.body).toContain('Would you recommend Чайный павильон to a friend?');
    expect(await answerTo(id)).toBeUndefined();

    const second = await rated(browser, token, 9);
    expect(second.body).toContain('What did you like?');
    expect(await answerTo(id)).toMatchObject({ rating: 9, choices: [], words: null });

    reading();
    const last = await browser.sends(`/r/${token}`, { ...formIn(second.body), choice: ['tea', 'advice'], words: 'Lovely oolong' });
    expect(last.body).toContain('Lovely oolong');
    expect(await answerTo(id)).toMatchObject({ rating: 9, choices: ['tea', 'advice'], words: 'Lovely oolong' });
  });

  test('who left half-way goes on; opened again it shows what was said, to nobody else', async () => {
    const { token } = await receiptOf();
    const browser = browsing(world.url);
    await rated(browser, token, 4);
    const again = await browser.opens(`/r/${token}`);
    expect(again.body).toContain('What went wrong?');
    expect(again.body).toContain('You gave us 4 out of 10.');
    reading();
    await browser.sends(`/r/${token}`, { ...formIn(again.body), words: 'Cold tea' });
    expect((await browser.opens(`/r/${token}`)).body).toContain('Cold tea');

    const stranger = await browsing(world.url).opens(`/r/${token}`);
    expect(stranger.body).toContain('Somebody has told us about this receipt already.');
    expect(stranger.body).not.toContain('Cold tea');
    expect(stranger.body).not.toContain('4 out of 10');
  });

  test('goes on without cookies too', async () => {
    const { token, id } = await receiptOf();
    const page = await browsing(world.url).opens(`/r/${token}`);
    reading();
    const second = await browsing(world.url).sends(`/r/${token}`, { ...formIn(page.body), rating: '8' });
    reading();
    await browsing(world.url).sends(`/r/${token}`, { ...formIn(second.body), words: 'Fine' });
    expect(await answerTo(id)).toMatchObject({ rating: 8, words: 'Fine' });
  });

  test('is rewarded on the card of the receipt, once per receipt and so often a week, for what was really bought', async () => {
    const anna = smsPerson(world, '+79171110001');
    await join(anna);
    const balance = async () => (await tillAt(world).get(`/members?phone=${encodeURIComponent(anna.phone)}`)).body.available;
    const before = Number(await balance());
    const first = await receiptOf(anna.phone);
    const second = await rated(browsing(world.url), first.token, 10);
    expect(second.status).toBe(200);
    expect(Number(await balance())).toBe(before + 20);
    const returned = await receiptOf(anna.phone);
    await tillAt(world).post(`/purchases/${returned.id}/returns`, { returnId: 'A', at: new Date(world.now()).toISOString() });
    await rated(browsing(world.url), returned.token, 10);
    expect(Number(await balance())).toBe(before + 20);
    for (const reward of [20, 0]) {
      const one = await receiptOf(anna.phone);
      await rated(browsing(world.url), one.token, 10);
      expect(await answerTo(one.id)).toMatchObject({ reward });
    }
    expect(Number(await balance())).toBe(before + 40);
    world.pass(8 * dayMs);
    const later = await receiptOf(anna.phone);
    await rated(browsing(world.url), later.token, 10);
    expect(await answerTo(later.id)).toMatchObject({ reward: 20 });
  });
});

describe('bad input has a clear answer and loses nothing', () => {
  test.each(['eleven', '11', '🙂', '-1', '1.5', ''])('a rating of "%s"', async (rating) => {
    const { token, id } = await receiptOf();
    const answer = await rated(browsing(world.url), token, rating);
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('Please choose a number from 0 to 10.');
    expect(await answerTo(id)).toBeUndefined();
  });

  test('three thousand characters are kept, and one more comes back to be shortened', async () => {
    const { token, id } = await receiptOf();
    const browser = browsing(world.url);
    const second = await rated(browser, token, 3);
    reading();
    const long = 'я'.repeat(3001);
    const refused = await browser.sends(`/r/${token}`, { ...formIn(second.body), words: long, choice: ['queue'] });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('3,000 characters fit');
    expect(refused.body).toContain(long);
    expect(refused.body).toContain('value="queue" checked');
    reading();
    const taken = await browser.sends(`/r/${token}`, { ...formIn(refused.body), words: long.slice(1) });
    expect(taken.status).toBe(200);
    expect((await answerTo(id)).words).toBe(long.slice(1));
  });

  test('a bot that fills every field, or answers before it can have read', async () => {
    const { token, id } = await receiptOf();
    const browser = browsing(world.url);
    const page = await browser.opens(`/r/${token}`);
    const hasty = await browser.sends(`/r/${token}`, { ...formIn(page.body), rating: '10' });
    expect([hasty.status, hasty.body.includes('That was very quick')]).toEqual([422, true]);
    reading();
    const trapped = await browser.sends(`/r/${token}`, { ...formIn(page.body), rating: '10', website: 'https://spam.example' });
    expect([trapped.status, trapped.body.includes('A field that people do not see')]).toEqual([422, true]);
    const forged = await browser.sends(`/r/${token}`, { form: 'x.y.z', rating: '10' });
    expect([forged.status, forged.body.includes('Please tap once more')]).toEqual([422, true]);
    expect(await answerTo(id)).toBeUndefined();
    const again = await browser.sends(`/r/${token}`, { ...formIn(hasty.body), rating: '10' });
    expect(again.status).toBe(200);
  });

  test('a form of another receipt', async () => {
    const [one, other] = [await receiptOf(), await receiptOf()];
    const browser = browsing(world.url);
    const page = await browser.opens(`/r/${one.token}`);
    reading();
    expect((await browser.sends(`/r/${other.token}`, { ...formIn(page.body), rating: '1' })).status).toBe(422);
    expect(await answerTo(other.id)).toBeUndefined();
  });

  test('two people with one receipt, at the same moment: one is heard, both are thanked', async () => {
    const { token, id } = await receiptOf();
    const both = [browsing(world.url), browsing(world.url)];
    const pages = await Promise.all(both.map((browser) => browser.opens(`/r/${token}`)));
    reading();
    const answers = await Promise.all(
      both.map((browser, place) => browser.sends(`/r/${token}`, { ...formIn(pages[place]?.body ?? ''), rating: place === 0 ? '2' : '9' })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.filter(({ body }) => body.includes('Somebody has told us')).length).toBe(1);
    expect([2, 9]).toContain((await answerTo(id)).rating);
  });

  test('one button pressed twice at once is one answer, and whoever pressed it goes on', async () => {
    const { token, id } = await receiptOf();
    const browser = browsing(world.url);
    const page = await browser.opens(`/r/${token}`);
    reading();
    const fields = { ...formIn(page.body), rating: '7' };
    const answers = await Promise.all([1, 2].map(() => browser.sends(`/r/${token}`, fields)));
    for (const { body } of answers) expect(body).toContain('What did you like?');
    const changed = await browser.sends(`/r/${token}`, { ...fields, rating: '1' });
    expect(changed.body).toContain('You gave us 7 out of 10.');
    expect(await answerTo(id)).toMatchObject({ rating: 7 });
  });

  test('HTML stays text', async () => {
    const { token } = await receiptOf();
    const browser = browsing(world.url);
    const second = await rated(browser, token, 8);
    reading();
    const last = await browser.sends(`/r/${token}`, {
      ...formIn(second.body),
      words: '<script>alert(1)</script>',
      choice: ['"><b>', 'tea'],
    });
    expect(last.body).toContain('&lt;script&gt;');
    expect(last.body).not.toContain('<script');
    expect(last.body).not.toContain('"><b>');
  });

  test('an expired receipt', async () => {
    const { token, id } = await receiptOf();
    world.pass(14 * dayMs + 60_000);
    const page = await browsing(world.url).opens(`/r/${token}`);
    expect([page.status, page.body.includes('This receipt asks no more')]).toEqual([410, true]);
    expect(page.body).not.toContain('<form');
    const answer = await rated(browsing(world.url), token, 5);
    expect(answer.status).toBe(410);
    expect(await answerTo(id)).toBeUndefined();
  });
});

describe('guessing', () => {
  test('an unknown link, a short code and half a token get the same answer, and after twenty nothing is looked at', async () => {
    const guesser = await openWorld({ telegram: false, sms: false });
    const sold = await tillAt(guesser).sells({});
    const token = tokenOf(sold.body.receiptUrl);
    const { rows } = await guesser.database.pool.query('select code from purchase where id = $1', [sold.body.id]);
    const browser = browsing(guesser.url);
    const wrong = [rows[0].code, token.slice(0, 21), `${token.slice(0, 8)}${'A'.repeat(14)}`, 'x'.repeat(90)];
    const answers = await Promise.all(wrong.map((one) => browser.opens(`/r/${one}`)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
    for (let tries = wrong.length; tries < 20; tries += 1) await browser.opens(`/r/${'B'.repeat(22)}`);
    const right = await browser.opens(`/r/${token}`);
    expect([right.status, right.headers.get('retry-after')]).toEqual([429, '600']);
    expect(right.body).toBe(answers[0]?.body);
    await guesser.close();
  });

  test('the QR code of a receipt is drawn for its link only, never for a code that may be guessed', async () => {
    const { token, id } = await receiptOf();
    const { rows } = await world.database.pool.query('select code from purchase where id = $1', [id]);
    expect((await fetch(`${world.url}/r/${rows[0].code}/qr.svg`)).status).toBe(404);
    expect((await fetch(`${world.url}/r/${token}/qr.svg`)).status).toBe(200);
  });
});

describe('the page itself', () => {
  test('weighs less than 30 KB in all, in every language, sends forms to itself only and is kept by nobody', async () => {
    const { token } = await receiptOf();
    const css = await (await fetch(`${world.url}/page.css`)).text();
    for (const language of ['en', 'pl', 'ru']) {
      const page = await browsing(world.url).opens(`/r/${token}?lang=${language}`);
      expect(page.body).toContain(`<html lang="${language}">`);
      expect(Buffer.byteLength(page.body) + Buffer.byteLength(css)).toBeLessThan(30 * 1024);
      expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.body).not.toMatch(/<script/);
    }
  });

  test('speaks the browser’s language', async () => {
    const { token } = await receiptOf();
    const page = await browsing(world.url, { 'accept-language': 'pl-PL,pl;q=0.9,en;q=0.5' }).opens(`/r/${token}`);
    expect(page.body).toContain('Jak było?');
  });

  test('a stranger is offered to join and claims the receipt once', async () => {
    const { token } = await receiptOf();
    const browser = browsing(world.url);
    const second = await rated(browser, token, 9);
    reading();
    const last = await browser.sends(`/r/${token}`, { ...formIn(second.body), words: '' });
    expect(last.body).toContain('The points of this receipt are still free');
    expect(last.body).toContain(`start=r_${token}`);
    const anna = telegramPerson(world, { language: 'en', phone: '+79171110077' });
    expect((await anna.says(`/start r_${token}`)).keys).toEqual(['survey-others', 'claim-join', 'join-telegram']);
    expect((await anna.does(() => anna.shopper.shares())).keys).toContain('claim-thanks');
    expect((await browser.opens(`/r/${token}`)).body).not.toContain('still free');
  });

  /** Answers as a stranger; the start of the chat to which the page then leads. */
  async function answeredByStranger(): Promise<{ id: string; token: string; start: string }> {
    const { token, id } = await receiptOf();
    const browser = browsing(world.url);
    const second = await rated(browser, token, 9);
    reading();
    const last = await browser.sends(`/r/${token}`, { ...formIn(second.body), words: 'Lovely oolong' });
    return { id, token, start: `/start ${/start=([\w-]{1,64})"/.exec(last.body)?.[1]}` };
  }

  test('a stranger who answered and joins by the page’s own link has the reward too, once a receipt and so often a week', async () => {
    const anna = telegramPerson(world, { language: 'en', phone: '+79171110078' });
    const first = await answeredByStranger();
    expect((await anna.says(first.start)).keys).toEqual([
      'survey-said',
      'survey-said-words',
      'survey-thanks-again',
      'claim-join',
      'join-telegram',
    ]);
    const joined = await anna.does(() => anna.shopper.shares());
    expect(joined.keys).toContain('claim-thanks');
    expect(joined.keys).toContain('survey-reward');
    expect(await answerTo(first.id)).toMatchObject({ member_id: expect.any(String), reward: 20 });
    await anna.says(first.start);
    for (const reward of [20, 0]) {
      const next = await answeredByStranger();
      await anna.says(next.start);
      expect(await answerTo(next.id)).toMatchObject({ member_id: expect.any(String), reward });
      world.pass(dayMs);
    }
    const { rows } = await world.database.pool.query(
      `select sum(points)::int as gifts from transfer where kind = 'gift' and about = any($1)`,
      [[first.id]],
    );
    expect(rows).toEqual([{ gifts: 20 }]);
    expect(await verify(world.database.pool)).toMatchObject({ ok: true });
  });

  test('who brings the same receipt without having answered has its points, and not the reward', async () => {
    const { id, token } = await answeredByStranger();
    const boris = telegramPerson(world, { language: 'en', phone: '+79171110079' });
    await boris.says(`/start r_${token}`);
    await boris.does(() => boris.shopper.shares());
    expect(await answerTo(id)).toMatchObject({ member_id: null, reward: 0 });
    const forged = await answeredByStranger();
    const cleo = telegramPerson(world, { language: 'en', phone: '+79171110080' });
    expect((await cleo.says(`/start r_${forged.token}${'A'.repeat(22)}`)).keys).toContain('survey-others');
  });
});
