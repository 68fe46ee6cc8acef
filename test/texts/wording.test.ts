import { describe, expect, test } from 'vitest';
import { isGsm7, segmentsOf } from '../../src/channels/sms/segments.ts';
import { dropDiacritics } from '../../src/channels/transliterate.ts';
import { readFormWord, readYesNo } from '../../src/conversation/form-words.ts';
import { readKeyword } from '../../src/conversation/keywords.ts';
import { yesNo } from '../../src/conversation/scene.ts';
import { catalog } from '../../src/texts/catalog.ts';
import { day, type Facts, type Language, languages, type Message, money, points } from '../../src/texts/message.ts';
import { menuKeys, render, textOf } from '../../src/texts/render.ts';
import { shapeOf, textsOf } from './shape.ts';

const keys = textsOf(catalog.en).map(({ id }) => id);
const noCommands = ['SMS'];
/** Heard in the manager's chat only. */
const managersCommands = ['broadcast'];

describe.each(languages)('in %s', (language) => {
  test.each(keys)('whatever "%s" tells the member to send is understood', (key) => {
    for (const medium of ['chat', 'sms'] as const) {
      const text = textOf(key, language, bareFacts(key), medium);
      for (const [words] of text.matchAll(/\p{Lu}{3,}(?: \p{Lu}{3,})*/gu)) {
        if (noCommands.includes(words)) continue;
        const asked = readKeyword(words) ?? readKeyword(`${words} Anna`);
        expect(asked, words).toBeDefined();
        expect([undefined, language], words).toContain(asked?.language);
      }
      const commands = [...text.matchAll(/(?<![\p{L}/])\/(\w+)/gu)].map(([, command = '']) => command);
      for (const command of commands.filter((one) => !managersCommands.includes(one))) expect(readKeyword(command), command).toBeDefined();
    }
  });

  test('each button that sends its label is understood', () => {
    for (const key of menuKeys.flat()) expect(readKeyword(textOf(key, language))?.keyword).toBe(key.replace('menu-', ''));
    expect(readFormWord(textOf('button-without-phone', language))).toBe('skip');
  });

  test('each answer to choose can be typed', () => {
    for (const { key, value } of yesNo) expect(readYesNo(textOf(key, language, {}, 'sms'))).toBe(value);
    expect(readFormWord(textOf('choice-skip', language, {}, 'sms'))).toBe('skip');
  });
});

/** Labels of a chat, languages in their own letters, and what only the manager's chat reads. */
const costly = /^(button|menu|language|case|broadcast)-/;

describe.each(['en', 'pl'] as const)('an SMS in %s', (language) => {
  test.each(keys.filter((key) => !costly.test(key)))('"%s" has no sign that makes it dearer', (key) => {
    expect(signsBeyondGsm7(dropDiacritics(textOf(key, language, bareFacts(key), 'sms')))).toBe('');
  });
});

describe('the SMS that greets a new member and asks about offers', () => {
  const segmentsMax = { en: 2, pl: 2, ru: 4 };

  test.each(languages)('is short in %s', (language) => {
    for (const facts of [everyday[language], { ...everyday[language], ...long }])
      for (const key of ['join-welcome', 'join-welcome-no-bonus']) {
        const message: Message = { parts: [{ key, facts }, { key: 'ask-offers' }], choices: yesNo };
        expect(segments(message, language)).toBeLessThanOrEqual(segmentsMax[language]);
      }
  });

  // The sample program allows no more: what is beyond it would be cut off.
  test('fits the three segments of the sample program in Russian too', () => {
    const message: Message = { parts: [{ key: 'join-welcome', facts: everyday.ru }, { key: 'ask-offers' }], choices: yesNo };
    expect(segments(message, 'ru')).toBeLessThanOrEqual(3);
  });
});

describe('a balance by SMS', () => {
  const at = day(Date.UTC(2027, 10, 30, 11), 'Europe/Warsaw');

  test.each([
    ['en', 1],
    ['pl', 1],
    ['ru', 2],
  ] as const)('with tier, what comes and what expires: in %s segments: %i', (language, segmentsMax) => {
    const message: Message = {
      parts: [
        { key: 'balance', facts: { points: points(12_345n), worth: money(1_234_500n, 'RUB') } },
        { key: 'balance-pending', facts: { points: points(120n), from: at } },
        { key: 'balance-expires', facts: { points: points(2345n), last: at } },
        { key: 'balance-tier', facts: { tier: 'Серебро', next: 'Золото', missing: money(1_234_500n, 'RUB') } },
      ],
    };
    expect(segments(message, language)).toBeLessThanOrEqual(segmentsMax);
  });
});

const everyday: Record<Language, Facts> = {
  en: { name: 'Anna', points: points(200n), card: '2901234567896', terms: 'https://teashop.co.uk/terms' },
  pl: { name: 'Anna', points: points(200n), card: '2901234567896', terms: 'https://herbaciarnia.pl/terms' },
  ru: { name: 'Анна', points: points(200n), card: '2901234567896', terms: 'https://chayshop.ru/terms' },
};
const long: Facts = { name: 'Katarzyna Brzeczyszczykiewicz', points: points(99_999n), terms: 'https://bonus.herbaciarnia.pl/terms' };

/** As it is sent: in Polish and English without what costs more; names in other letters are not the wording's fault. */
function segments(message: Message, language: Language): number {
  const { text } = render(message, language, 'sms');
  return segmentsOf(language === 'ru' ? text : dropDiacritics(text).replace(/[\u0400-\u04ff]/g, 'x')).segments;
}

/** Facts without a letter of their own: what is measured is the wording. */
const bareFacts = (key: string): Facts => Object.fromEntries(shapeOf(catalog.en, key).variables.map((name) => [name, 1]));

const signsBeyondGsm7 = (text: string): string =>
  Array.from(text)
    .filter((sign) => !isGsm7(sign))
    .join('');
