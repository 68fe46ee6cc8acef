import { expect, test } from 'vitest';
import { namesOn } from '../../src/greetings/name-days.ts';

const days = Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(2028, 0, 1 + day)));
const numbers = days.map((day) => (day.getUTCMonth() + 1) * 100 + day.getUTCDate());

test('each name is kept on one day', () => {
  const names = numbers.flatMap(namesOn);
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
});

test('the best known ones are where everybody keeps them', () => {
  expect(namesOn(726)).toContain('anna');
  expect(namesOn(624)).toContain('jan');
  expect(namesOn(1130)).toContain('andrzej');
  expect(namesOn(319)).toEqual(['józef']);
});
