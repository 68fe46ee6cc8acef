import { day, type Fact, money, phone, points } from '../../src/texts/message.ts';

/** Milliseconds of 30 November 2027, noon in Warsaw: among the longest days to write. */
const lateNovember = Date.UTC(2027, 10, 30, 11);
const days = [day(lateNovember, 'Europe/Warsaw')];

const amounts = [0n, 1n, 2n, 5n, 21n, 1234n, 99_999n].map(points);
const sums = [money(5n, 'GBP'), money(48_000n, 'RUB'), money(1_234_550n, 'PLN')];
const tiers = ['Gold', 'Złoto', 'Серебро'];

/**
 * What each variable of the texts may hold: everyday values, and last the longest that is likely. A new variable needs a line here; the
 * measuring of SMS uses the last ones together.
 */
export const samples: Readonly<Record<string, readonly Fact[]>> = {
  ...forEach(['points', 'balance', 'welcome'], amounts),
  ...forEach(['worth', 'missing', 'total', 'amount', 'refund', 'cost'], sums),
  ...forEach(['on', 'last', 'joined', 'until'], days),
  /** A day from which points can be spent, or the hour at which a rule begins. */
  from: ['09:00', ...days],
  to: ['12:00'],
  kind: ['reply', 'service', 'marketing'],
  birthday: ['03.12', '03.12.1990'],
  days: ['Sat, Sun', 'pon., wt., śr., czw.'],
  left: [1, 2, 5, 21],
  ...forEach(['tier', 'next'], tiers),
  rate: ['3 %', '7.5 %'],
  rule: ['Oolong', 'Spokojne poranki', 'Каждая пятая покупка'],
  by: ['Quiet mornings', 'Spokojne poranki, Oolong'],
  categories: ['tobacco', 'gift-card, tobacco'],
  joinCommand: ['/start', '/join'],
  helpCommand: ['/help', '/loyalty'],
  source: ['poster', 'neighbour'],
  phone: [phone('+48601234567'), phone('+79161234567')],
  name: ['Anna', 'Александра Константиновна', 'Katarzyna Brzęczyszczykiewicz'],
  shop: ['Tea', 'Herbaciarnia', 'Чайная лавка'],
  contact: ['tea@example.com', '+7 495 000-00-00, chai@example.com'],
  terms: ['https://shop.example/terms', 'https://bonus.herbaciarnia.pl/terms'],
  url: [
    'https://shop.example/c/AZwIqlvyfhK8DgSN1C4ZQ2i5VjRkT0uXbPe7Lm',
    'https://bonus.herbaciarnia.pl/c/AZwIqlvyfhK8DgSN1C4ZQ2i5VjRkT0uXbPe7Lm',
  ],
  card: ['2901234567896', '2901 2345 6789 6'],
  code: ['482916'],
  coupon: ['C7K3 M9QX4'],
  gives: ['a cup of tea', 'filiżanka herbaty', 'чашка чая'],
  /** Why points were given or taken by hand, in the operator's own words. */
  why: ['a wrong price', 'paczka przyszła za późno'],
  rating: [7, 10],
  case: ['17'],
  broadcast: ['3'],
  segments: [1, 2, 5, 1200],
  sent: [0, 21],
  choice: ['The tea', 'Обслуживание'],
  choices: ['The tea', 'Herbata, Obsługa', 'Обслуживание, Очередь'],
  words: ['The tea was cold.', 'Чай был холодный, а очередь длинная.'],
  question: ['Which tea shall we add?', 'Какой чай добавить?'],
  receipt: ['R-1042'],
  store: ['pavilion-1'],
  cashier: ['anna'],
  who: ['Olga (42)'],
  hours: [1, 4, 21],
  most: [5, 3000],
  length: [3500],
  count: [1, 2, 5],
  email: ['anna.kowalska@example.com'],
};

function forEach(names: readonly string[], facts: readonly Fact[]): Record<string, readonly Fact[]> {
  return Object.fromEntries(names.map((name) => [name, facts]));
}
