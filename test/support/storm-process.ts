import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { environment } from './environment.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The product as a process of its own. */
export type ShopProcess = {
  readonly url: string;
  readonly isRunning: () => boolean;
  /** As a power cut would. */
  kill(): Promise<void>;
  /** As an operator would: gives the exit status and how long it took. */
  stop(): Promise<{ status: number | null; tookMs: number }>;
};

/** Starts the product as `npm start` does, with these settings and no other; resolves when it is open. */
export async function startShop(settings: Readonly<Record<string, string>>): Promise<ShopProcess> {
  const port = await freePort();
  const clock = settings['STORM_CLOCK_LATER_MS'] === undefined ? [] : ['--import', './test/support/storm-clock.js'];
  const child = spawn(process.execPath, ['--import', './src/runtime.js', ...clock, '--disable-warning=ExperimentalWarning', program], {
    cwd: root,
    env: { ...environment, PORT: String(port), LOG_LEVEL: process.env['TEST_LOG'] ?? 'fatal', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const ended = once(child, 'exit').then(([status]) => {
    running.delete(child);
    return status as number | null;
  });
  await opened(child, ended);
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    isRunning: () => running.has(child),
    async kill() {
      await end('SIGKILL');
    },
    async stop() {
      const asked = Date.now();
      const status = await end('SIGTERM');
      return { status, tookMs: Date.now() - asked };
    },
  };
}

const program = 'src/main.ts';
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

async function opened(child: ChildProcess, ended: Promise<number | null>): Promise<void> {
  let out = '';
  const open = new Promise<void>((resolve) => {
    child.stdout?.on('data', (text) => {
      out = `${out}${text}`.slice(-10_000);
      if (process.env['TEST_LOG'] !== undefined) process.stdout.write(text);
      if (out.includes('Kopilka is open.')) resolve();
    });
  });
  const status = await Promise.race([open, ended.then((code) => code ?? 'killed')]);
  if (status !== undefined) throw new Error(`The shop did not open (${status}): ${out}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
