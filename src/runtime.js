// Plain JavaScript, because a Node that is too old cannot read the rest: `node --import ./src/runtime.js src/main.ts`.

import module from 'node:module';
import { fileURLToPath } from 'node:url';

const neededMajor = 24;

if (Number(process.versions.node.split('.')[0]) < neededMajor) {
  console.error(
    `Kopilka needs Node ${neededMajor} or newer and this is ${process.versions.node}: start it with "npm start" after "npm ci", which brings its own Node, or install a newer one.`,
  );
  process.exit(1);
}

// What Node makes of the sources is kept for the next start, which is then a third shorter and never loads the TypeScript compiler. Where
// nothing can be written there, nothing is kept.
module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
