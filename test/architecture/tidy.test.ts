import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const limitMs = 120_000;

/** What a tool says when it finds something; nothing when it is content. */
async function complaints(tool: string, ...options: string[]): Promise<string> {
  const program = fileURLToPath(new URL(`../../node_modules/${tool}`, import.meta.url));
  try {
    await promisify(execFile)(process.execPath, [program, ...options], { cwd: root, env: { ...process.env, NO_COLOR: '1' } });
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return `${stdout}${stderr}` || String(error);
  }
}

test('the types agree', { timeout: limitMs }, async () => {
  expect(await complaints('typescript/bin/tsc', '--noEmit', '-p', '.')).toBe('');
});

test('format and lint are clean', { timeout: limitMs }, async () => {
  expect(await complaints('@biomejs/biome/bin/biome', 'check', '--error-on-warnings')).toBe('');
});

test('nothing is left unused', { timeout: limitMs }, async () => {
  expect(await complaints('knip/bin/knip.js', '--no-progress')).toBe('');
});

test('the schema of the database is valid', { timeout: limitMs }, async () => {
  expect(await complaints('prisma/build/index.js', 'validate')).toBe('');
});
