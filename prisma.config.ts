import { defineConfig } from 'prisma/config';

// `generate`, `validate` and `format` need no native schema engine, yet the tool looks for one and would fetch it.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } });
