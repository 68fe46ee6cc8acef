import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { listMigrations } from '../src/database/migrations.ts';
import { withEngine } from '../src/database/schema-engine.ts';

const schemaFile = fileURLToPath(new URL('./schema.prisma', import.meta.url));

/**
 * The SQL that would make of the migrations what `schema.prisma` says; empty when they say the same. The engine applies the migrations
 * to a scratch database beside the given one, which stays behind.
 */
export async function difference(scratchServer: pg.PoolConfig): Promise<string> {
  const { stdout } = await withEngine(scratchServer, (engine) =>
    engine.diff({
      from: { tag: 'migrations', ...listMigrations() },
      to: { tag: 'schemaDatamodel', files: [{ path: schemaFile, content: readFileSync(schemaFile, 'utf8') }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  return stdout?.includes('empty migration') ? '' : (stdout ?? '');
}
