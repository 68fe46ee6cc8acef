import { FluentResource } from '@fluent/bundle';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalog } from '../../src/texts/catalog.ts';
import { day, type Facts, type Language, languages, type Message, money, phone, points, say } from '../../src/texts/message.ts';
import { menuKeys, render, textOf } from '../../src/texts/render.ts';

/** Wordings of the tests' own, in a language of the product. */
const wordings: Record<Language, string> = {
  en: `
test-balance = You have <b>{ $points ->
    [0] no points
    [one] { $points } point
   *[other] { $points } points
}</b>, { $name }.
    .sms = { $points } pts`,
  pl: `
test-balance = Masz { $points ->
    [one] { $points } punkt
    [few] { $points } punkty
   *[many] { $points } punktów
}, { $name }.
    .sms = { $points } pkt`,
  ru: `
test-balance = У вас { $points ->
    [one] { $points } балл
    [few] { $points } балла
   *[many] { $points } баллов
}, { $name }.
    .sms = { $points } б.`,
};
const common = `
test-fact = { $fact }
test-terms = See <a href="{ $terms }">the <i>terms</i></a> & <a href="{ $terms }">our terms</a>, <a href="{ $terms }">{ $terms }</a>
test-number = { $n ->
    [one] one
   *[other] { $n }
}
`;

beforeAll(() => {
  for (const language of languages) expect(catalog[language].addResource(new FluentResource(wordings[language] + common))).toEqual([]);
});
afterAll(() => {
  for (const language of languages)
    for (const id of [...catalog[language]._messages.keys()]) if (id.startsWith('test-')) catalog[language]._messages.delete(id);
});

const balance = (amount: bigint, name = 'Anna'): Message => say('test-balance', { points: points(amount), name });
const fact = (value: Facts[string], language: Language, channel: 'telegram' | 'sms') =>
  render(say('test-fact', { fact: value }), language, channel).text;

describe('points', () => {
  test.each([
    [0n, 'no points', '0 punktów', '0 баллов'],
    [1n, '1 point', '1 punkt', '1 балл'],
    [2n, '2 points', '2 punkty', '2 балла'],
    [5n, '5 points', '5 punktów', '5 баллов'],
    [12n, '12 points', '12 punktów', '12 баллов'],
    [21n, '21 points', '21 punktów', '21 балл'],
    [22n, '22 points', '22 punkty', '22 балла'],
    [111n, '111 points', '111 punktów', '111 баллов'],
  ])('%s take the right form', (amount, en, pl, ru) => {
    expect(render(balance(amount), 'en', 'telegram').text).toBe(`You have ${en}, Anna.`);
    expect(render(balance(amount), 'pl', 'telegram').text).toBe(`Masz ${pl}, Anna.`);
    expect(render(balance(amount), 'ru', 'telegram').text).toBe(`У вас ${ru}, Anna.`);
  });

  test('beyond what floats hold are exact and take the right form', () => {
    expect(render(balance(90_071_992_547_409_921n), 'en', 'telegram').text).toBe('You have 90,071,992,547,409,921 points, Anna.');
    expect(render(balance(90_071_992_547_409_921n), 'ru', 'sms').text).toBe('90 071 992 547 409 921 б.');
    expect(render(balance(90_071_992_547_409_921n), 'ru', 'telegram').text).toMatch(/921 балл, /);
    expect(render(balance(90_071_992_547_409_922n), 'pl', 'telegram').text).toMatch(/922 punkty, /);
  });
});

describe('facts', () => {
  const noon = Date.UTC(2027, 5, 29, 22, 30); // already the 30th in Warsaw and Moscow, not yet in London

  test.each([
    ['en', 'telegram', '₽1,234', 'zł 12.50', '£0.05', '29 June 2027'],
    ['pl', 'telegram', '1234 ₽', '12,50 zł', '0,05 £', '30 czerwca 2027'],
    ['ru', 'telegram', '1 234 ₽', '12,50 zł', '0,05 £', '30 июня 2027'],
    ['en', 'sms', 'RUB 1,234', 'PLN 12.50', '£0.05', '29.06.2027'],
    ['pl', 'sms', '1234 RUB', '12,50 zł', '0,05 £', '30.06.2027'],
    ['ru', 'sms', '1 234 руб.', '12,50 зл.', '0,05 £', '30.06.2027'],
  ] as const)('in %s by %s', (language, channel, roubles, zloty, pence, shown) => {
    const zones = { en: 'Europe/London', pl: 'Europe/Warsaw', ru: 'Europe/Moscow' };
    const plainSpaces = (text: string) => text.replace(/\u00a0/g, ' ');
    const at = language === 'en' ? noon - 60 * 60 * 1000 : noon;
    expect(plainSpaces(fact(money(123_400n, 'RUB'), language, channel))).toBe(roubles);
    expect(plainSpaces(fact(money(1250n, 'PLN'), language, channel))).toBe(zloty);
    expect(plainSpaces(fact(money(5n, 'GBP'), language, channel))).toBe(pence);
    expect(fact(day(at, zones[language]), language, channel)).toBe(shown);
    expect(fact(phone('+79161234567'), language, channel)).toBe('+7 916 123 45 67');
  });

  test('of money are exact at any size, and know currencies without minor units', () => {
    expect(fact(money(9_999_999_999_999_999_999n, 'EUR'), 'en', 'telegram')).toBe('€99,999,999,999,999,999.99');
    expect(fact(money(-5n, 'GBP'), 'en', 'telegram')).toBe('-£0.05');
    expect(fact(money(1500n, 'JPY'), 'en', 'sms')).toBe('JPY 1,500');
  });

  test('of a phone nobody can read stay as they are', () => expect(fact(phone('+999'), 'en', 'telegram')).toBe('+999'));

  test('that are numbers choose the form too', () => {
    expect(textOf('test-number', 'en', { n: 1 })).toBe('one');
    expect(textOf('test-number', 'en', { n: 1234 })).toBe('1,234');
  });

  test('shared by all texts give way to a message’s own', () => {
    const options = { shared: { name: 'nobody', points: points(3n) } };
    expect(render(say('test-balance', { name: 'Anna' }), 'en', 'telegram', options).text).toBe('You have 3 points, Anna.');
  });
});

describe('a chat', () => {
  test('gets tags of ours, and a member’s signs as they wrote them', () => {
    const letter = render(balance(5n, '<b>A&"n"</b> &amp;'), 'en', 'telegram');
    expect(letter.html).toBe('You have <b>5 points</b>, &lt;b&gt;A&amp;&quot;n&quot;&lt;/b&gt; &amp;amp;.');
    expect(letter.text).toBe('You have 5 points, <b>A&"n"</b> &amp;.');
  });

  test('gets paragraphs', () => {
    const message: Message = { parts: [{ key: 'choice-yes' }, { key: 'choice-no' }] };
    expect(render(message, 'en', 'telegram').text).toBe('Yes\n\nNo');
    expect(render(message, 'en', 'sms').text).toBe('yes\nno');
  });

  test('gets buttons, and only the buttons', () => {
    const message: Message = {
      ...balance(5n),
      choices: [
        { key: 'choice-yes', value: 'y' },
        { key: 'choice-no', value: 'n' },
      ],
      keyboard: 'share-phone',
    };
    const letter = render(message, 'ru', 'telegram');
    expect(letter.text).toBe('У вас 5 баллов, Anna.');
    expect(letter.choices).toEqual([
      { label: 'Да', value: 'y' },
      { label: 'Нет', value: 'n' },
    ]);
    expect(letter.keyboard).toEqual({
      sharePhone: textOf('button-share-phone', 'ru'),
      rows: [[textOf('button-without-phone', 'ru')]],
    });
  });

  test('gets the everyday menu', () => {
    const { keyboard } = render({ ...balance(5n), keyboard: 'menu' }, 'pl', 'telegram');
    expect(keyboard?.rows).toEqual(menuKeys.map((row) => row.map((key) => textOf(key, 'pl'))));
  });

  test('gets the card to draw', () => {
    const card = { number: '2901234567896', name: 'Anna' };
    expect(render({ ...balance(5n), card }, 'en', 'telegram').card).toEqual(card);
  });
});

describe('an SMS', () => {
  test('takes the shorter wording, and the answers by number', () => {
    const message: Message = {
      ...balance(1234n),
      choices: [
        { key: 'choice-yes', value: 'y' },
        { key: 'choice-no', value: 'n' },
      ],
      keyboard: 'menu',
    };
    const letter = render(message, 'pl', 'sms');
    expect(letter.text).toBe('1234 pkt\n1 tak, 2 nie');
    expect(letter.choices.map(({ value }) => value)).toEqual(['y', 'n']);
    expect(letter).not.toHaveProperty('keyboard');
  });

  test('has no no-break spaces', () => expect(render(balance(1_234_567n), 'ru', 'sms').text).toBe('1 234 567 б.'));
});

describe('plain text', () => {
  test('keeps the address of a link, once', () => {
    const terms = 'https://shop.example/?a=1&b="2"';
    const { text } = render(say('test-terms', { terms }), 'en', 'telegram');
    expect(text).toBe(`See the terms (${terms}) & our terms (${terms}), ${terms}`);
  });
});

describe('a mistake', () => {
  test('in a key is told by name', () => expect(() => render(say('no-such'), 'pl', 'sms')).toThrow('there is no text "no-such" in pl.ftl'));

  test('in the facts is told by name', () => {
    expect(() => render(say('test-balance', { name: 'Anna' }), 'ru', 'telegram')).toThrow(
      'the text "test-balance" in ru.ftl: Unknown variable: $points',
    );
  });
});

describe('the shop’s own words', () => {
  const fill = (words: string, facts: Facts, language: Language = 'en') =>
    render({ parts: [{ words, facts }] }, language, 'telegram', { shared: { shop: 'Tea' } });

  test('are filled with facts, points counted in their language', () => {
    const facts = { name: 'Anna', points: points(21n) };
    expect(fill('{name}, {points} from {shop}', facts).text).toBe('Anna, 21 points from Tea');
    expect(fill('{name}, {points}', facts, 'ru').text).toBe('Anna, 21 балл');
    expect(fill('{name}, {points}', facts, 'pl').text).toBe('Anna, 21 punktów');
  });

  test('are text, never markup, and neither are their facts', () => {
    expect(fill('<b>5 > 3</b> & {name}', { name: '<i>x</i>' }).html).toBe('&lt;b&gt;5 &gt; 3&lt;/b&gt; &amp; &lt;i&gt;x&lt;/i&gt;');
  });

  test.each([
    ['{name}, your tea is here', 'Your tea is here'],
    ['Happy birthday, {name}!', 'Happy birthday!'],
    ['{name}! So good', 'So good'],
  ])('do without a name that is not known: "%s"', (words, read) => {
    expect(fill(words, { name: '' }).text).toBe(read);
  });

  test('that ask for what nobody knows are a mistake that names it', () => {
    expect(() => fill('{tier}', {})).toThrow('{tier}');
  });
});
