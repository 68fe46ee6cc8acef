import { describe, expect, test } from 'vitest';
import { readChoices, readRating, tidied } from '../../src/surveys/answer.ts';

describe('a rating as people type it', () => {
  test.each([
    ['0', 0],
    ['9', 9],
    ['10', 10],
    [' 8! ', 8],
    ['10/10', 10],
    ['ok 7', 7],
  ])('%s is %i', (text, rating) => expect(readRating(text)).toBe(rating));

  test.each(['eleven', '11', '🙂', '-3', '8,5', '7.5', '', 'ten', '100', '8 or 9', '٣'])('%s is none', (text) =>
    expect(readRating(text)).toBeUndefined(),
  );
});

describe('choices by their numbers', () => {
  test('one, or several', () => {
    expect(readChoices('2', 4)).toEqual([1]);
    expect(readChoices('1, 3', 4)).toEqual([0, 2]);
    expect(readChoices('1 и 3', 4)).toEqual([0, 2]);
    expect(readChoices('3 3', 4)).toEqual([2]);
  });

  test.each(['5', '0', 'the tea', '1 sugar', ''])('%s is none of four', (text) => expect(readChoices(text, 4)).toBeUndefined());
});

test('what no reader sees is taken out of words', () => {
  expect(tidied('  a\u0000b\u202ec\r\nd\u0001 ')).toBe('abc\nd');
});
