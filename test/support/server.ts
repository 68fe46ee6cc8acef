import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import type pg from 'pg';
import type { TestProject } from 'vitest/node';
import { ensureDatabase } from '../../src/database/connect.ts';
import { startEmbedded } from '../../src/database/embedded.ts';
import { migrate } from '../../src/database/migrations.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of this run, at its maintenance database. */
    databaseServer: pg.PoolConfig;
  }
}

/** The migrated database that every test's own database is a copy of. */
export const templateName = 'template';

/** One server for the whole run, in a temporary folder. What it holds may be lost, so it does not wait for the disk. */
export default async function startServer(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kopilka-test-'));
  chmodSync(dataDir, 0o755);
  const server = await startEmbedded({ dataDir, durable: false });
  await ensureDatabase(server.connection('postgres'), templateName);
  await migrate(server.connection(templateName));
  await chromium.executablePath(); // unpacked once: the first on a machine would start what another is still writing
  project.provide('databaseServer', server.connection('postgres'));
  return async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
