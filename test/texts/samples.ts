import { day, type Fact, money, phone, points } from '../../src/texts/message.ts';

/** Milliseconds of 30 November 2027, noon in Warsaw: among the longest days to write. */
const lateNovember = Date.UTC(2027, 10, 30, 11);
const timeZone = 'Europe/Warsaw';

const names = ['Александра Константиновна', 'Katarzyna Brzęczyszczykiewicz', 'Anna'] as const;

/**
 * What each variable of the texts may hold: everyday values and the longest that are likely. A new variable needs a line here; the
 * measuring of SMS uses the longest of them.
 */
export const samples: Readonly<Record<string, readonly Fact[]>> = {
  ...Object.fromEntries(
    ['points', 'available', 'balance', 'pending', 'held', 'debt', 'earned', 'spent', 'welcome', 'bonus', 'missing'].map((name) => [
      name,
      [0n, 1n, 2n, 5n, 21n, 1234n, 99_999n].map(points),
    ]),
  ),
  ...Object.fromEntries(
    ['amount', 'total', 'money', 'toPay', 'price'].map((name) => [
      name,
      [money(48_000n, 'RUB'), money(1_234_550n, 'PLN'), money(5n, 'GBP')],
    ]),
  ),
  ...Object.fromEntries(
    ['day', 'date', 'at', 'until', 'from', 'expires', 'activeFrom'].map((name) => [name, [day(lateNovember, timeZone)]]),
  ),
  ...Object.fromEntries(['count', 'days', 'hours', 'minutes', 'tries', 'months', 'number'].map((name) => [name, [0, 1, 2, 5, 21, 30]])),
  phone: [phone('+79161234567'), phone('+48601234567')],
  name: names,
  shop: ['Чайная лавка', 'Herbaciarnia', 'Tea'],
  terms: ['https://shop.example/terms'],
  link: ['https://shop.example/r/7K2Q9XMA'],
  url: ['https://shop.example/d/7K2Q9XMA'],
  card: ['2901234567896'],
  code: ['482916', 'R7K2Q9XMA'],
  email: ['anna.kowalska@example.com'],
};
