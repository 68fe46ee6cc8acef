import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Makes `dist`, the package as it is installed in somebody's bot: JavaScript, what it reads beside itself, and the types of what can be imported. */
const root = import.meta.dirname;
const dist = join(root, 'dist');
const entries = ['mount/grammy', 'mount/telegraf'];

rmSync(dist, { recursive: true, force: true });
const compiler = fileURLToPath(import.meta.resolve('typescript/package.json')).replace('package.json', 'bin/tsc');
const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(1);

// Texts, pages, presets, pictures: beside the code that reads them.
cpSync(join(root, 'src'), dist, { recursive: true, filter: (file) => extname(file) !== '.ts' });

// The compiler turns .ts into .js in the code, not in the types, which are only needed as far as an importer sees.
const seen = new Set(entries.map((entry) => join(dist, `${entry}.d.ts`)));
for (const file of seen) {
  const types = readFileSync(file, 'utf8');
  for (const [, path = ''] of types.matchAll(/from '(\.[^']+)\.ts'/g)) seen.add(resolve(dirname(file), `${path}.d.ts`));
  writeFileSync(file, types.replaceAll(/from '(\.[^']+)\.ts'/g, "from '$1.js'"));
}
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  const file = join(entry.parentPath, entry.name);
  if (file.endsWith('.d.ts') && !seen.has(file)) rmSync(file);
}
for (const file of seen) if (!existsSync(file)) throw new Error(`${file} is missing`);
