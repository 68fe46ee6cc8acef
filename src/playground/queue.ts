import type { Language } from '../texts/message.ts';

/** Somebody in front of the counter. `find` is what the cashier types or scans: a phone, or a card. */
type Shopper = { readonly name: string; readonly phone: string; readonly find: string; readonly wish: string };

type Sample = {
  readonly names: Readonly<Record<Language, string>>;
  readonly phone: string;
  readonly wishes: Readonly<Record<Language, string>>;
  /** Joined before the play begins, and has bought as if by this many tiers. */
  readonly joined?: { readonly boughtTier: number };
  readonly showsCard?: true;
};

const samples: readonly Sample[] = [
  {
    names: { en: 'Vera', pl: 'Wiera', ru: 'Вера' },
    phone: '+79010000001',
    wishes: {
      en: 'A regular. Would like to pay with points: the code comes to her phone.',
      pl: 'Stała klientka. Chce zapłacić punktami: kod przyjdzie na jej telefon.',
      ru: 'Постоянная гостья. Хочет заплатить баллами: код придёт ей на телефон.',
    },
    joined: { boughtTier: 1 },
  },
  {
    names: { en: 'Olga', pl: 'Olga', ru: 'Ольга' },
    phone: '+79010000002',
    wishes: {
      en: 'Shows her card: points can pay at once.',
      pl: 'Pokazuje kartę: punktami można płacić od razu.',
      ru: 'Показывает карту: баллами можно платить сразу.',
    },
    joined: { boughtTier: 0 },
    showsCard: true,
  },
  {
    names: { en: 'Gleb', pl: 'Gleb', ru: 'Глеб' },
    phone: '+79010000003',
    wishes: {
      en: 'Here for the first time. Enrol him, or sell without a card.',
      pl: 'Jest tu pierwszy raz. Zapisz go albo sprzedaj bez karty.',
      ru: 'Здесь впервые. Запишите его или продайте без карты.',
    },
  },
];

type Till = (
  method: 'GET' | 'POST',
  path: string,
  body?: object,
) => Promise<{ readonly status: number; readonly body: Record<string, unknown> }>;

export type Queue = {
  /** Makes the sample shoppers members with a past, once. */
  prepare(): Promise<void>;
  shoppersIn(language: Language): readonly Shopper[];
};

const WEEK_AGO_MS = 6 * 24 * 60 * 60 * 1000;

/** The sample shop's shoppers. They join as anybody does, by an SMS, and what they bought was sold at its till. */
export function createQueue(deps: {
  readonly joins: (phone: string, name: string) => Promise<unknown>;
  readonly till: Till;
  readonly currency: string;
  readonly tiers: readonly { readonly from: number }[];
  readonly language: Language;
  readonly now: () => number;
}): Queue {
  const cards = new Map<string, string>();

  async function prepareOne({ phone, names, joined }: Sample): Promise<void> {
    if (joined === undefined) return;
    await deps.joins(phone, names[deps.language]);
    const found = await deps.till('GET', `/members?phone=${encodeURIComponent(phone)}`);
    if (found.status !== 200) return;
    cards.set(phone, String(found.body['card']));
    const { entries = [] } = (await deps.till('GET', `/members/${found.body['id']}/history`)).body as { entries?: { kind: string }[] };
    if (entries.some(({ kind }) => kind === 'earn')) return;
    await deps.till('POST', '/purchases', {
      receiptId: `P-${phone.slice(-4)}`,
      store: 'playground',
      phone,
      at: new Date(deps.now() - WEEK_AGO_MS).toISOString(),
      currency: deps.currency,
      total: Math.max(deps.tiers[joined.boughtTier]?.from ?? 0, 100_000),
    });
  }

  return {
    async prepare() {
      for (const sample of samples) await prepareOne(sample);
    },
    shoppersIn: (language) =>
      samples.map(({ names, phone, wishes, showsCard }) => ({
        name: names[language],
        phone,
        find: showsCard === undefined ? phone : (cards.get(phone) ?? phone),
        wish: wishes[language],
      })),
  };
}
