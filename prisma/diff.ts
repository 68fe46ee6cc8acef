// Writes the next migration: what schema.prisma has and the migrations have not yet. `npm run migration -- NAME`

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../src/database/embedded.ts';
import { migrationsFolder } from '../src/database/migrations.ts';
import { difference } from './difference.ts';

const name = process.argv[2];
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) throw new Error('Name the migration in small letters: npm run migration -- add_coupons');

const dataDir = mkdtempSync(join(tmpdir(), 'kopilka-diff-'));
chmodSync(dataDir, 0o755);
const server = await startEmbedded({ dataDir, durable: false });
try {
  const script = await difference(server.connection('postgres'));
  console.log(script === '' ? 'schema.prisma and the migrations say the same: nothing to write.' : `Written: ${write(name, script)}`);
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

function write(name: string, script: string): string {
  const moment = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder, `${moment}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'migration.sql'), script);
  return join(folder, 'migration.sql');
}
