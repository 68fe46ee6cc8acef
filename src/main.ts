import './runtime.js'; // first: it ends a Node that is too old

import { flushCompileCache } from 'node:module';
import { type Config, readConfig, readEnvironment } from './config.ts';
import { StartRefused } from './database/refused.ts';
import { createLog } from './log.ts';
import { giveBackAfterRush } from './memory.ts';

const closeWithinMs = 10_000;

const stopSignal = listenForStop();
try {
  const config = configOrRefusal();
  const { openForBusiness } = await import('./app.ts'); // late, so that mistakes in the settings are told at once
  const business = await openForBusiness({ config, log: createLog(config.logLevel), onProgress: (line: string) => console.log(line) });
  showAddresses(business.addresses);
  giveBackAfterRush();
  flushCompileCache(); // now, because whoever is killed does it no more
  await stopSignal.whenOpen();
  await closeInTime(business.close);
  process.exit(0);
} catch (error) {
  console.error(toSentence(error) ?? error);
  process.exit(1);
}

/** While the doors are still opening there is nothing to drain, and a second signal means at once: both just end the process. */
function listenForStop(): { whenOpen(): Promise<void> } {
  const endNow = (): void => process.exit(0);
  let stop = endNow;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop());
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    whenOpen() {
      stop = () => {
        stop = endNow;
        resolve();
      };
      return promise;
    },
  };
}

async function closeInTime(close: () => Promise<void>): Promise<void> {
  console.log('Closing.');
  const tooLate = setTimeout(() => {
    console.error('Closing took more than 10 seconds and was cut short: what was not sent yet is sent after the next start.');
    process.exit(1);
  }, closeWithinMs);
  await close();
  clearTimeout(tooLate);
  console.log('Closed.');
}

function configOrRefusal(): Config {
  const read = readConfig(readEnvironment());
  if (!read.ok) throw new StartRefused(read.mistakes.join('\n'));
  return read.config;
}

function showAddresses(addresses: readonly { readonly name: string; readonly url: string }[]): void {
  const width = Math.max(0, ...addresses.map(({ name }) => name.length));
  const lines = addresses.map(({ name, url }) => `  ${name.padEnd(width)}  ${url}`);
  console.log(['', 'Kopilka is open.', ...lines].join('\n'));
}

/** The expected reasons not to start, in words. Anything else is a defect and is shown whole. */
function toSentence(error: unknown): string | undefined {
  if (error instanceof StartRefused) return error.message;
  const { code, syscall, port } = error as NodeJS.ErrnoException & { port?: number };
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') return undefined;
  if (code === 'EADDRINUSE') return `PORT ${port} is in use by another program: stop it, or set PORT to another number.`;
  if (code === 'EACCES') return `PORT ${port} may not be used by this user: set PORT to a number above 1023.`;
  return `HOST is not an address of this machine (${code}).`;
}
