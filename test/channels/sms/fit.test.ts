import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Diacritics, fitToSms } from '../../../src/channels/sms/fit.ts';
import { segmentsOf } from '../../../src/channels/sms/segments.ts';

const asSms = (text: string, diacritics: Diacritics = 'keep', maxSegments = 1, tail?: string) =>
  fitToSms(text, { diacritics, maxSegments, ...(tail !== undefined && { tail }) });

describe('signs', () => {
  test('of typography become plain, which keeps a Latin text cheap', () => {
    const text = asSms('“Tea” – Anna’s\u00a0choice…\u2009done\u200b');
    expect(text).toBe('"Tea" - Anna\'s choice... done');
    expect(segmentsOf(text).encoding).toBe('gsm-7');
  });

  test('that are invisible or forbidden go', () => expect(asSms('a\u0000b\u00adc\u2066d\u2069\ufeff')).toBe('abcd'));

  test('written as letter and mark are put together', () => expect(asSms('za\u0328b')).toBe('ząb'));

  test('of emoji stay whole', () => expect(asSms('👩‍👩‍👧❤️')).toBe('👩‍👩‍👧❤️'));
});

describe('letters', () => {
  test('keep their diacritics when the shop wants it', () => expect(asSms('Dziękujemy')).toBe('Dziękujemy'));

  test('lose them when the shop wants it', () => expect(asSms('Zażółć gęślą jaźń, ŁÓDŹ', 'drop')).toBe('Zazolc gesla jazn, LODZ'));

  test('that GSM-7 knows keep their marks', () => expect(asSms('Café Müller, ząb', 'drop')).toBe('Café Müller, zab'));

  test('of Cyrillic stay when only diacritics are dropped', () => expect(asSms('Привет, йод и ёж', 'drop')).toBe('Привет, йод и ёж'));

  test('of Cyrillic are written in Latin when the shop wants it', () =>
    expect(asSms('Ваш баланс: 120 баллов. ЩУКА, Щука, 5 № 100 ₽', 'transliterate')).toBe(
      'Vash balans: 120 ballov. SHCHUKA, Shchuka, 5 No. 100 rub.',
    ));

  test('stay as they are where changing them saves nothing', () => {
    expect(asSms('Dziękujemy 🎉', 'drop')).toBe('Dziękujemy 🎉');
    expect(asSms('Спасибо 🎉', 'transliterate')).toBe('Спасибо 🎉');
  });
});

describe('a text too long', () => {
  test('is cut after a whole word, with three dots', () => {
    const text = asSms('coffee and cake, '.repeat(20));
    expect(text).toMatch(/(coffee|and|cake)\.\.\.$/);
    expect(segmentsOf(text)).toMatchObject({ segments: 1 });
    expect(text.length).toBeGreaterThan(145);
  });

  test('is cut within a word that has no end', () => expect(asSms('a'.repeat(200))).toBe(`${'a'.repeat(157)}...`));

  test('keeps its answers', () => {
    const text = asSms(`${'Як Вам чай? '.repeat(20)}\n1 да, 2 нет`, 'keep', 1, '\n1 да, 2 нет');
    expect(text).toMatch(/\.\.\.\n1 да, 2 нет$/);
    expect(segmentsOf(text).segments).toBe(1);
  });

  test('keeps its answers in Latin letters too', () => {
    const text = asSms(`${'Как вам чай? '.repeat(20)}\n1 да, 2 нет`, 'transliterate', 1, '\n1 да, 2 нет');
    expect(text).toMatch(/\.\.\.\n1 da, 2 net$/);
  });

  test('whose answers alone are too long is cut all the same', () => {
    const answers = 'да, '.repeat(40);
    expect(segmentsOf(asSms(`Так?\n${answers}`, 'keep', 1, `\n${answers}`)).segments).toBe(1);
  });

  test('never takes more segments than allowed, whatever it holds', () => {
    const characters = fc.oneof(
      fc.constantFrom(...'ab c,€ąЖщ №\n'),
      fc.constantFrom('😀', '👩‍👩‍👧', 'e\u0301'),
      fc.string({ unit: 'binary', maxLength: 1 }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: characters, maxLength: 700 }),
        fc.constantFrom('keep', 'drop', 'transliterate'),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom('', '\n1 yes, 2 no'),
        (text, diacritics, maxSegments, tail) => {
          const fitted = asSms(text + tail, diacritics, maxSegments, tail);
          expect(segmentsOf(fitted).segments).toBeLessThanOrEqual(maxSegments);
          expect(fitted.endsWith(tail)).toBe(true);
          expect(asSms(fitted, diacritics, maxSegments, tail)).toBe(fitted);
        },
      ),
      { numRuns: 1500 },
    );
  });
});
