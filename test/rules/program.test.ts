import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readProgram } from '../../src/rules/parse.ts';
import { programJsonSchema, programSchema } from '../../src/rules/program.ts';

const sample = readFileSync(new URL('../../program.yaml', import.meta.url), 'utf8');

test('the sample program is right', () => {
  expect(readProgram(sample)).toMatchObject({ ok: true, program: { shop: { currency: 'RUB', languages: ['ru', 'en', 'pl'] } } });
});

test('program.schema.json is fresh (after a change of the schema: vitest -u)', async () => {
  await expect(`${JSON.stringify(programJsonSchema(), null, 2)}\n`).toMatchFileSnapshot('../../program.schema.json');
});

test('the first line of the sample tells editors where its schema is', () => {
  expect(sample.split('\n')[0]).toBe('# yaml-language-server: $schema=./program.schema.json');
});

test('a program survives being stored as JSON and read back', () => {
  const read = readProgram(sample);
  if (!read.ok) throw new Error('the sample is wrong');
  expect(programSchema.parse(JSON.parse(JSON.stringify(read.program)))).toEqual(read.program);
});

test('comments, layout and order of settings do not change the hash; a changed promise does', () => {
  const hashOf = (text: string) => {
    const read = readProgram(text);
    return read.ok ? read.hash : read.mistakes;
  };
  const reordered = sample
    .replace('{ points: 1, money: 100 }', '{ money: 100, points: 1 }')
    .replace('{ RU: false, other: true }', '{ other: true, RU: false }')
    .replaceAll(/ {2,}# .*$/gm, '');
  expect(hashOf(reordered)).toBe(hashOf(sample));
  expect(hashOf(sample)).toMatch(/^[0-9a-f]{64}$/);
  expect(hashOf(sample.replace('rate: 5 %', 'rate: 6 %'))).not.toBe(hashOf(sample));
});
