import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import bwip from 'bwip-js';
import type { BrowserContextOptions } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { newCoupon, newCouponCode } from '../../src/coupons/coupon.ts';
import { paleTexts } from '../playground/contrast.ts';
import { lastCode } from '../support/said.ts';
import { tillKey } from '../support/world.ts';
import { browserCounter, patience } from './browser-counter.ts';
import { desk, earns, enterSale, handset, nextCustomer, scan, sell, taken } from './browser-till.ts';

const screenshots = new URL('../screenshots/', import.meta.url).pathname;

const counter = browserCounter();
const { open, newMember, newPhone, balanceOf, purchasesOf } = counter;

beforeAll(() => void mkdirSync(screenshots, { recursive: true }));

/** A coupon of the sample program, as an apology would give it. */
async function giveCoupon(memberId: string): Promise<string> {
  const { world } = counter;
  const given = newCoupon(world.program, { name: 'tea', memberId, code: newCouponCode(randomBytes), about: 'case 1' }, world.now());
  await world.database.pool.query(
    `insert into coupon (code, member_id, name, gives, about, given_at, expires_at) values ($1, $2, $3, $4, $5, to_timestamp($6::bigint / 1000.0), to_timestamp($7::bigint / 1000.0))`,
    [given.code, memberId, given.name, given.gives, given.about, given.givenAt, given.expiresAt],
  );
  return given.code;
}

describe('a sale', () => {
  test('by phone earns, and the receipt shows its code', patience, async () => {
    const { phone } = await newMember();
    const page = await open();
    await enterSale(page, '480', phone.slice(2));
    await earns(page, '+14 points');
    await page.getByRole('button', { name: /Take .*480\.00/ }).click();
    await taken(page);
    await page.locator('#receipt').getByText('+14 points').waitFor();
    expect(
      await page.locator('figure img').evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
    ).toBeGreaterThan(0);
    expect(await balanceOf(phone)).toEqual({ available: 200, pending: 14 });
  });

  test('by a scanned card pays with points at once', patience, async () => {
    const { phone, card } = await newMember();
    const page = await open();
    await page.locator('#amount').fill('300');
    await page.locator('#to-menu').focus();
    await scan(page, card);
    await page.locator('.has', { hasText: '200 points to spend' }).waitFor();
    expect(await page.locator('#amount').inputValue()).toBe('300');
    await page.getByRole('button', { name: /^Pay with 150 points/ }).click();
    await page.getByRole('button', { name: /Take .*150\.00/ }).click();
    await taken(page);
    await page.getByText('−150 points').waitFor();
    expect((await balanceOf(phone)).available).toBe(50);
  });

  test('by phone pays with points once the code is right', patience, async () => {
    const { phone } = await newMember();
    const page = await open();
    await enterSale(page, '100', phone);
    await page.getByRole('button', { name: /^Pay with 50 points/ }).click();
    await page.getByRole('button', { name: 'Send the code' }).click();
    await page.locator('#code').waitFor();
    await counter.world.quiet();
    const code = await lastCode(counter.world, phone);
    await page.keyboard.type(code === '000000' ? '000001' : '000000');
    await page.getByText('4 tries are left').waitFor();
    await page.keyboard.type(code);
    await page.getByText('Set aside until').waitFor();
    await page.getByRole('button', { name: /Take .*50\.00/ }).click();
    await taken(page);
    expect((await balanceOf(phone)).available).toBe(150);
  });

  test('cancelled after the code gives the points back', patience, async () => {
    const { phone } = await newMember();
    const page = await open();
    await enterSale(page, '100', phone);
    await page.getByRole('button', { name: /^Pay with 50 points/ }).click();
    await page.getByRole('button', { name: 'Send the code' }).click();
    await page.locator('#code').waitFor();
    await counter.world.quiet();
    await page.keyboard.type(await lastCode(counter.world, phone));
    await page.getByText('Set aside until').waitFor();
    expect((await balanceOf(phone)).available).toBe(150);
    await page.keyboard.press('F2');
    await expect.poll(async () => (await balanceOf(phone)).available).toBe(200);
  });

  test('enrols at the counter after the sentence was read aloud, in the language of the shopper', patience, async () => {
    const page = await open();
    const phone = newPhone();
    await enterSale(page, '1000', phone);
    await page.getByRole('button', { name: 'Enrol' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Зоя');
    await page.getByLabel('Their language').selectOption('pl');
    await expect.poll(() => page.locator('#consent').textContent()).toContain('regulamin');
    await page.getByRole('button', { name: 'They said yes' }).click();
    await page.getByText('Зоя', { exact: true }).waitFor();
    await earns(page, '+30 points');
    await page.locator('#take').click();
    await taken(page);
    expect(await purchasesOf(phone)).toBe(1);
  });

  test('without a member shows the code by which the receipt can be claimed', patience, async () => {
    const page = await open();
    await enterSale(page, '250');
    await page.locator('#take').click();
    await taken(page);
    await page.getByText('Scan to join and get the points of this receipt').waitFor();
  });

  test('uses a coupon that the member shows, and one that another till has taken meanwhile no more', patience, async () => {
    const { phone, id } = await newMember();
    await giveCoupon(id);
    await giveCoupon(id);
    const page = await open();
    await enterSale(page, '480', phone);
    const coupons = page.getByRole('list', { name: 'Coupons' }).getByRole('button', { name: /a cup of tea/ });
    await coupons.first().click();
    await expect.poll(() => coupons.first().getAttribute('aria-pressed')).toBe('true');
    await earns(page, '+14');
    await page.screenshot({ path: `${screenshots}till-coupon.png` });
    await page.locator('#take').click();
    await taken(page);
    expect(await page.locator('#receipt-sheet dl').textContent()).toContain('a cup of tea');
    await nextCustomer(page);

    await enterSale(page, '100', phone);
    const { body } = await counter.till.get(`/members/${id}`);
    const [left, ...more] = body['coupons'] as unknown as { code: string }[];
    expect(more).toEqual([]);
    await counter.till.sells({ phone, coupons: [left?.code] });
    await coupons.first().click();
    await coupons.first().waitFor({ state: 'detached' });
    await earns(page, '+3');
    await page.locator('#take').click();
    await taken(page);
  });

  test('of another member than the one who shows a coupon leaves it alone', patience, async () => {
    const [anna, boris] = [await newMember(), await newMember()];
    await giveCoupon(anna.id);
    const page = await open();
    await enterSale(page, '480', anna.phone);
    await page.getByRole('button', { name: /a cup of tea/ }).click();
    await earns(page, '+14');
    await scan(page, boris.card);
    await page.getByRole('button', { name: /a cup of tea/ }).waitFor({ state: 'detached' });
    await earns(page, '+14');
    await page.locator('#take').click();
    await taken(page);
    expect((await counter.till.get(`/members/${anna.id}`)).body['coupons']).toHaveLength(1);
  });

  test('with parts by category: what never earns earns nothing', patience, async () => {
    const { phone } = await newMember();
    const page = await open();
    await page.locator('#amount').fill('1000');
    await page.getByRole('button', { name: 'Gift card' }).click();
    await page.locator('#amount').fill('400');
    await page.getByLabel('Customer', { exact: true }).fill(phone);
    await page.keyboard.press('Enter');
    await earns(page, '+12 points');
    await page.getByRole('button', { name: /Take .*1,400\.00/ }).click();
    await taken(page);
    expect((await balanceOf(phone)).pending).toBe(12);
  });
});

test('a card that was forgotten gets the points of its receipt later', patience, async () => {
  const { phone, card } = await newMember();
  const page = await open();
  await enterSale(page, '500');
  await page.locator('#take').click();
  await taken(page);
  await nextCustomer(page);
  await page.locator('#to-today').click();
  await page.locator('.line', { hasText: '500.00' }).first().click();
  await page.getByLabel('Card forgotten? Give the points now').fill(card);
  await page.getByRole('button', { name: 'Give', exact: true }).click();
  await page.getByText('Given: 15 points').waitFor();
  await page.locator('.facts', { hasText: 'Anna' }).waitFor();
  expect(await balanceOf(phone)).toEqual({ available: 200, pending: 15 });
});

test('goods come back by money of a line, and the whole rest after that', patience, async () => {
  const { phone } = await newMember();
  const page = await open();
  const receipt = await sell(page, '1000', phone);
  await page.keyboard.press('/');
  await page.keyboard.type(receipt);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Return' }).click();
  await page.getByLabel('How much comes back: Goods').fill('250,50');
  await page.getByRole('button', { name: /Return for .*250\.50/ }).click();
  await page.getByText(/Give back .*250\.50/).waitFor();
  await page.getByText('partly returned').waitFor();
  await page.getByRole('button', { name: 'Return' }).click();
  await page.getByRole('button', { name: 'Return everything' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Return everything' }).click();
  await page.getByText(/Give back .*749\.50/).waitFor();
  await page.getByText('22 points they had earned are taken').waitFor();
  expect(await balanceOf(phone)).toEqual({ available: 200, pending: 0 });
});

describe('the key', () => {
  test('leaves the address at once, is kept, and is forgotten from the menu', patience, async () => {
    const page = await open();
    expect(page.url()).toBe(`${counter.world.url}/till`);
    await page.reload();
    await page.locator('#sale').waitFor();
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: /Forget this till’s key/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Forget' }).click();
    await page.getByRole('heading', { name: 'Open the till' }).waitFor();
    expect(await page.evaluate(`JSON.stringify(localStorage)`)).not.toContain(tillKey.key);
    await page.getByLabel('Till key').fill('of another shop');
    await page.keyboard.press('Enter');
    await page.getByText('That is not a key of this shop.').waitFor();
  });

  test('once refused is asked for again, and nothing is lost', patience, async () => {
    const { phone } = await newMember();
    const page = await open({ ...desk, serviceWorkers: 'block' });
    await enterSale(page, '480', phone);
    await earns(page, '+14 points');
    await page.route('**/api/v1/purchases', (route) =>
      route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"type":"/problems/no-key"}' }),
    );
    await page.locator('#take').click();
    await page.getByText('nothing you did is lost').waitFor();
    await page.unroute('**/api/v1/purchases');
    await page.getByLabel('Till key').fill(tillKey.key);
    await page.keyboard.press('Enter');
    await taken(page);
    expect(await purchasesOf(phone)).toBe(1);
  });
});

test('the keyboard alone is enough', patience, async () => {
  const { phone } = await newMember();
  const page = await open();
  const focused = () => page.evaluate('document.activeElement.id');
  await expect.poll(focused).toBe('amount');
  await page.keyboard.type('480');
  await page.keyboard.press('Enter');
  expect(await focused()).toBe('who');
  await page.keyboard.type(phone, { delay: 90 });
  await page.keyboard.press('Enter');
  await earns(page, '+14 points');
  expect(await focused()).toBe('take');
  await page.keyboard.press('Enter');
  await taken(page);
  expect(await focused()).toBe('next');
  await page.waitForTimeout(750);
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('amount');
  await page.keyboard.type('12,5');
  await page.keyboard.press('F2');
  expect(await page.locator('#amount').inputValue()).toBe('');
  await page.keyboard.press('/');
  await expect.poll(focused).toBe('search');
  await page.keyboard.press('Escape');
  await expect.poll(focused).toBe('amount');
  expect(await purchasesOf(phone)).toBe(1);
});

test('the large keys type for a thumb, and never open another keyboard', patience, async () => {
  const page = await open(handset);
  for (const key of ['1', '2', '.', '5', '00']) await page.locator('#pad').getByRole('button', { name: key, exact: true }).tap();
  expect(await page.locator('#amount').inputValue()).toBe('12.50');
  expect(await page.locator('#amount').getAttribute('inputmode')).toBe('none');
  await page.locator('#pad').getByRole('button', { name: 'Next: customer' }).tap();
  for (const key of ['7', '8', '9']) await page.locator('#pad').getByRole('button', { name: key, exact: true }).tap();
  expect(await page.locator('#who').inputValue()).toBe('789');
  await page.locator('#pad').getByRole('button', { name: 'Erase' }).tap();
  expect(await page.locator('#who').inputValue()).toBe('78');
});

test('money is whole minor units, however it is typed', patience, async () => {
  const page = await open();
  const read = (text: string) => page.evaluate(`import('./till/page/money.js').then((money) => money.readPrice(${JSON.stringify(text)}))`);
  for (const [text, amount] of Object.entries({
    '12,50': 1250,
    '12.50': 1250,
    '12,5': 1250,
    '1 250': 125_000,
    '0,07': 7,
    '.5': 50,
    '19.999': 1999,
    '': 0,
  }))
    expect(await read(text), text).toBe(amount);
});

test('where the browser reads no bars the page does: straight, slanted, upside down, blurred and in the shade', patience, async () => {
  const page = await open();
  const [drawn] = bwip.raw({ bcid: 'ean13', text: '2912345678906' });
  const sbs = drawn !== undefined && 'sbs' in drawn ? drawn.sbs : [];
  const read = (degrees: number, blur: number) =>
    page.evaluate(`(async () => {
      const { readEan13 } = await import('./till/page/ean13.js');
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [800, 600];
      const brush = canvas.getContext('2d');
      const shade = brush.createLinearGradient(0, 0, 800, 0);
      shade.addColorStop(0, '#fff');
      shade.addColorStop(1, '#999');
      brush.fillStyle = shade;
      brush.fillRect(0, 0, 800, 600);
      brush.save();
      brush.translate(400, 300);
      brush.rotate(${degrees} * Math.PI / 180);
      brush.fillStyle = '#222';
      let x = -200;
      for (const [at, width] of ${JSON.stringify(sbs)}.entries()) {
        if (at % 2 === 0) brush.fillRect(x, -110, width * 4, 220);
        x += width * 4;
      }
      brush.restore();
      brush.filter = 'blur(${blur}px)';
      brush.drawImage(canvas, 0, 0);
      return readEan13(brush.getImageData(0, 0, 800, 600));
    })()`);
  for (const [degrees, blur] of [
    [0, 0],
    [12, 0],
    [180, 0],
    [-8, 1.2],
  ] as const)
    expect(await read(degrees, blur), `${degrees}°, blur ${blur}`).toBe('2912345678906');
});

test('without a camera it says so, and offers typing', patience, async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Scan the card' }).click();
  await page.getByText(/There is no camera here|may not use the camera/).waitFor();
  await page.getByRole('button', { name: 'Type instead' }).click();
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('who');
});

test('all of it weighs less than 100 KB on the way', patience, async () => {
  const page = await counter.blank({ ...desk, serviceWorkers: 'block' });
  await page.goto(`${counter.world.url}/till`);
  await page.locator('body[data-ready]').waitFor();
  const weight = await page.evaluate(
    `performance.getEntries().filter((entry) => 'transferSize' in entry).reduce((sum, entry) => sum + entry.transferSize, 0)`,
  );
  expect(weight).toBeLessThan(100_000);
});

describe('how it looks', () => {
  const small: BrowserContextOptions = { ...handset, viewport: { width: 320, height: 568 } };
  const locales = { en: 'en-GB', pl: 'pl-PL', ru: 'ru-RU' } as const;
  const sizes = { desk, handset, small };
  // Every size, both schemes and all languages; Russian, with the longest words, where there is the least room.
  test.each([
    ['desk', 'light', 'en'],
    ['desk', 'dark', 'ru'],
    ['handset', 'light', 'ru'],
    ['handset', 'dark', 'en'],
    ['handset', 'dark', 'pl'],
    ['small', 'light', 'ru'],
    ['small', 'dark', 'pl'],
  ] as const)('%s, %s, %s', patience, async (size, colorScheme, language) => {
    const how: BrowserContextOptions = sizes[size];
    const { phone, id } = await newMember();
    await giveCoupon(id);
    const page = await open({ ...how, colorScheme, reducedMotion: 'reduce', locale: locales[language] });
    const look = async (name: string) => {
      await page.screenshot({ path: `${screenshots}till-${size}-${colorScheme}-${language}-${name}.png` });
      expect(await paleTexts(page), name).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBe(how.viewport?.width);
    };
    await look('1-sale');
    await enterSale(page, '1234,50', phone);
    await page.locator('.earns').waitFor();
    await look('2-member');
    await page.locator('#points .second').click();
    await look('3-points');
    await page.keyboard.press('Escape');
    await page.locator('#take').click();
    await taken(page);
    await look('4-receipt');
    await nextCustomer(page);
    await enterSale(page, '99', newPhone());
    await page.locator('[data-focus=enrol]').waitFor();
    await look('5-unknown');
    await page.locator('[data-focus=enrol]').click();
    await look('6-enrol');
    await page.keyboard.press('Escape');
    await page.locator('#to-today').click();
    await page.locator('.line').first().waitFor();
    await look('7-today');
    await page.locator('.line').first().click();
    await page.locator('[data-focus=return]').click();
    await look('8-return');
    await page.keyboard.press('Escape');
    await page.locator('#to-menu').click();
    await look('9-menu');
  });
});
