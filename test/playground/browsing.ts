import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { startBrowser } from './browser.ts';

/** What of a page must never happen, it adds to the complaints. */
type Watch = (page: Page, complaints: string[]) => void;

/** An error of the page's own, or any that the browser writes to its console. */
export const anyError: Watch = (page, complaints) => {
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
};

/** A browser for the tests of one file; what is opened in a test is closed after it, and must have had nothing to complain of. */
export function browsing(watch: Watch) {
  let browser: Browser;
  let contexts: BrowserContext[];
  let complaints: string[];

  beforeAll(async () => {
    browser = await startBrowser();
  }, 60_000);
  afterAll(() => browser.close());
  beforeEach(() => {
    complaints = [];
    contexts = [];
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    expect(complaints).toEqual([]);
  });

  return {
    /** A page with nothing in it yet, whose context nobody else has. */
    async blank(how: BrowserContextOptions): Promise<Page> {
      const context = await browser.newContext(how);
      contexts.push(context);
      const page = await context.newPage();
      watch(page, complaints);
      return page;
    },
    watch: (page: Page): void => watch(page, complaints),
  };
}
