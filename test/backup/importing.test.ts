import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type pg from 'pg';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importFrom } from '../../src/backup/importing.ts';
import { connect, ensureDatabase } from '../../src/database/connect.ts';
import { migrate, migrationNames } from '../../src/database/migrations.ts';
import { freshConnection } from '../support/database.ts';
import { copyOf, linesOf, newFile, query, saying, settle, withLines } from './copies.ts';

let copy: string;
let bytes: Buffer;
let into: pg.PoolConfig & { database: string };

beforeAll(async () => {
  const from = await freshConnection();
  await settle(from);
  copy = await copyOf(from);
  bytes = readFileSync(copy);
});
beforeEach(async () => {
  into = await freshConnection();
});

const file = (content: string | Buffer): string => {
  const written = newFile();
  writeFileSync(written, content);
  return written;
};

const everyTable = `select relname as name, (xpath('/row/c/text()', query_to_xml('select count(*) as c from ' || quote_ident(relname), false, true, '')))[1]::text as rows
  from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`;
const everySequence = 'select sequencename, last_value from pg_sequences order by 1';

/** The sentence of the refusal; nothing in the database is other than before. */
async function refusal(given: string): Promise<string> {
  const before = [await query(into, everyTable), await query(into, everySequence)];
  const sentence = await importFrom(into, given).then(
    () => 'it was taken',
    (error: Error) => `${error.name}: ${error.message}`,
  );
  expect([await query(into, everyTable), await query(into, everySequence)]).toEqual(before);
  expect(sentence).toMatch(/^StartRefused: [^\n]+\.$/);
  return sentence.replace('StartRefused: ', '').replaceAll(given, 'FILE');
}

const changed = (find: string, put: string): string =>
  withLines(copy, (lines) => {
    const place = lines.findIndex((line) => line.includes(find));
    expect(place, find).toBeGreaterThan(0);
    return lines.with(place, (lines[place] ?? '').replace(find, put));
  });

describe('what is not a whole copy is refused in one sentence, and the database is as it was', () => {
  test.each<[string, () => string, RegExp | string]>([
    ['no such file', () => newFile(), 'FILE cannot be read (ENOENT).'],
    ['an empty file', () => file(''), 'FILE ends too early: it is not a whole copy.'],
    ['a text', () => file('Dear diary'), 'FILE is not a copy that Kopilka has made.'],
    ['somebody else’s gzip', () => file(gzipSync('Dear diary\n')), 'FILE is not a copy that Kopilka has made.'],
    ['somebody else’s JSON', () => file(gzipSync('{"format":1}\n')), 'FILE is not a copy that Kopilka has made.'],
    ['a file cut in the middle', () => file(bytes.subarray(0, bytes.length / 2)), 'FILE ends too early: it is not a whole copy.'],
    ['one that lacks its last byte', () => file(bytes.subarray(0, -1)), 'FILE ends too early: it is not a whole copy.'],
    ['one without its last line', () => withLines(copy, (lines) => lines.slice(0, -1)), 'FILE ends too early: it is not a whole copy.'],
    ['a wrong byte', () => file(withFlippedBit(bytes)), /^FILE is (damaged: .+ not as it was written|not a copy that Kopilka has made)\.$/],
    [
      'a newer format',
      () => saying(copy, 0, { format: 2 }),
      'FILE was made by a newer Kopilka (its format is 2): restore it with that version.',
    ],
    [
      'a migration we do not know',
      () => saying(copy, 0, { migration: '20991231000000_tomorrow' }),
      'FILE was made by a newer Kopilka (20991231000000_tomorrow): restore it with that version.',
    ],
    ['other tables', () => saying(copy, 0, { tables: [] }), /^FILE does not fit: it has other tables than a database of \d+_\w+\.$/],
    ['a header without its time', () => saying(copy, 0, { at: null }), 'FILE is damaged: its line 1 is not as it was written.'],
    ['a broken line', () => withLines(copy, (lines) => lines.with(5, '["')), 'FILE is damaged: its line 6 is not as it was written.'],
    [
      'a line after the last',
      () => withLines(copy, (lines) => [...lines, '[]']),
      /^FILE is damaged: its line \d+ is not as it was written\.$/,
    ],
    ['a row too few', () => withLines(copy, (lines) => lines.filter((line) => !line.includes('sms:+48601234567'))), /number of rows/],
    [
      'a table twice',
      () => withLines(copy, (lines) => lines.toSpliced(-1, 0, '{"table":"member"}')),
      'FILE is damaged: its table member is not as it was written.',
    ],
    [
      'a row that does not fit its columns',
      () => changed('["11111111-1111-4111-8111-111111111111",', '['),
      /^FILE is damaged: a row of \w+ is/,
    ],
    [
      'a value that its column refuses',
      () => changed('"2900000000001"', 'null'),
      'FILE is damaged: a row of member is not as it was written.',
    ],
    [
      'a point more in an account',
      () => changed(',"25","5","0",', ',"26","5","0",'),
      /^The ledger in FILE is not whole\. The account of member 1{8}-.+\.$/,
    ],
    [
      'another root',
      () => saying(copy, -1, { root: 'f'.repeat(64) }),
      /^The ledger in FILE is not the one it was made of: its root is \w{64}, and the file says f{64}\.$/,
    ],
  ])('%s', async (_, make, sentence) => {
    expect(await refusal(make())).toEqual(sentence instanceof RegExp ? expect.stringMatching(sentence) : sentence);
  });
});

function withFlippedBit(whole: Buffer): Buffer {
  const wrong = Buffer.from(whole);
  const place = Math.floor(whole.length * 0.6);
  wrong[place] = (wrong[place] ?? 0) ^ 0x10;
  return wrong;
}

describe('only an empty database is restored into', () => {
  test('one that somebody is enrolled in is refused', async () => {
    await settle(into);
    expect(await refusal(copy)).toMatch(/^This database is not empty \(\w+\): a copy is restored into an empty one only/);
  });

  test('one that somebody is connected to is refused', async () => {
    const { close } = await connect(into);
    expect(await refusal(copy)).toMatch(/^Somebody else is connected to this database \(\d+\): stop Kopilka/);
    await close();
  });

  test('one that somebody is just leaving is not', async () => {
    const { close } = await connect(into);
    const imported = importFrom(into, copy);
    await Promise.all([sleep(200).then(close), imported]);
    expect(await imported).toMatchObject({ members: 2 });
  });

  test('what a mere start of the program has written is replaced', async () => {
    await query(
      into,
      `insert into secret (name, value) values ('hashes', 'made by the start'); insert into schedule_run values ('tidy up', now(), now())`,
    );
    await importFrom(into, copy);
    expect(await query(into, 'select value from secret')).toEqual([{ value: 'the key of card links' }]);
  });

  test('one without any tables yet is made as it was when the copy was written, restored, and brought up to date', async () => {
    const bare = { ...into, database: `${into.database}_bare` };
    await ensureDatabase(into, bare.database);
    await importFrom(bare, copy);
    expect(linesOf(await copyOf(bare)).slice(1)).toEqual(linesOf(copy).slice(1));
    expect(await migrate(bare)).toEqual([]);
  });

  test('one of a later migration is refused: the copy is older', async () => {
    const [first] = migrationNames();
    await query(
      into,
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('x', 'x', '20991231000000_tomorrow', now())`,
    );
    expect(await refusal(saying(copy, 0, { migration: first }))).toMatch(
      /^FILE was made before this database was brought up to date \(\w+, and here 20991231000000_tomorrow\): restore it into a new database/,
    );
  });
});

test('what happened before still cannot be rewritten, and the numbers go on where they were', async () => {
  await importFrom(into, copy);
  await expect(query(into, 'delete from transfer')).rejects.toThrow(/is refused: its rows stay as they were written/);
  const [next] = await query(into, `select nextval('consent_id_seq')::int as consent, nextval('outbox_id_seq')::int as outbox`);
  expect(next).toEqual({ consent: 3, outbox: 2 });
});
