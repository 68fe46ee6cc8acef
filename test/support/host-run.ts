import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { environment } from './environment.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** The package as it would be published. */
export async function packed(): Promise<{ readonly tarball: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-package-'));
  await run(process.execPath, ['--disable-warning=ExperimentalWarning', 'build.ts'], { cwd: root });
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root });
  const [name = ''] = readdirSync(folder);
  return { tarball: join(folder, name), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A host of `examples/` in a folder of its own, with the packed package in it. What the package needs comes from this checkout. */
export async function hostFolder(name: 'grammy' | 'telegraf', tarball: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), `kopilka-${name}-`));
  cpSync(join(root, 'examples', `${name}-host`), folder, { recursive: true });
  cpSync(join(root, 'program.yaml'), join(folder, 'program.yaml'));
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const entry of readdirSync(join(root, 'node_modules'))) symlinkSync(join(root, 'node_modules', entry), join(modules, entry));
  mkdirSync(join(modules, 'kopilka'));
  await run('tar', ['-xzf', tarball, '-C', join(modules, 'kopilka'), '--strip-components', '1']);
  return folder;
}

export type HostRun = {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  said(): string;
  /** Resolves once it has said this. */
  until(words: string): Promise<void>;
  end(signal: NodeJS.Signals): Promise<number | null>;
};

/** Starts the host as its owner does. */
export function startHost(folder: string, settings: Readonly<Record<string, string>>): HostRun {
  const env = { ...environment, LOG_LEVEL: 'warn', ...settings };
  const child = spawn(process.execPath, ['--preserve-symlinks', '--disable-warning=ExperimentalWarning', 'main.ts'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said += text;
    });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    ended,
    said: () => said,
    async until(words) {
      while (!said.includes(words)) {
        const closed = await Promise.race([
          ended.then(() => true),
          once(child.stdout, 'data').then(() => false),
          once(child.stderr, 'data').then(() => false),
        ]);
        if (closed && !said.includes(words)) throw new Error(`It ended: ${said}`);
      }
    },
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
