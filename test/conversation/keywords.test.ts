import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayBeKeyword, readKeyword } from '../../src/conversation/keywords.ts';

const phrases = [
  'join',
  'STOP',
  'Stop. Thanks',
  'opt-out',
  'DOŁĄCZ',
  'dolacz',
  'język',
  'CTOП',
  'стоп',
  'мои баллы',
  'Почему?!',
  '💰 Balance',
  'my points',
  'проще',
  'й',
  'ё',
];
const talk = [
  'tea',
  'чай',
  'z cytryną',
  '2',
  'please',
  'спасибо',
  'Anna',
  'ł',
  'ｊｏｉｎ',
  'e\u0301mail',
  'LANG',
  'EN',
  '½',
  'ﬁ',
  'ѕtop',
  'mail',
];
const spaces = [' ', '  ', ', ', '\n', ' – ', '! ', ''];

test('what is read as a keyword is never passed over by its first word', () => {
  const word = fc.oneof(
    fc.constantFrom(...phrases, ...talk),
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  );
  const text = fc.array(fc.tuple(word, fc.constantFrom(...spaces)), { maxLength: 5 }).map((parts) => parts.flat().join(''));
  fc.assert(
    fc.property(text, (said) => {
      if (readKeyword(said) !== undefined) expect(mayBeKeyword(said), said).toBe(true);
    }),
    { numRuns: 20_000 },
  );
});

test.each(phrases.slice(0, 13))('%s may be one', (said) => {
  expect(readKeyword(said)).toBeDefined();
  expect(mayBeKeyword(said)).toBe(true);
});

test.each(['Do you have green tea?', 'Czy można płacić kartą?', 'А чай с мятой есть?', '2', ''])('"%s" is none at first sight', (said) => {
  expect(mayBeKeyword(said)).toBe(false);
});
