import fc from 'fast-check';
import pg from 'pg';
import { expect, test } from 'vitest';
import { importFrom } from '../../src/backup/importing.ts';
import { freshConnection } from '../support/database.ts';
import { copyOf, linesOf, query, settle } from './copies.ts';

const RUNS = 8;

/** A table of tomorrow, with a column of every kind and one of a kind that computes itself. */
const tomorrows = `create table keepsake (
  id bigserial, part text not null, bytes bytea, big bigint, at timestamptz(3), told json, sorted jsonb, words text[], numbers bigint[],
  truth boolean, exact numeric, rough double precision, name uuid, day date, twice bigint generated always as (big % 1000 * 2) stored,
  primary key (part, id), of text references keepsake_kind (name))`;

const anyText = fc
  .oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', 'NULL', '\\N', '{a,b}', '"', '\\', '\r\n\t', '\u2028', '‘ż’'))
  .map((text) => text.replaceAll('\0', ''));
const anyBig = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 5 });
const anyJson = fc.json({ noUnicodeString: false }).map((text) => text.replaceAll('\\u0000', ''));

const keepsake = fc.record({
  part: anyText,
  bytes: orNull(fc.uint8Array().map((bytes) => `\\x${Buffer.from(bytes).toString('hex')}`)),
  big: orNull(anyBig),
  at: orNull(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((date) => date.toISOString())),
  told: orNull(anyJson.map((text) => `  ${text}`)),
  sorted: orNull(anyJson),
  words: orNull(fc.array(orNull(anyText))),
  numbers: orNull(fc.array(orNull(anyBig))),
  truth: orNull(fc.boolean()),
  exact: orNull(fc.bigInt().map((digits) => `${digits}e-3`)),
  rough: orNull(fc.double()),
  name: orNull(fc.uuid()),
  day: orNull(fc.constantFrom('2027-02-28', '2028-02-29', 'infinity')),
});

test('a copy that was restored gives the same copy again, byte for byte but for its time', { timeout: 30_000 * RUNS }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(keepsake, { maxLength: 40 }), async (keepsakes) => {
      const [from, into] = [await freshConnection(), await freshConnection()];
      for (const where of [from, into]) await query(where, `create table keepsake_kind (name text primary key); ${tomorrows}`);
      await settle(from);
      await keep(from, keepsakes);

      const first = await copyOf(from);
      expect(await importFrom(into, first)).toMatchObject({ members: 2, transfers: 6 });
      const second = await copyOf(into);
      expect(linesOf(second).slice(1)).toEqual(linesOf(first).slice(1));
      expect(headerOf(second)).toEqual({ ...headerOf(first), at: expect.any(String) });
      expect(await query(into, 'select count(*)::int as rows from keepsake')).toEqual([{ rows: keepsakes.length }]);
      expect(await query(into, everything)).toEqual(await query(from, everything));
    }),
    { numRuns: RUNS },
  );
});

/** Compared by PostgreSQL's own reading of them, not only by how they are written. */
const everything = 'select keepsake::text from keepsake order by part collate "C", id';

const headerOf = (file: string): object => JSON.parse(linesOf(file)[0] ?? '');

async function keep(where: pg.PoolConfig, keepsakes: readonly object[]): Promise<void> {
  const client = new pg.Client(where);
  await client.connect();
  await client.query(`insert into keepsake_kind values ('shell')`);
  for (const one of keepsakes) {
    const columns = Object.keys(one);
    const places = columns.map((_, place) => `$${place + 1}`);
    await client.query(`insert into keepsake (${columns.join(', ')}, of) values (${places.join(', ')}, 'shell')`, Object.values(one));
  }
  await client.end();
}
