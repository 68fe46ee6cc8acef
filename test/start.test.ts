import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { removeDataDir, temporaryDataDir, whoeverTests } from './support/holder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

type Run = { readonly child: ChildProcess; readonly ended: Promise<number>; out(): string; err(): string; open(): Promise<string> };

let dataDir: string;
let runs: Run[];

beforeEach(() => {
  dataDir = temporaryDataDir(whoeverTests);
  runs = [];
});

afterEach(async () => {
  for (const { child, ended } of runs) {
    child.kill('SIGTERM');
    await ended;
  }
  removeDataDir(dataDir);
});

/** The program as `npm start` starts it, with these settings and no other. */
function run(settings: Record<string, string>): Run {
  const options = ['--import', './src/runtime.js', '--disable-warning=ExperimentalWarning', 'src/main.ts'];
  const env = { PATH: process.env['PATH'], DATA_DIR: dataDir, LOG_LEVEL: 'error', ...settings };
  const child = spawn(process.execPath, options, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (err += text));
  const ended = once(child, 'close').then(([code]) => code as number);
  const open = async () => {
    while (!/Kopilka is open\.\n.*http/.test(out)) {
      const closed = await Promise.race([ended.then(() => true), once(child.stdout, 'data').then(() => false)]);
      if (closed) throw new Error(`It did not open: ${out}${err}`);
    }
    return /http:\/\/\S+/.exec(out)?.[0] ?? '';
  };
  const one = { child, ended, out: () => out, err: () => err, open };
  runs.push(one);
  return one;
}

async function portInUse(): Promise<{ port: number; free(): void }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as { port: number }).port, free: () => server.close() };
}

async function freePort(): Promise<string> {
  const { port, free } = await portInUse();
  free();
  return String(port);
}

describe('what is expected to go wrong is told in one sentence, with status 1', () => {
  const refusal = async (settings: Record<string, string>) => {
    const { ended, err } = run(settings);
    expect(await ended).toBe(1);
    expect(err()).not.toMatch(/^\s+at /m);
    return err().trimEnd().split('\n');
  };

  test('mistakes in the settings, a line each', async () => {
    expect(await refusal({ PORT: 'x', LOG_LEVEL: 'loud' })).toEqual([
      expect.stringMatching(/^PORT /),
      expect.stringMatching(/^LOG_LEVEL /),
    ]);
  });

  test('a DATA_DIR that cannot be written', async () => {
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    expect(await refusal({ DATA_DIR: join(file, 'data') })).toEqual([expect.stringMatching(/^DATA_DIR .* cannot be written/)]);
  });

  test('a database that cannot be reached, without its password', async () => {
    const [sentence, ...more] = await refusal({ DATABASE_URL: 'postgresql://kopilka:hunter2@127.0.0.1:1/kopilka' });
    expect(more).toEqual([]);
    expect(sentence).toMatch(/^DATABASE_URL: the database at 127\.0\.0\.1:1\/kopilka cannot be reached/);
    expect(sentence).not.toContain('hunter2');
  });

  test('a port in use', async () => {
    const { port, free } = await portInUse();
    expect(await refusal({ PORT: String(port) })).toEqual([expect.stringMatching(`^PORT ${port} is in use`)]);
    free();
  });

  test('a second start on the same DATA_DIR', async () => {
    const first = run({ PORT: await freePort() });
    await first.open();
    expect(await refusal({ PORT: await freePort() })).toEqual([expect.stringMatching(`already running, pid ${first.child.pid}`)]);
  });
});

test('it opens, says where, and closes in order when it is asked to', async () => {
  const { child, open, ended, out, err } = run({ PORT: await freePort() });
  const url = await open();
  expect((await fetch(new URL('/healthz', url))).status).toBe(200);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(out()).toContain('Closed.');
  expect(err()).toBe('');
});

test('a Node that is too old is told what to do', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', olderNode], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let err = '';
  child.stderr.on('data', (text) => (err += text));
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(err).toMatch(/^Kopilka needs Node 24 or newer and this is 20\.19\.0: [^\n]+\.\n$/);
});

const olderNode = `Object.defineProperty(process.versions, 'node', { value: '20.19.0' }); await import('./src/runtime.js');`;
