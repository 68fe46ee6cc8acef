import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { afterFile } from './closing.ts';
import { templateName } from './server.ts';

const opened = new Map<Database, string>();

/** A migrated, empty database of its own; closed and dropped after the test file. Call it anywhere in the file. */
export async function freshDatabase(): Promise<Database> {
  const connection = await freshConnection();
  const database = await connect(connection);
  opened.set(database, connection.database);
  afterFile.push(() => dropDatabase(database));
  return database;
}

/** The same, not opened: for what opens databases itself. It is dropped with the server at the end of the run. */
export async function freshConnection(): Promise<pg.PoolConfig & { database: string }> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name} template ${templateName}`);
  return { ...inject('databaseServer'), database: name };
}

/** Before the end of the file, where a file opens dozens: a server has a hundred connections. */
export async function dropDatabase(database: Database): Promise<void> {
  const name = opened.get(database);
  if (!opened.delete(database)) return;
  await database.close();
  await onServer(`drop database ${name} with (force)`);
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client(inject('databaseServer'));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
