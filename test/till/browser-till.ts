import type { BrowserContextOptions, Page } from 'playwright-core';
import { tillKey, type World } from '../support/world.ts';

export const desk: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: 'en-GB' };
export const handset: BrowserContextOptions = { viewport: { width: 360, height: 640 }, locale: 'en-GB', hasTouch: true, isMobile: true };

/** Opens the till on a page with nothing in it yet, as a shop's owner does the first time. */
export async function openTill(page: Page, world: World): Promise<void> {
  await page.goto(`${world.url}/till#key=${tillKey.key}`);
  await page.locator('#place-store').fill('pavilion-1');
  await page.locator('#place-cashier').fill('Anna');
  await page.keyboard.press('Enter');
  await page.locator('#place').waitFor({ state: 'hidden' });
}

/** An error of the page's own, or something that its security policy stopped. A refusal of the shop's is none. */
export function watch(page: Page, complaints: string[]): void {
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  page.on('console', (message) => /Refused|violates/.test(message.text()) && complaints.push(message.text()));
}

/** What a scanner does: quick signs and Enter, wherever the focus is. */
export async function scan(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

export async function enterSale(page: Page, amount: string, who = ''): Promise<void> {
  await page.locator('#amount').fill(amount);
  await page.locator('#amount').press('Enter');
  if (who === '') return;
  await page.locator('#who').fill(who);
  await page.locator('#who').press('Enter');
  await page.locator('#member .who-name').waitFor();
}

/** What the quote promises. */
export const earns = (page: Page, words: string) => page.locator('.earns', { hasText: words }).waitFor();

export const taken = (page: Page) => page.locator('#receipt-title.good').waitFor();

/** A second press so soon is not one: whoever means it waits a moment. */
export async function nextCustomer(page: Page): Promise<void> {
  await page.waitForTimeout(750);
  await page.locator('#next').click();
  await page.locator('#sale').waitFor();
}

/** Sells to somebody, and is ready for the next customer. Gives the receipt's number. */
export async function sell(page: Page, amount: string, who: string): Promise<string> {
  await enterSale(page, amount, who);
  await page.locator('#take').click();
  await taken(page);
  const receipt = (await page.locator('.number').textContent())?.split(' · ').at(-1) ?? '';
  await nextCustomer(page);
  return receipt;
}
