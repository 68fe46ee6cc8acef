import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyError, browsing } from '../playground/browsing.ts';
import { paleTexts } from '../playground/contrast.ts';
import { removeDataDir, temporaryDataDir, whoeverTests } from '../support/holder.ts';
import { freePort, type Run, start } from '../support/journey-start.ts';
import { withoutHours } from '../support/world.ts';

const screenshots = new URL('../screenshots/', import.meta.url).pathname;
const calm = { locale: 'en-GB', reducedMotion: 'reduce' } as const;
const laptop: BrowserContextOptions = { ...calm, viewport: { width: 1366, height: 768 } };
const handset: BrowserContextOptions = { ...calm, viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true };
/** A real browser on two busy cores: a test that fails is tried once more, and says so. */
const patience = { timeout: 120_000, retry: 1 };

let run: Run;
let url: string;
let dataDir: string;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  dataDir = temporaryDataDir(whoeverTests);
  const program = join(dataDir, 'program.yaml');
  writeFileSync(program, withoutHours(readFileSync('program.yaml', 'utf8')));
  run = start({ PORT: await freePort(), DATA_DIR: dataDir, PROGRAM: program });
  url = await run.open();
}, 60_000);
afterAll(async () => {
  expect(await run.end('SIGTERM')).toBe(0);
  expect(run.err()).toBe('');
  removeDataDir(dataDir);
}, 30_000);
const { blank } = browsing(anyError);

async function open(path: string, how: BrowserContextOptions): Promise<Page> {
  const page = await blank(how);
  page.setDefaultTimeout(30_000);
  await page.goto(url + path);
  return page;
}

async function openPlayground(how: BrowserContextOptions): Promise<Page> {
  const page = await open('/playground', how);
  await page.locator('body[data-ready]').waitFor();
  return page;
}

/** What a friend would be shown: a picture to look at, no text too pale, nothing wider than the screen. */
async function isFitToBeShown(page: Page, name: string, { fullPage = false } = {}): Promise<void> {
  await page.screenshot({ path: `${screenshots}journey-${name}.png`, fullPage });
  expect(await paleTexts(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBe(page.viewportSize()?.width);
}

const show = async (page: Page, tab: 'telegram' | 'sms' | 'counter' | 'manager') => {
  if (await page.locator('[role=tablist]').isVisible()) await page.locator(`#tab-${tab}`).click();
};
const chat = (page: Page) => page.locator('#telegram-log');
const texts = (page: Page) => page.locator('#sms-log');
const desk = (page: Page) => page.locator('#manager-log');
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).last().click();

async function writeSms(page: Page, text: string): Promise<void> {
  await page.locator('#sms-text').fill(text);
  await page.locator('#sms-text').press('Enter');
}

async function joinByTelegram(page: Page): Promise<void> {
  await press(page, 'Start');
  await press(page, 'Share my number and join');
  await page.getByRole('dialog').getByRole('button', { name: 'Share' }).click();
  await chat(page).getByText('Welcome, Anna! 200 points are already yours.').waitFor();
  await press(page, 'Skip');
  await press(page, 'No');
  await chat(page).getByText('Fine, no offers.').waitFor();
}

/** Presses the code on the receipt, as if it were scanned: its page opens beside the playground. */
async function scanReceipt(page: Page): Promise<Page> {
  await show(page, 'counter');
  const opens = page.waitForEvent('popup');
  await till(page).getByRole('link', { name: 'QR' }).click();
  return opens;
}

const till = (page: Page) => page.frameLocator('#till');

/** At the shop's very till: called up, two packets of tea and a jar of honey, taken. */
async function buyTea(page: Page): Promise<void> {
  await show(page, 'counter');
  await page.locator('#queue button').first().click();
  await till(page).locator('#member', { hasText: 'points to spend' }).waitFor();
  for (const good of ['Oolong tea, 100 g', 'Oolong tea, 100 g', 'Linden honey'])
    await till(page).getByRole('button', { name: good }).first().click();
  await till(page).getByRole('button', { name: /^Take/ }).click();
  await till(page).getByText('+141').first().waitFor();
}

describe('a newcomer joins, buys and asks why', () => {
  const screens = { laptop: ['light'], handset: ['light', 'dark'] } as const;
  for (const [size, colorSchemes] of Object.entries(screens))
    for (const colorScheme of colorSchemes)
      test(`${size}, ${colorScheme}`, patience, async () => {
        const name = `${size}-${colorScheme}`;
        const how = size === 'laptop' ? laptop : handset;
        const page = await openPlayground({ ...how, colorScheme });
        await isFitToBeShown(page, `${name}-1-first`);
        await joinByTelegram(page);
        await isFitToBeShown(page, `${name}-2-joined`);

        await show(page, 'sms');
        await writeSms(page, 'JOIN');
        await texts(page).getByText('You are a member already').waitFor();
        await buyTea(page);
        await isFitToBeShown(page, `${name}-3-bought`);

        await show(page, 'telegram');
        await chat(page).getByText('Thank you! +141 points to spend from').waitFor();
        await page.locator('#telegram-text').fill('/why');
        await page.locator('#telegram-text').press('Enter');
        await chat(page).getByText('✓ For the first purchase: 100').waitFor();
        await isFitToBeShown(page, `${name}-4-why`);
      });
});

test('a newcomer joins by SMS, and is the same member when the number is shared in Telegram', patience, async () => {
  const page = await openPlayground(handset);
  await show(page, 'sms');
  await press(page, 'JOIN');
  await texts(page).getByText('what is your name?').waitFor();
  await writeSms(page, 'Anna');
  await texts(page).getByText('Welcome, Anna! You have 200 points').waitFor();
  await writeSms(page, '2');
  await isFitToBeShown(page, 'handset-sms');
  await buyTea(page);
  await show(page, 'sms');
  await press(page, 'WHY');
  await texts(page).getByText('For the first purchase: 100').waitFor();

  await show(page, 'telegram');
  await press(page, 'Start');
  await press(page, 'Share my number and join');
  await page.getByRole('dialog').getByRole('button', { name: 'Share' }).click();
  await chat(page).getByText('Good to see you here too.').waitFor();
  await isFitToBeShown(page, 'handset-linked');
});

describe('an unhappy shopper is heard on the manager’s phone, and answered', () => {
  const screens = [
    ['laptop', { ...calm, viewport: { width: 1280, height: 800 } }, 'light'],
    ['handset', { ...handset, viewport: { width: 360, height: 640 } }, 'dark'],
  ] as const;
  test.each(screens)('%s', patience, async (size, how, colorScheme) => {
    const name = `${size}-${colorScheme}-manager`;
    const page = await openPlayground({ ...how, colorScheme });
    await joinByTelegram(page);
    await show(page, 'manager');
    await isFitToBeShown(page, `${name}-1-first`);
    await buyTea(page);
    const invited = await scanReceipt(page);
    await invited.waitForTimeout(700);
    await invited.getByRole('button', { name: '3 of 10' }).click();
    await invited.waitForTimeout(700);
    await invited.getByRole('textbox').fill(`The tea was cold: ${size} ${colorScheme}`);
    await invited.getByRole('button', { name: 'Send' }).click();
    await invited.getByText('Thank you').first().waitFor();

    await show(page, 'manager');
    await desk(page).getByText(`The tea was cold: ${size} ${colorScheme}`).waitFor();
    await isFitToBeShown(page, `${name}-2-heard`);
    const answer = desk(page).getByRole('button', { name: /Answer|Ответить/ });
    await answer.last().focus();
    await page.keyboard.press('Enter');
    await page.locator('#manager-text').waitFor();
    if (size === 'laptop') await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('manager-text');
    await page.locator('#manager-text').fill('We have a new kettle now.');
    await isFitToBeShown(page, `${name}-3-answering`);
    await page.locator('#manager-text').press('Enter');
    await page.locator('#manager-text').waitFor({ state: 'hidden' });
    const given = size === 'laptop' ? { button: /200/, told: '200' } : { button: /cup of tea|чашка чая/, told: 'a cup of tea' };
    await desk(page).getByRole('button', { name: given.button }).last().click();
    await show(page, 'telegram');
    await chat(page).getByText('We have a new kettle now.').waitFor();
    await chat(page).getByText(given.told).last().waitFor();
    await page.locator('#telegram-text').fill(`Then I shall come again: ${size} ${colorScheme}`);
    await page.locator('#telegram-text').press('Enter');
    await isFitToBeShown(page, `${name}-4-answered`);

    await show(page, 'manager');
    await desk(page).getByText(`Then I shall come again: ${size} ${colorScheme}`).waitFor();
    await desk(page)
      .getByRole('button', { name: /Close|Закрыть/ })
      .last()
      .click();
    await desk(page)
      .getByRole('button', { name: /Mended|Исправили/ })
      .last()
      .click();
    await desk(page)
      .getByText(/is closed|закрыт/)
      .last()
      .waitFor();
    await isFitToBeShown(page, `${name}-5-closed`);
    if (size === 'laptop') return;

    await show(page, 'counter');
    await till(page).locator('#next').click();
    await page.locator('#queue button').first().click();
    await till(page).getByRole('button', { name: 'a cup of tea' }).click();
    await till(page).getByRole('button', { name: 'Linden honey' }).first().click();
    await isFitToBeShown(page, `${name}-6-coupon`);
    await till(page).getByRole('button', { name: /^Take/ }).click();
    await till(page).locator('#receipt-sheet', { hasText: 'a cup of tea' }).waitFor();
  });
});

test('all of it is done by the keyboard alone', patience, async () => {
  const page = await openPlayground({ ...laptop, colorScheme: 'dark' });
  const focused = () => page.evaluate('(document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent).trim()');
  const reach = async (name: string, key = 'Tab') => {
    for (let presses = 0; presses < 40 && (await focused()) !== name; presses += 1) await page.keyboard.press(key);
    expect(await focused()).toBe(name);
    await page.keyboard.press('Enter');
  };
  await reach('Start');
  await chat(page).getByText('By joining you accept').waitFor();
  await reach('Share my number and join');
  await page.keyboard.press('Enter'); // the dialog opens on its yes
  await chat(page).getByText('Would you like to add your email?').waitFor();
  await reach('Skip', 'Shift+Tab');
  await chat(page).getByText('May we sometimes').waitFor();
  await reach('No');
  await chat(page).getByText('Fine, no offers.').waitFor();
  await page.locator('#queue button').first().focus();
  await page.keyboard.press('Enter');
  await till(page).locator('#member', { hasText: 'points to spend' }).waitFor();
  await till(page).locator('#amount').focus();
  await page.keyboard.type('480');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter'); // the sum, and then the one big button
  await till(page).getByText('+14').first().waitFor();
  await page.locator('#telegram-text').focus();
  await page.keyboard.type('/why');
  await page.keyboard.press('Enter');
  await chat(page).getByText('receipt for ₽480').waitFor();
  await isFitToBeShown(page, 'laptop-dark-by-keys');
});

test('a reload in the middle keeps the chat and the question', patience, async () => {
  const page = await openPlayground(handset);
  await press(page, 'Start');
  await press(page, 'Share my number and join');
  await page.getByRole('dialog').getByRole('button', { name: 'Share' }).click();
  await chat(page).getByText('Would you like to add your email?').waitFor();
  const before = await chat(page).locator('.message').count();
  await page.reload();
  await page.locator('body[data-ready]').waitFor();
  expect(await chat(page).locator('.message').count()).toBe(before);
  await press(page, 'Skip');
  await chat(page).getByText('May we sometimes').waitFor();
});

describe('the pages of the shop', () => {
  const languages = { en: 'en-GB', pl: 'pl-PL', ru: 'ru-RU' };
  for (const [language, locale] of Object.entries(languages))
    test(`in ${language}`, patience, async () => {
      const page = await open('/', { ...handset, locale });
      for (const path of ['', 'terms', 'privacy'])
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await page.goto(`${url}/${path}`);
          expect(await page.evaluate('document.documentElement.lang')).toBe(language);
          await isFitToBeShown(page, `page-${language}-${path || 'welcome'}-${colorScheme}`, { fullPage: true });
        }
    });

  test('the card of an SMS opens, and is nobody else’s', patience, async () => {
    const page = await openPlayground(handset);
    await show(page, 'sms');
    await writeSms(page, 'JOIN Anna');
    await texts(page).getByText('Welcome, Anna!').waitFor();
    await writeSms(page, '2');
    await press(page, 'CARD');
    const link = texts(page).getByRole('link', { name: '/c/' });
    const address = (await link.last().getAttribute('href')) ?? '';
    const card = await open(address.slice(url.length), handset);
    await isFitToBeShown(card, 'card-light');
    expect((await fetch(address)).status).toBe(200);
    expect((await fetch(`${address}x`)).status).toBe(404);
  });
});

test('the QR code of a receipt opens its page, and the link there opens the chat in the phone', patience, async () => {
  const page = await openPlayground(laptop);
  const key = await tillKeyOf(url);
  const sold = await fetch(`${url}/playground/api/v1/purchases`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'idempotency-key': 'a-receipt', 'content-type': 'application/json' },
    body: JSON.stringify({ receiptId: 'S-1', store: 'pavilion-1', at: new Date().toISOString(), currency: 'RUB', total: 48_000 }),
  });
  const { receiptUrl } = (await sold.json()) as { receiptUrl: string };
  expect(receiptUrl).toContain('/playground/r/');
  await page.goto(`${receiptUrl}?lang=en`);
  await page.waitForTimeout(700);
  await page.getByRole('button', { name: '9 of 10' }).click();
  await page.waitForTimeout(700);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('The points of this receipt are still free').waitFor();
  await isFitToBeShown(page, 'receipt-said');
  await page.getByRole('link', { name: 'Open Telegram' }).click();
  await chat(page).getByText('the points of this receipt are yours').waitFor();
  expect(page.url()).toBe(`${url}/playground`);
});

/** The key of the playground's till, as its page is told it. */
async function tillKeyOf(root: string): Promise<string> {
  const live = await fetch(`${root}/playground/live?shopper=a-shopper-with-a-receipt&language=en`);
  const reader = (live.body as ReadableStream<Uint8Array>).getReader();
  let told = '';
  while (!/"key":"[^"]+"/.test(told)) {
    const { value, done } = await reader.read();
    if (done) throw new Error('the stream ended without a key');
    told += Buffer.from(value).toString();
  }
  await reader.cancel();
  return /"key":"([^"]+)"/.exec(told)?.[1] ?? '';
}
