import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { segmentsOf } from '../../../src/channels/sms/segments.ts';

describe('segments', () => {
  test.each([
    ['a', 160, 1],
    ['a', 161, 2],
    ['a', 306, 2],
    ['a', 307, 3],
    ['€', 80, 1],
    ['€', 81, 2],
    ['я', 70, 1],
    ['я', 71, 2],
    ['я', 134, 2],
    ['я', 135, 3],
    ['😀', 35, 1],
    ['😀', 36, 2],
    ['😀', 66, 2],
    ['😀', 67, 3],
  ])('%s written %i times takes %i', (character, times, segments) => {
    expect(segmentsOf(character.repeat(times)).segments).toBe(segments);
  });

  test('an escaped character is not divided between two parts', () => {
    expect(segmentsOf(`${'a'.repeat(152)}€${'a'.repeat(151)}`)).toEqual({ encoding: 'gsm-7', segments: 2, units: 305 });
    expect(segmentsOf(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toEqual({ encoding: 'gsm-7', segments: 3, units: 306 });
  });

  test('one letter outside GSM-7 makes the whole text dearer', () => {
    expect(segmentsOf(`${'a'.repeat(99)}ł`)).toEqual({ encoding: 'ucs-2', segments: 2, units: 100 });
  });

  test('an empty text takes none', () => {
    expect(segmentsOf('')).toEqual({ encoding: 'gsm-7', segments: 0, units: 0 });
  });

  test('are counted as by the calculator of a gateway', () => {
    fc.assert(fc.property(fc.string({ unit: anyCharacter, minLength: 1, maxLength: 500 }), agreesWithOracle), { numRuns: 2000 });
    fc.assert(fc.property(fc.string({ unit: gsmCharacter, minLength: 140, maxLength: 500 }), agreesWithOracle), { numRuns: 2000 });
  });

  test('know every character of the basic plane as the calculator does', () => {
    for (let code = 1; code < 0xd800; code++) {
      const character = String.fromCharCode(code);
      expect(segmentsOf(character).encoding, `U+${code.toString(16)}`).toBe(oracleOf(character).encoding);
    }
  });
});

/** Without marks and joiners: the calculator keeps them with their letter, carriers do not. */
const gsmCharacter = fc.constantFrom(...'abcXYZ 019.,@£$¥èÇØøÅåΔΩÆß!?\nÄÖÑÜ§äöñüà€[]{}\\~^|');
const anyCharacter = fc.oneof(
  { weight: 8, arbitrary: gsmCharacter },
  { weight: 2, arbitrary: fc.constantFrom(...'ążźćńółęśЖюяё«»—№₽…') },
  { weight: 1, arbitrary: fc.constantFrom('😀', '🎉', '🍵', '𝄞') },
);

function oracleOf(text: string): { encoding: string; segments: number; units: number } {
  const { encodingName, segmentsCount, encodedChars } = new SegmentedMessage(text);
  const units = encodedChars.reduce((sum, { codeUnits }) => sum + (codeUnits?.length ?? 0), 0);
  return { encoding: encodingName.toLowerCase(), segments: segmentsCount, units };
}

function agreesWithOracle(text: string): void {
  expect(segmentsOf(text)).toEqual(oracleOf(text));
}
