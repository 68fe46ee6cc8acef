import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const memory = fileURLToPath(new URL('../src/memory.ts', import.meta.url));

/** A rush, and up to seven quiet seconds: V8 itself begins to think of giving back after eight. */
const program = `import { setTimeout as wait } from 'node:timers/promises';
  import { giveBackAfterRush } from ${JSON.stringify(memory)};
  giveBackAfterRush();
  let rush = Array.from({ length: 3_000_000 }, (_, number) => ({ number }));
  const taken = process.memoryUsage.rss();
  rush = rush.length;
  for (let looks = 0; looks < 70 && process.memoryUsage.rss() > taken / 2; looks += 1) await wait(100);
  console.log(process.memoryUsage.rss() / taken);`;

const keptOf = (flags: readonly string[]): number =>
  Number(execFileSync(process.execPath, [...flags, '--input-type=module', '--eval', program], { encoding: 'utf8' }));

test('what a rush took of the memory is given back once it is quiet', () => {
  expect(keptOf(['--expose-gc'])).toBeLessThan(0.5);
});

test('npm start tells Node what giving back needs', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  expect(scripts.start.split(' ')).toContain('--expose-gc');
});
