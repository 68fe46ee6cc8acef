import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pageWords } from '../../src/channels/web/words/table.ts';
import { type Language, languages } from '../../src/texts/message.ts';
import { startBrowser } from '../playground/browser.ts';
import { paleTexts } from '../playground/contrast.ts';
import { tillAt } from '../support/till.ts';
import { openWorld, type World } from '../support/world.ts';

const smallPhone = { width: 320, height: 568 };
const laptop = { width: 1280, height: 800 };
const THUMB = 44;
const limitMs = 90_000;

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await openWorld({ telegram: false });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** Presses what leads to the next page, and waits until that is there: a press by itself is done once the page begins. */
async function leadsOn(page: Page, press: () => Promise<void>): Promise<void> {
  const come = page.waitForEvent('domcontentloaded');
  await press();
  await come;
}

/** Every page of the survey, one after another, as somebody sees them who answers. */
async function throughAll(page: Page, language: Language, look: (name: string) => Promise<void>): Promise<void> {
  const sold = await tillAt(world).sells({});
  const address = `${sold.body.receiptUrl}?lang=${language}`;
  await page.goto(address);
  await look('rating');
  world.pass(25 * 60 * 60 * 1000);
  await leadsOn(page, () => page.locator('.numbers button').nth(3).click());
  await look('stale');
  world.pass(5000);
  await leadsOn(page, () => page.locator('.numbers button').nth(3).click());
  await look('more');
  world.pass(5000);
  await page.locator('.choices label').first().click();
  await page.locator('textarea').fill('Cold tea, and it took long.');
  await look('written');
  await leadsOn(page, () => page.locator('button.button').click());
  await look('said');
  await page.context().clearCookies();
  await page.goto(address);
  await look('others');
  const late = await tillAt(world).sells({});
  world.pass(100 * 24 * 60 * 60 * 1000);
  await page.goto(`${late.body.receiptUrl}?lang=${language}`);
  await page.getByRole('heading', { name: pageWords[language].survey.late }).waitFor();
  await look('late');
  await page.goto(`${world.url}/r/${'A'.repeat(22)}?lang=${language}`);
  await look('unknown');
}

test.each(['light', 'dark'] as const)(
  'every text can be read in the %s, on a small phone, with a thumb, and no rule of the page is broken',
  { timeout: limitMs },
  async (colorScheme) => {
    const page = await browser.newPage({ viewport: smallPhone, colorScheme });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    for (const language of languages)
      await throughAll(page, language, async (name) => {
        const where = `${name} ${language}`;
        expect(await paleTexts(page), where).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth'), where).toBeLessThanOrEqual(smallPhone.width);
        for (const target of await page.locator('button:visible, .choices label:visible, textarea:visible').all())
          expect((await target.boundingBox())?.height, where).toBeGreaterThanOrEqual(THUMB);
        if (process.env['LOOK_AT'] !== undefined)
          await page.screenshot({ path: `${process.env['LOOK_AT']}/${name}-${language}-${colorScheme}.png` });
      });
    expect(complaints.filter((complaint) => !/40[49]|410|422|429/.test(complaint))).toEqual([]);
    await page.close();
  },
);

test.each(['light', 'dark'] as const)('on a laptop in the %s each page stands in one piece', { timeout: limitMs }, async (colorScheme) => {
  const page = await browser.newPage({ viewport: laptop, colorScheme });
  await throughAll(page, 'en', async (name) => {
    if (process.env['LOOK_AT'] !== undefined)
      await page.screenshot({ path: `${process.env['LOOK_AT']}/${name}-laptop-${colorScheme}.png` });
    expect(await paleTexts(page), name).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollHeight'), name).toBeLessThanOrEqual(laptop.height);
    const boxes = await Promise.all((await page.locator('.numbers button').all()).map((button) => button.boundingBox()));
    expect(new Set(boxes.map((box) => box?.y)).size, name).toBeLessThanOrEqual(1);
  });
  await page.close();
});

test('a screen reader hears a group with its question, and buttons by what they mean', async () => {
  const page = await browser.newPage({ viewport: smallPhone });
  await throughAll(page, 'en', async (name) => {
    expect(await page.locator('h1').count(), name).toBe(1);
    if (name === 'rating') {
      await page.getByRole('group', { name: 'Would you recommend Чайный павильон to a friend?' }).waitFor();
      expect(await page.getByRole('button').count()).toBe(11);
      expect(await page.getByRole('textbox').count()).toBe(0);
    }
    if (name === 'stale') expect(await page.getByRole('alert').textContent()).toContain('Please tap once more');
    if (name === 'more') {
      expect(await page.getByRole('checkbox', { name: 'The queue' }).count()).toBe(1);
      expect(await page.getByRole('textbox', { name: /What happened/ }).count()).toBe(1);
    }
    if (name === 'said') await page.getByRole('region', { name: 'Your answer' }).waitFor();
  });
  await page.close();
});

test('the keyboard is enough: Tab to a number, Enter, Space on a choice', async () => {
  const sold = await tillAt(world).sells({});
  const page = await browser.newPage();
  await page.goto(`${sold.body.receiptUrl}?lang=en`);
  world.pass(5000);
  await page.getByRole('button', { name: '8 of 10' }).focus();
  await leadsOn(page, () => page.keyboard.press('Enter'));
  await page.getByRole('checkbox', { name: 'The advice' }).focus();
  await page.keyboard.press('Space');
  expect(await page.getByRole('checkbox', { name: 'The advice' }).isChecked()).toBe(true);
  await page.close();
});
