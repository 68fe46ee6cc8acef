import type { Language } from '../texts/message.ts';

/** One thing on the counter. `price` is in minor units; its picture is `page/goods/<sku>.svg`. */
export type Good = {
  readonly sku: string;
  readonly category: string;
  readonly price: number;
  readonly names: Readonly<Record<Language, string>>;
};

const goods: readonly Good[] = [
  good('tea-oolong', 'tea', 480, 'Oolong tea, 100 g', 'Herbata oolong, 100 g', 'Чай улун, 100 г'),
  good('tea-black', 'tea', 350, 'Black tea, tin', 'Herbata czarna, puszka', 'Чёрный чай в банке'),
  good('biscuits', 'sweets', 190, 'Oat biscuits', 'Ciastka owsiane', 'Овсяное печенье'),
  good('honey', 'sweets', 420, 'Linden honey', 'Miód lipowy', 'Липовый мёд'),
  good('teapot', 'ware', 1890, 'Clay teapot', 'Gliniany czajniczek', 'Глиняный чайник'),
  good('cup', 'ware', 640, 'Cup and saucer', 'Filiżanka ze spodkiem', 'Чашка с блюдцем'),
  good('thermos', 'ware', 1250, 'Small thermos', 'Mały termos', 'Маленький термос'),
  good('gift-wrap', 'service', 120, 'Gift wrap', 'Opakowanie na prezent', 'Подарочная упаковка'),
];

/** Roughly what a rouble buys elsewhere: prices that look natural, not exchange rates. */
const roublesPerUnit: Readonly<Record<string, number>> = { RUB: 1, PLN: 20, EUR: 80, USD: 80, GBP: 100 };

/** The counter's goods, priced in the shop's currency. */
export function goodsIn(currency: string): readonly Good[] {
  const divisor = roublesPerUnit[currency] ?? roublesPerUnit['EUR']!;
  return goods.map((one) => ({ ...one, price: Math.round(one.price / divisor / 10) * 10 }));
}

function good(sku: string, category: string, roubles: number, en: string, pl: string, ru: string): Good {
  return { sku, category, price: roubles * 100, names: { en, pl, ru } };
}
