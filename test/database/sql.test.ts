import fc from 'fast-check';
import pg from 'pg';
import { expect, test } from 'vitest';
import { literal, part, spell, textArray } from '../../src/database/sql.ts';
import { freshDatabase } from '../support/database.ts';

const text = fc.string({ unit: fc.constantFrom("'", '"', '\\', '{', '}', ',', '$', ';', '--', '\n', 'ż', 'Ж', '🦊', 'a') });

test('a value is spelt as the driver spells it', () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(spell(value)).toBe(pg.escapeLiteral(value));
    }),
  );
});

test('what goes in as a literal or a list comes out as it was', async () => {
  const { pool } = await freshDatabase();
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 5 }), async (values) => {
      const { text: statement, values: given } = part(`select ${literal(values.join(''))}::text as one, ${textArray(values)} as list`);
      const { rows } = await pool.query(statement, [...given]);
      expect(rows[0]).toEqual({ one: values.join(''), list: values });
    }),
    { numRuns: 200 },
  );
});
