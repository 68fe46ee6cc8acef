import type pg from 'pg';
import type { PrismaClient } from './generated/client.ts';

/** One database, as the rooms use it: Prisma for everyday queries, the pool for the runner's statements. Both share connections. */
export type Database = {
  prisma(): Promise<PrismaClient>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
};
