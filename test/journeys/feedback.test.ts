import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageWords } from '../../src/channels/web/words/table.ts';
import { verify } from '../../src/ledger/verify.ts';
import { type Language, languages, points } from '../../src/texts/message.ts';
import { textOf } from '../../src/texts/render.ts';
import { startBrowser } from '../playground/browser.ts';
import { deskOf, managerChat } from '../support/desk.ts';
import { join, smsPerson, telegramPerson } from '../support/said.ts';
import { scan } from '../support/scan.ts';
import { tillAt } from '../support/till.ts';
import { openWorld, type World } from '../support/world.ts';

const startAt = Date.parse('2026-11-20T13:00:00+03:00');
const phones: Readonly<Record<Language, string>> = { en: '+447911123456', pl: '+48601234567', ru: '+79161234567' };
const keywords: Readonly<Record<Language, { join: string; balance: string; coupons: string }>> = {
  en: { join: 'JOIN Anna', balance: 'BALANCE', coupons: 'COUPONS' },
  pl: { join: 'DOŁĄCZ Anna', balance: 'SALDO', coupons: 'KUPONY' },
  ru: { join: 'СТАРТ Анна', balance: 'БАЛАНС', coupons: 'КУПОНЫ' },
};

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const openShop = (language: Language): Promise<World> =>
  openWorld({
    startAt,
    managerChatId: String(managerChat),
    program: (text) => text.replace('defaultLanguage: ru', `defaultLanguage: ${language}`),
  });

describe.each(languages)('in %s', (language) => {
  const { survey } = pageWords[language];

  test('receipt → QR code → page in the browser, without scripts → points → balance in Telegram', async () => {
    const world = await openShop(language);
    const anna = telegramPerson(world, { language, phone: phones[language] });
    await join(anna);
    const sold = await tillAt(world).sells({ phone: anna.phone, total: 100_000 });
    const page = await browser.newPage();
    const drawn = await scan(page, await fetch(String(sold.body.qrUrl)));
    const printed = await scan(page, await fetch(String(sold.body.qrUrl).replace('.svg', '.png')));
    expect(drawn.text).toBe(sold.body.receiptUrl);
    expect(printed.text).toBe(sold.body.receiptUrl);
    expect(printed.width).toBeLessThanOrEqual(384);
    await page.close();

    const context = await browser.newContext({ javaScriptEnabled: false, locale: language, viewport: { width: 360, height: 640 } });
    const phone = await context.newPage();
    await phone.goto(String(drawn.text));
    world.pass(5000);
    await phone.getByRole('button', { name: survey.ofTen(9), exact: true }).click();
    await phone.getByText(survey.good).waitFor();
    world.pass(5000);
    await phone.getByLabel(textOfChoice(world, 'tea', language)).check({ force: true });
    await phone.getByRole('textbox', { name: survey.wordsGood }).fill('🫖 <i>!</i>');
    await phone.getByRole('button', { name: survey.send }).click();
    await phone.getByText(survey.reward(pageWords[language].points(20))).waitFor();
    expect(await phone.locator('blockquote').textContent()).toBe('🫖 <i>!</i>');
    await phone.goto(String(drawn.text));
    expect(await phone.locator('blockquote').textContent()).toBe('🫖 <i>!</i>');
    await context.close();

    const balance = await anna.says('/balance');
    expect(balance.text).toContain(
      textOf('balance', language, { points: points(220n), worth: { kind: 'money', amount: '22000', currency: 'RUB' } }),
    );
    expect(await verify(world.database.pool)).toMatchObject({ ok: true });
    await world.close();
  });

  test('receipt → SMS code → unhappy → the manager answers → a coupon as an apology → closed', async () => {
    const world = await openShop(language);
    const desk = deskOf(world);
    const anna = smsPerson(world, phones[language]);
    await anna.says(keywords[language].join);
    await anna.says('2');
    const sold = await tillAt(world).sells({ phone: anna.phone });
    const { rows } = await world.database.pool.query('select code from purchase where id = $1', [sold.body.id]);
    const heard = () => world.smsGateway.phone(anna.phone).messages().at(-1)?.body ?? '';

    const asked = await anna.says(rows[0].code);
    expect([asked.keys, asked.language]).toEqual([['survey-rating'], language]);
    desk.reads();
    await anna.says('3');
    expect(desk.reads()).toContain(textOf('case-opened', language, { case: '1', rating: 3 }));
    expect((await anna.says('3')).keys).toEqual(['survey-words-bad']);
    expect((await anna.says('Twenty minutes, and nobody said a word')).keys).toEqual(['survey-thanks-bad', 'survey-reward']);
    expect(desk.reads()).toContain('Twenty minutes, and nobody said a word');

    await desk.presses(textOf('case-button-answer', language));
    await desk.replies(/#1/, 'We are hiring a second cashier.');
    expect(heard()).toContain('We are hiring a second cashier.');
    const gives = world.program.coupons[0]?.gives[language] ?? '';
    await desk.presses(textOf('case-button-coupon', language, { gives }));
    expect(heard()).toContain(gives);
    const [coupon = ''] = /C[0-9A-Z]{3} [0-9A-Z]{5}/.exec(heard()) ?? [];
    expect((await anna.says(keywords[language].coupons)).text).toContain(coupon);
    await desk.presses(textOf('case-button-close', language));
    expect(await desk.presses(textOf('case-reason-mended', language))).toContain(
      textOf('case-closed', language, { case: '1', who: 'Olga (901)' }),
    );
    expect((await anna.says(keywords[language].balance)).text).toContain('220');
    const used = await tillAt(world, undefined, language).sells({ phone: anna.phone, coupons: [coupon] });
    expect(used.body['coupons']).toMatchObject([{ code: coupon.replace(' ', ''), gives }]);
    expect((await anna.says(keywords[language].coupons)).text).not.toContain(coupon);
    expect((await tillAt(world).get('/feedback?from=2026-11-20&to=2026-11-20')).body).toMatchObject({
      answered: 1,
      cases: { opened: 1, open: 0 },
    });
    expect(await verify(world.database.pool)).toMatchObject({ ok: true });
    await world.close();
  });
});

const textOfChoice = ({ program }: World, name: string, language: Language): string =>
  program.feedback.good.find((choice) => choice.name === name)?.texts?.[language] ?? name;
