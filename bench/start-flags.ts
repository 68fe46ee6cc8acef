import { readFileSync } from 'node:fs';

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { scripts: { start: string } };

/** What `npm start` tells Node about memory: the shop is measured as it is run. */
export const startFlags: readonly string[] = scripts.start.split(' ').filter((word) => /^--(max-|heap-)/.test(word));
