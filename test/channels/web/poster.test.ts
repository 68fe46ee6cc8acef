import qrcode from 'qrcode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { joiningText, posterOf } from '../../../src/channels/web/poster.ts';
import { readKeyword } from '../../../src/conversation/keywords.ts';
import type { Program } from '../../../src/rules/program.ts';
import { sourceOf } from '../../../src/rules/sources.ts';
import { languages } from '../../../src/texts/message.ts';
import { startBrowser } from '../../playground/browser.ts';
import { sampleProgram } from '../../support/world.ts';

const { program } = sampleProgram();
const [poster, , neighbour] = program.sources as [Program['sources'][number], unknown, Program['sources'][number]];
const both = { telegramUrl: 'https://t.me/tea_bot', smsNumber: '+79161234567' };

describe('what a poster says to send', () => {
  test.each(languages)('in %s is understood as joining by that source', (language) => {
    for (const source of [poster, neighbour]) {
      const asked = readKeyword(joiningText(source, language));
      expect(asked).toMatchObject({ keyword: 'join', language });
      expect(sourceOf(program, asked?.rest ?? '')).toBe(source.name);
    }
  });

  test('stands on it in every language of the shop, with codes that say the same', async () => {
    const page = (await posterOf(program, poster, both)).replaceAll('\u00a0', ' ');
    for (const words of ['СТАРТ ПЛАКАТ', 'JOIN POSTER', 'DOŁĄCZ PLAKAT', '@tea_bot', '200 баллов']) expect(page).toContain(words);
    for (const code of ['https://t.me/tea_bot?start=s_poster', 'SMSTO:+79161234567:СТАРТ ПЛАКАТ'])
      expect(page).toContain(await qrcode.toString(code, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' }));
  });

  test('is only what there is: no SMS without a number, no other language than the shop’s', async () => {
    const shop: Program['shop'] = { ...program.shop, name: 'Herbata', languages: ['pl'], defaultLanguage: 'pl' };
    const page = await posterOf({ ...program, shop }, poster, { telegramUrl: both.telegramUrl });
    expect(page).not.toContain('SMS');
    expect(page).not.toMatch(/[а-яё]|welcome/i);
  });
});

describe('printed', () => {
  let browser: Awaited<ReturnType<typeof startBrowser>>;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test.each([
    ['with two doors', program.shop.name, both],
    ['with one', program.shop.name, { smsNumber: both.smsNumber }],
    ['of the longest name', 'Широкоформатный чайно-кофейный павильон на Привокзальной площади', both],
  ])('a poster %s is one page, and loads nothing', async (_, name, doors) => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.setContent(await posterOf({ ...program, shop: { ...program.shop, name } }, neighbour, doors));
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(asked.filter((url) => !url.startsWith('about:'))).toEqual([]);
  });
});
