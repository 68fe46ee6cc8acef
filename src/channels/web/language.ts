import { type Language, languages } from '../../texts/message.ts';
import type { WebhookCall } from '../webhook.ts';

const WISHES_READ = 20;

/** The language of a page: what the address asks for (`?lang=pl`), else what the browser prefers, else the shop's. */
export function languageOf(call: WebhookCall, shops: Language): Language {
  const asked = call.publicUrl.includes('?') ? spoken(new URL(call.publicUrl).searchParams.get('lang') ?? '') : undefined;
  return asked ?? preferred(call.headers['accept-language']) ?? shops;
}

/** RFC 9110, 12.5.4: "pl-PL,pl;q=0.9,en;q=0.8"; a weight of zero is a no. */
function preferred(header: string | string[] | undefined): Language | undefined {
  const wishes = String(header ?? '')
    .split(',', WISHES_READ)
    .flatMap((wish) => {
      const [tag = '', ...parameters] = wish.split(';').map((part) => part.trim());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      const language = spoken(tag);
      return language === undefined ? [] : [{ language, weight: weight === undefined ? 1 : Number(weight) || 0 }];
    });
  return wishes.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight)[0]?.language;
}

const spoken = (tag: string): Language | undefined => languages.find((language) => language === tag.toLowerCase().split('-')[0]);
