import { minorDigitsOf } from '../../rules/print.ts';
import type { TillCall, TillDeps } from '../context.ts';

/** What a till's page needs to know of its shop. */
export async function aboutShop({ program, goods, termsUrl, consentWording }: TillDeps, { till, language }: TillCall): Promise<object> {
  const { shop, points, categories, rules } = program;
  const spokenOf = rules.flatMap(({ when }) => when.category ?? []);
  return {
    name: shop.name,
    till,
    currency: shop.currency,
    currencyDigits: minorDigitsOf(shop.currency),
    timeZone: shop.timeZone,
    country: shop.country,
    languages: shop.languages,
    defaultLanguage: shop.defaultLanguage,
    pointWorth: points.worth,
    payableShare: points.payableShare,
    redeemProof: points.redeemProof,
    categories: { neverEarn: categories.neverEarn, notPayable: categories.notPayable, others: [...new Set(spokenOf)] },
    termsUrl,
    consent: consentWording(language, '').wording,
    goods: goods?.(language) ?? [],
  };
}
