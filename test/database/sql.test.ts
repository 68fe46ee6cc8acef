import fc from 'fast-check';
import pg from 'pg';
import { expect, test } from 'vitest';
import { literal, textArray } from '../../src/database/sql.ts';
import { freshDatabase } from './../support/database.ts';

const text = fc.string({ unit: fc.constantFrom("'", '"', '\\', '{', '}', ',', '$', ';', '--', '\n', 'ż', 'Ж', '🦊', 'a') });

test('a literal is the one of the driver', () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(literal(value)).toBe(pg.escapeLiteral(value));
    }),
  );
});

test('what goes in as a literal or a list comes out as it was', async () => {
  const { pool } = await freshDatabase();
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 5 }), async (values) => {
      const { rows } = await pool.query(`select ${literal(values.join(''))} as one, ${textArray(values)} as list`);
      expect(rows[0]).toEqual({ one: values.join(''), list: values });
    }),
    { numRuns: 200 },
  );
});
