import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../../playground/browser.ts';
import { openShop } from './visit.ts';

const smallPhone = { width: 320, height: 568 };
const paths = ['/', '/terms', '/privacy', '/c/known', '/c/unknown'];
const schemes = ['light', 'dark'] as const;

let server: Server;
let browser: Browser;
let page: Page;
let root: string;
const complaints: string[] = [];

beforeAll(async () => {
  const { visit } = openShop({ telegramUrl: 'https://t.me/tea_bot', smsNumber: '+48512345678', playground: true });
  server = createServer(async (request, response) => {
    const answer = await visit(request.url ?? '/');
    response.writeHead(answer.status, { 'content-type': answer.contentType, ...answer.headers }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await startBrowser();
  page = await browser.newPage({ viewport: smallPhone });
  page.on('console', (message) => complaints.push(message.text()));
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

test.each(paths)('%s fits a small phone in every language, and breaks no rule of its own policy', async (path) => {
  complaints.length = 0;
  for (const language of ['en', 'pl', 'ru']) {
    await page.goto(`${root}${path}?lang=${language}`);
    expect(await page.evaluate('document.documentElement.scrollWidth'), language).toBeLessThanOrEqual(smallPhone.width);
  }
  expect(complaints.filter((complaint) => !complaint.includes('404'))).toEqual([]);
});

test.each(schemes)('every text is readable in the %s: contrast 4.5 or more (WCAG 2.2, 1.4.3)', async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  for (const path of paths) {
    await page.goto(`${root}${path}?lang=en`);
    expect(await page.evaluate(faintTexts), path).toEqual([]);
  }
});

/** Runs in the page: the texts whose colour is too near to that of the nearest background below them. */
const faintTexts = `(() => {
  const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = rgb(colour).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (rgb(colour)[3] !== 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
  return [...document.querySelectorAll('body *:not(svg *)')].filter(hasText).flatMap((element) => {
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return contrast < 4.5 ? [element.textContent + ' ' + contrast.toFixed(2)] : [];
  });
})()`;
