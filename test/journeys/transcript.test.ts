import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { transcript } from './transcript.ts';

const readme = new URL('../../README.md', import.meta.url);
const [opening, closing] = ['<!-- transcript -->', '<!-- /transcript -->'];

/** `UPDATE_TRANSCRIPT=1 npx vitest run test/journeys/transcript.test.ts` writes it anew. */
test('the conversation in the README is the one the product has', async () => {
  const page = readFileSync(readme, 'utf8');
  const [before = '', rest] = page.split(opening);
  const [kept = '', after] = (rest ?? '').split(closing);
  expect(after, `README.md has ${opening} and ${closing}`).toBeDefined();
  const played = `\n\n${await transcript()}\n`;
  if (process.env['UPDATE_TRANSCRIPT'] !== undefined) writeFileSync(readme, `${before}${opening}${played}${closing}${after}`);
  else expect(kept).toBe(played);
});
