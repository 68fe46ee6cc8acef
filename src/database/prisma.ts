import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { PrismaClient } from './generated/client.ts';

/** A file of its own, because its query compiler takes 20 MB: imported when the first query of Prisma's is asked. */
export const prismaOn = (pool: pg.Pool): PrismaClient => new PrismaClient({ adapter: new PrismaPg(pool) });
