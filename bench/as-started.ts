import { readFileSync } from 'node:fs';

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { scripts: { start: string } };
const words = scripts.start.split(' ');

/** What `npm start` tells Node, and the system's allocator, about memory: the shop is measured as it is run. */
export const asStarted = {
  flags: words.filter((word) => /^--(max-|heap-|expose-)/.test(word)),
  env: Object.fromEntries(words.filter((word) => /^[A-Z_]+=/.test(word)).map((word) => word.split('=') as [string, string])),
};
