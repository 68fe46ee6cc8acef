import { expect, test } from 'vitest';
import { browserCounter, patience } from './browser-counter.ts';
import { desk, earns, enterSale, handset, nextCustomer, scan, sell, taken } from './browser-till.ts';

/** The counter's page where the connection stutters: nothing doubled, nothing lost, the cashier told. */
const counter = browserCounter();
const { open, newMember, balanceOf, purchasesOf } = counter;

test("a receipt's number typed faster than the list comes is found", patience, async () => {
  const { phone } = await newMember();
  const page = await open();
  const receipt = await sell(page, '480', phone);
  await page.route('**/api/v1/purchases?*', async (route) => {
    await new Promise((later) => setTimeout(later, 1000));
    await route.continue();
  });
  await page.keyboard.press('/');
  await page.keyboard.type(receipt);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Return' }).waitFor();
});

test('pressed twice, a purchase is recorded once and its receipt stays', patience, async () => {
  const { phone } = await newMember();
  const page = await open(handset);
  await enterSale(page, '480', phone);
  await earns(page, '+14 points');
  await page.locator('#take').dblclick();
  await page.keyboard.press('Enter');
  await taken(page);
  expect(await purchasesOf(phone)).toBe(1);
});

test('an answer that was lost, and a reload before the next try: recorded once, and the receipt is shown', patience, async () => {
  const { phone } = await newMember();
  const page = await open({ ...desk, serviceWorkers: 'block' });
  await enterSale(page, '480', phone);
  let lost = 0;
  await page.route('**/api/v1/purchases', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    lost += 1;
    return route.abort('connectionreset');
  });
  await page.locator('#take').click();
  await page.getByRole('heading', { name: 'Kept' }).waitFor();
  expect(lost).toBeGreaterThan(0);
  await page.unroute('**/api/v1/purchases');
  await page.reload();
  await taken(page);
  await page.locator('#receipt').getByText('+14 points').waitFor();
  expect(await purchasesOf(phone)).toBe(1);
});

test('an hour without: it sells, opens anew, spends no points, and sends all of it once afterwards', patience, async () => {
  const { phone, card } = await newMember();
  const page = await open();
  await expect.poll(() => page.evaluate('navigator.serviceWorker.controller !== null'), { timeout: 20_000 }).toBe(true);
  await page.context().setOffline(true);
  await enterSale(page, '480', phone);
  await page.getByText('No connection to check this').waitFor();
  await page.locator('#take').click();
  await page.getByText('The purchase is kept here').waitFor();
  await nextCustomer(page);

  await page.reload();
  await page.getByText('1 purchase waits for the connection; it will be sent by itself.').waitFor();
  await scan(page, card);
  await page.locator('#amount').fill('1000');
  await page.locator('#take').click();
  await page.getByText('The purchase is kept here').waitFor();
  await nextCustomer(page);
  await page.getByText('2 purchases wait for the connection; they will be sent by themselves.').waitFor();
  expect(await purchasesOf(phone)).toBe(0);

  await page.context().setOffline(false);
  await expect.poll(() => purchasesOf(phone), { timeout: 20_000 }).toBe(2);
  await page.locator('#reach').waitFor({ state: 'hidden' });
  expect((await balanceOf(phone)).pending).toBe(44);
});

test('what the shop refuses is kept in a list until it is put right', patience, async () => {
  const { phone } = await newMember();
  const page = await open();
  await page.context().setOffline(true);
  await enterSale(page, '480', '12345');
  await page.locator('#take').click();
  await page.getByText('The purchase is kept here').waitFor();
  await nextCustomer(page);
  await page.context().setOffline(false);
  await page.getByRole('button', { name: '1 purchase was refused.' }).click();
  await page.reload();
  await page.getByRole('button', { name: '1 purchase was refused.' }).click();
  await page.getByLabel('Phone or card').fill(phone);
  await page.getByRole('button', { name: 'Change' }).click();
  await page.getByText('Everything is sent.').waitFor();
  expect(await purchasesOf(phone)).toBe(1);
});

test('dropped by hand only, and only after a yes', patience, async () => {
  const page = await open();
  await page.context().setOffline(true);
  await enterSale(page, '480', '12345');
  await page.locator('#take').click();
  await page.getByText('The purchase is kept here').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('heading', { name: 'Not recorded' }).waitFor({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Put right' }).click();
  await page.getByRole('button', { name: 'Drop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
  await page.locator('#waiting-list').getByText('phone: is').waitFor();
  await page.getByRole('button', { name: 'Drop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Drop' }).click();
  await page.getByText('Everything is sent.').waitFor();
});

test('two tabs of one browser send what waits once', patience, async () => {
  const { phone } = await newMember();
  const page = await open();
  const other = await page.context().newPage();
  counter.watch(other);
  await other.goto(`${counter.world.url}/till`);
  await other.locator('#amount').waitFor();
  await page.context().setOffline(true);
  await enterSale(page, '480', phone);
  await page.locator('#take').click();
  await page.getByText('The purchase is kept here').waitFor();
  await page.context().setOffline(false);
  await Promise.all([page, other].map((tab) => tab.evaluate(`dispatchEvent(new Event('online'))`)));
  await taken(page);
  expect(await purchasesOf(phone)).toBe(1);
  expect((await page.locator('#to-waiting').isHidden()) && (await other.locator('#to-waiting').isHidden())).toBe(true);
});

test('as long as the shop asks to wait, nothing is sent', patience, async () => {
  const page = await open({ ...desk, serviceWorkers: 'block' });
  let asked = 0;
  await page.route('**/api/v1/purchases', (route) => {
    asked += 1;
    const headers = { 'retry-after': '3', 'content-type': 'application/problem+json' };
    return asked === 1 ? route.fulfill({ status: 429, headers, body: '{"type":"/problems/too-many-requests"}' }) : route.continue();
  });
  await enterSale(page, '75');
  await page.locator('#take').click();
  await expect.poll(() => asked).toBe(1);
  await page.evaluate(`dispatchEvent(new Event('online'))`);
  await page.waitForTimeout(1000);
  expect(asked).toBe(1);
  await taken(page);
  expect(asked).toBe(2);
});
