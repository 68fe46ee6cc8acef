import { describe, expect, test } from 'vitest';
import { segmentsOf } from '../../src/channels/sms/segments.ts';
import { dropDiacritics } from '../../src/channels/transliterate.ts';
import { catalog, parseTexts } from '../../src/texts/catalog.ts';
import { type Fact, type Facts, type Language, languages, say } from '../../src/texts/message.ts';
import { render, textOf } from '../../src/texts/render.ts';
import { samples } from './samples.ts';
import { shapeOf, textsOf } from './shape.ts';

const texts = textsOf(catalog.en);

describe('the languages', () => {
  test.each(languages.filter((language) => language !== 'en'))('%s has the same texts as en', (language) => {
    expect(textsOf(catalog[language]).map(({ id }) => id)).toEqual(texts.map(({ id }) => id));
  });

  test.each(texts.map(({ id }) => id))('"%s" has the same wordings and variables in all of them', (id) => {
    const shapes = languages.map((language) => shapeOf(catalog[language], id));
    for (const shape of shapes) expect(shape).toEqual(shapes[0]);
  });
});

describe.each(languages)('each text in %s', (language) => {
  test.each(texts.map(({ id }) => id))('"%s" can be written for a chat and an SMS, with only the tags a chat knows', (id) => {
    for (const facts of factsFor(id)) {
      expect(tagMistake(render(say(id, facts), language, 'telegram').html)).toBe(undefined);
      expect(textOf(id, language, facts)).not.toBe('');
      expect(textOf(id, language, facts, 'sms')).not.toMatch(/^$|[<>]/);
    }
  });

  test.each(texts.map(({ id }) => id))('"%s" takes no more SMS segments than it says', (id) => {
    for (const facts of factsFor(id)) {
      const sms = textOf(id, language, facts, 'sms');
      const sent = language === 'pl' ? dropDiacritics(sms) : sms; // as Polish SMS are sent, unless the shop says otherwise
      const { segments } = segmentsOf(withoutForeignLetters(sent, language));
      if (segments > allowedSegments(language, id)) expect.fail(`${segments} segments of ${allowedSegments(language, id)}: ${sent}`);
    }
  });
});

describe('the check of tags', () => {
  test.each(['<b>a', 'a</b>', '<b><i>a</b></i>', '<u>a</u>', 'a < b', '<a>a</a>', '<a href="">a</a>', '<br/>'])(
    'finds what is wrong with %s',
    (html) => {
      expect(tagMistake(html)).toBeDefined();
    },
  );

  test('finds nothing wrong with <b>, <i> and links', () =>
    expect(tagMistake('<b>a <i>b</i></b> <a href="https://x.example">c</a>')).toBe(undefined));
});

describe('a broken file', () => {
  test.each([
    ['a text without its end', 'hello = Hi { $name\nbye = Bye', 'x.ftl: the text "hello" in line 1 is broken'],
    ['a text given twice', 'hello = Hi\nhello = Hello', 'x.ftl: Attempt to override an existing message: "hello"'],
    ['a line that is not indented', 'hello = Hi\nagain', 'x.ftl: line 2 belongs to no text (is it indented?)'],
    ['a choice without a default', 'hello = { $n ->\n    [one] a\n }', 'x.ftl: the text "hello" in line 1 is broken'],
    ['a text without words', 'a = A\nempty =\n', 'x.ftl: the text "empty" in line 2 is broken'],
  ])('with %s is refused by name', (_, source, message) => {
    expect(() => parseTexts('en', source, 'x.ftl')).toThrow(message);
  });
});

/** Every sample of a variable, the others at their first. */
function factsFor(id: string): Facts[] {
  const variables = shapeOf(catalog.en, id).variables;
  const first = Object.fromEntries(variables.map((name) => [name, samplesOf(name)[0] ?? '']));
  const each = variables.flatMap((name) => samplesOf(name).map((sample): Facts => ({ ...first, [name]: sample })));
  const longest = Object.fromEntries(variables.map((name) => [name, samplesOf(name).at(-1) ?? '']));
  return [first, ...each, longest];
}

function samplesOf(variable: string): readonly Fact[] {
  return samples[variable] ?? expect.fail(`say in test/texts/samples.ts what { $${variable} } may hold`);
}

const smsSegmentsUnlessSaid: Record<Language, number> = { en: 1, pl: 1, ru: 2 };

function allowedSegments(language: Language, id: string): number {
  const said = shapeOf(catalog[language], id).attributes.includes('segments')
    ? catalog[language].getMessage(id)?.attributes['segments']
    : undefined;
  return said === undefined ? smsSegmentsUnlessSaid[language] : Number(said);
}

/** A name in other letters makes any text dearer; the wording is measured without it. */
function withoutForeignLetters(text: string, language: Language): string {
  return language === 'ru' ? text : text.replace(/[\u0400-\u04ff]/g, 'x').replace(/[ęółąśżźćń]/g, 'x');
}

/** What is wrong with the tags of a chat text: an unknown one, one that is not closed, one closed out of turn. */
function tagMistake(html: string): string | undefined {
  const open: string[] = [];
  for (const [tag] of html.matchAll(/<[^>]*>?/g)) {
    if (/^<(b|i|a href="[^"<>]+")>$/.test(tag)) open.push(tag.slice(1, 2));
    else if (!/^<\/[bia]>$/.test(tag) || open.pop() !== tag.slice(2, 3)) return tag;
  }
  return open[0];
}
