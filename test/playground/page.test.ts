import { mkdirSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyError, browsing } from './browsing.ts';
import { paleTexts } from './contrast.ts';
import { managerChat, startFakeShop } from './fake-shop.ts';

const screenshots = new URL('../screenshots/', import.meta.url).pathname;
const laptop: BrowserContextOptions = { viewport: { width: 1366, height: 768 }, locale: 'en-GB' };
const handset: BrowserContextOptions = { viewport: { width: 375, height: 667 }, locale: 'en-GB', hasTouch: true, isMobile: true };
/** A real browser on two busy cores: a test that fails is tried once more, and says so. */
const patience = { timeout: 90_000, retry: 1 };

let shop: Awaited<ReturnType<typeof startFakeShop>>;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  shop = await startFakeShop();
}, 60_000);
afterAll(async () => {
  await shop.stop();
});
const { blank } = browsing(anyError);

async function open(how: BrowserContextOptions): Promise<Page> {
  const page = await blank(how);
  page.setDefaultTimeout(15_000);
  await page.goto(`${shop.root}/playground`);
  await page.locator('body[data-ready]').waitFor();
  return page;
}

const picture = (page: Page, name: string) => page.screenshot({ path: `${screenshots}playground-${name}.png` });
const show = async (page: Page, tab: string) => {
  if (await page.locator('[role=tablist]').isVisible()) await page.locator(`#tab-${tab}`).click();
};

async function play(page: Page, name: string) {
  await picture(page, `${name}-first`);
  expect(await paleTexts(page)).toEqual([]);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('button', { name: 'Share my number and join' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Share' }).click();
  await page.getByRole('button', { name: 'My balance' }).click();
  await page.getByText('You have 100 points. See').waitFor();
  await picture(page, `${name}-telegram`);
  expect(await paleTexts(page)).toEqual([]);

  await show(page, 'sms');
  await page.getByRole('button', { name: 'JOIN', exact: true }).click();
  await page.getByText('Welcome to Leaf & Steam!').waitFor();
  await picture(page, `${name}-sms`);
  expect(await paleTexts(page)).toEqual([]);

  await show(page, 'counter');
  await page.locator('#queue button', { hasText: 'Vera' }).click();
  await page.frameLocator('#till').getByText('find=+79010000001').waitFor();
  await picture(page, `${name}-counter`);
  expect(await paleTexts(page)).toEqual([]);
}

describe('a newcomer joins on both phones, and the till is handed whom it calls up', () => {
  for (const [size, how] of Object.entries({ laptop, handset })) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`${size}, ${colorScheme}`, patience, async () => {
        const page = await open({ ...how, colorScheme });
        await play(page, `${size}-${colorScheme}`);
        const width = await page.evaluate('document.documentElement.scrollWidth');
        expect(width).toBe(how.viewport?.width);
      });
    }
  }
});

test('the keyboard alone is enough', patience, async () => {
  const page = await open(laptop);
  const focused = () => page.evaluate('document.activeElement.textContent.trim()');
  for (let presses = 0; presses < 12 && (await focused()) !== 'Start'; presses += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Share my number and join' }).waitFor();
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('telegram-text');
  await page.keyboard.type('hello');
  await page.keyboard.press('Enter');
  await page.getByText('You said: hello').waitFor();

  await page.locator('#commands').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  expect(await focused()).toContain('/help');
  await page.keyboard.press('Escape');
  expect(await page.evaluate('document.activeElement.id')).toBe('commands');
});

test('tabs move by arrow keys, and a hidden phone says that something came', patience, async () => {
  const page = await open(handset);
  const { botApi } = shop.playground;
  const chat = new Promise<number>((resolve) => botApi.listen((event) => event.kind === 'message' && resolve(event.chat)));
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('you get 1 point').waitFor();

  await page.locator('#tab-telegram').focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('#tab-sms').getAttribute('aria-selected')).toBe('true');
  expect(await page.locator('#telegram').isVisible()).toBe(false);
  await botApi.handle({ method: 'sendMessage', body: { chat_id: await chat, text: 'Are you there?' } });
  await page.getByRole('tab', { name: 'Telegram new message' }).waitFor();
  await picture(page, 'handset-unread');
  await page.keyboard.press('ArrowLeft');
  await page.getByText('Are you there?').waitFor();
  expect(await page.locator('#tab-telegram .dot').count()).toBe(0);
});

test('the manager answers as a reply, or lets it be; a reload keeps the question', patience, async () => {
  const page = await open(handset);
  const { botApi } = shop.playground;
  const told = (text: string, markup: object) =>
    botApi.handle({ method: 'sendMessage', body: { chat_id: managerChat, text, reply_markup: markup } });
  await told('#7: 2 out of 10', { inline_keyboard: [[{ text: 'Answer', callback_data: 'case:answer.7' }]] });
  await page.getByRole('tab', { name: 'Manager new message' }).click();
  expect(await page.locator('#manager-form').isVisible()).toBe(false);
  await told('#7: write your answer as a reply', { force_reply: true });
  await page.getByText('In reply to: #7').waitFor();
  await picture(page, 'handset-manager');
  expect(await paleTexts(page)).toEqual([]);
  await page.reload();
  await page.locator('#tab-manager').click();
  await page.locator('#manager-text').focus();
  await page.keyboard.press('Escape');
  await page.locator('#manager-form').waitFor({ state: 'hidden' });
  expect(await page.evaluate('document.activeElement.id')).toBe('manager-log');

  await told('#7: write your answer as a reply, please', { force_reply: true });
  await page.getByRole('textbox', { name: 'Your answer' }).fill('We are sorry.');
  await page.keyboard.press('Enter');
  await page.locator('#manager-form').waitFor({ state: 'hidden' });
  const said = botApi.messages(managerChat).findLast(({ own }) => own)?.message;
  expect(said).toMatchObject({ text: 'We are sorry.', reply_to_message: { text: '#7: write your answer as a reply, please' } });
  await page.locator('.own .quoted', { hasText: 'please' }).waitFor();
});

test("what people do: a sticker, a friend's number, blocking, another language", patience, async () => {
  const page = await open(laptop);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('you get 1 point').waitFor();
  const choose = async (name: string) => {
    await page.getByRole('button', { name: 'Try what people do' }).click();
    await page.getByRole('menuitem', { name }).or(page.getByRole('menuitemradio', { name })).click();
  };
  await choose('Send a sticker');
  await page.getByText('What a lovely teapot!').waitFor();
  await choose('Share a friend’s number');
  await page.getByText('somebody else’s number').waitFor();
  await choose('Русский');
  await page.getByRole('button', { name: 'Menu of commands' }).click();
  await page.getByRole('menuitem', { name: '/card Моя карта' }).click();
  await page.getByRole('button', { name: 'Enlarge the picture' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await choose('Block the bot');
  await picture(page, 'laptop-blocked');
  expect(await page.locator('#telegram-form').isVisible()).toBe(false);
  await page.locator('#unblock').click();
  await page.locator('#telegram-text').waitFor();
});

test('a reload keeps both histories; another browser is another person', patience, async () => {
  const page = await open(laptop);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('you get 1 point').waitFor();
  await page.getByRole('button', { name: 'JOIN', exact: true }).click();
  await page.getByText('Welcome to Leaf & Steam!').waitFor();
  const own = await page.locator('#sms-own').textContent();
  await page.reload();
  await page.getByText('you get 1 point').waitFor();
  await page.getByText('Welcome to Leaf & Steam!').waitFor();
  expect(await page.locator('#sms-own').textContent()).toBe(own);

  const other = await open(laptop);
  expect(await other.locator('#sms-own').textContent()).not.toBe(own);
  expect(await other.locator('#telegram-log .message, #sms-log .message').count()).toBe(0);
});

test('the page speaks three languages, and tells its till which', patience, async () => {
  const page = await open({ ...laptop, locale: 'ru-RU' });
  expect(await page.title()).toBe('Копилка: попробуйте');
  await page.getByText('PL', { exact: true }).click();
  await page.getByText('Naciśnij Start na lewym telefonie').waitFor();
  expect(await page.evaluate('document.documentElement.lang')).toBe('pl');
  await page.frameLocator('#till').getByText('lang=pl').waitFor();
});

test('markup in a message is shown, never run', patience, async () => {
  const page = await open(laptop);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.locator('#telegram-text').fill('<img src=x onerror=alert(1)>');
  await page.keyboard.press('Enter');
  await page.getByText('You said: <img src=x onerror=alert(1)>').waitFor();
  await page.locator('#sms-text').fill('<b>bold</b>');
  await page.keyboard.press('Enter');
  await page.getByText('<b>bold</b>', { exact: true }).waitFor();
});
