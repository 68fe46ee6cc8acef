import { describe, expect, test } from 'vitest';
import { verify } from '../../src/ledger/verify.ts';
import type { Language } from '../../src/texts/message.ts';
import { join, lastCode, type Person, smsPerson, type TelegramPerson, telegramPerson } from '../support/said.ts';
import { tillAt } from '../support/till.ts';
import { openWorld, type World } from '../support/world.ts';

const startAt = Date.parse('2026-11-20T13:00:00+03:00');
const dayMs = 24 * 60 * 60 * 1000;
const phones: Readonly<Record<Language, string>> = { en: '+447911123456', pl: '+48601234567', ru: '+79161234567' };
const words: Readonly<Record<Language, { balance: string; why: string; history: string }>> = {
  en: { balance: 'BALANCE', why: 'WHY', history: 'HISTORY' },
  pl: { balance: 'SALDO', why: 'DLACZEGO', history: 'HISTORIA' },
  ru: { balance: 'БАЛАНС', why: 'ПОЧЕМУ', history: 'ИСТОРИЯ' },
};

/** The code in what this channel received last. */
async function codeOf(world: World, who: Person | TelegramPerson): Promise<string> {
  await world.quiet();
  return 'shopper' in who ? (/\b\d{6}\b/.exec(who.shopper.heard())?.[0] ?? '') : lastCode(world, who.phone);
}

describe.each(['telegram', 'sms'] as const)('by %s: join, buy, ask, pay with points, return, let them expire', (channel) => {
  test.each(['en', 'pl', 'ru'] as const)('in %s', async (language) => {
    const world = await openWorld({ startAt });
    const till = tillAt(world, undefined, language);
    const phone = phones[language];
    const who = channel === 'telegram' ? telegramPerson(world, { language, phone }) : smsPerson(world, phone);
    await join(who);
    await who.says(`LANG ${language}`);
    const ask = words[language];

    const tea = { name: 'Oolong', category: 'oolong', quantity: 3, amount: 120_000 };
    const bought = await till.sells({
      phone,
      total: 130_000,
      lines: [tea, { name: 'Cup', category: 'ware', quantity: 1, amount: 10_000 }],
    });
    // 3 % of 1300, 5 % more on oolong from 1000, 100 for the first purchase
    expect(bought.body).toMatchObject({ pointsEarned: 39 + 60 + 100, pointsPending: 199, balance: 200 });
    expect((await who.says(ask.balance)).keys).toContain('balance-pending');
    const why = await who.says(ask.why);
    expect(why.language).toBe(language);
    expect(why.keys).toEqual(['why', 'why-base', 'why-matched', 'why-matched', 'why-missed-hours', 'why-missed-visits']);

    world.pass(dayMs);
    const asked = await till.post('/holds', { phone, points: 150 });
    expect(asked.body.state).toBe('awaiting-code');
    expect((await till.post(`/holds/${asked.body.id}/confirm`, { code: await codeOf(world, who) })).body.state).toBe('open');
    const paid = await till.sells({ hold: asked.body.id, total: 40_000 });
    expect(paid.body).toMatchObject({ pointsSpent: 150, toPay: 25_000, available: 399 - 150, pointsEarned: 7 });

    const at = new Date(world.now()).toISOString();
    const returned = await till.post(`/purchases/${bought.body.id}/returns`, { returnId: 'RET-1', at, lines: [{ line: 0, quantity: 1 }] });
    // a third of the oolong: 12 + 20 of its own, and 30 of the 92 that its line bore of the first purchase's 100
    expect(returned.body).toMatchObject({ refundMoney: 40_000, pointsReturned: 0, pointsForgiven: 0, pointsTaken: 12 + 20 + 30 });
    const rest = await till.post(`/purchases/${paid.body.id}/returns`, { returnId: 'RET-2', at });
    expect(rest.body).toMatchObject({ refundMoney: 25_000, pointsReturned: 150, pointsTaken: 7 });
    expect((await who.says(ask.history)).keys.slice(0, 3)).toEqual(['history', 'history-take-back', 'history-give-back']);
    expect((await till.get(`/members?phone=${encodeURIComponent(phone)}`)).body).toMatchObject({ available: 399 - 62, pending: 0 });

    world.pass(370 * dayMs);
    expect((await till.get(`/members?phone=${encodeURIComponent(phone)}`)).body).toMatchObject({ available: 0, pending: 0, debt: 0 });
    expect((await who.says(ask.balance)).keys).toEqual(['balance', 'balance-tier']);
    expect(await verify(world.database.pool)).toMatchObject({ ok: true });
    await world.close();
  });
});
