import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { asStarted } from '../as-started.ts';
import type { Bench } from '../bench.ts';
import { ourSettings } from '../dialogue/sides.ts';
import { freePort } from '../ports.ts';
import { type Program, runProgram } from '../program.ts';
import { untilAnswers } from '../ready.ts';

export type Started = { readonly program: Program; readonly origin: string; readonly seconds: number };

const runtime = new URL('../../src/runtime.js', import.meta.url).href;

/** A DATA_DIR for the program's own database. */
export function newDataDir(bench: Bench): string {
  const folder = mkdtempSync(join(bench.server.folder, 'data-'));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'data'));
  return join(folder, 'data');
}

/** Starts the program on its embedded database, and takes the time from the spawn to the first 200 of /healthz. */
export async function start(bench: Bench, dataDir: string, env: Readonly<Record<string, string>>): Promise<Started> {
  const port = await freePort();
  const began = performance.now();
  const program = runProgram({
    name: 'kopilka',
    script: new URL('../../src/main.ts', import.meta.url),
    env: { ...asStarted.env, ...ourSettings(port, 'http://127.0.0.1:1'), DATA_DIR: dataDir, ...env },
    flags: [...asStarted.flags, '--import', runtime], // as `npm start` does
    folder: bench.server.folder,
    profile: bench.profile,
  });
  const origin = `http://127.0.0.1:${port}`;
  await untilAnswers(program, `${origin}/healthz`);
  return { program, origin, seconds: (performance.now() - began) / 1000 };
}
