import pg from 'pg';
import { inject } from 'vitest';
import { afterFile } from './closing.ts';

let client: Promise<pg.Client> | undefined;

/** MD5 as PostgreSQL makes it: somebody else's code. */
export async function md5ByPostgres(bytes: Buffer): Promise<string> {
  client ??= connect();
  const { rows } = await (await client).query<{ md5: string }>('select md5($1::bytea) as md5', [bytes]);
  return rows[0]?.md5 ?? '';
}

async function connect(): Promise<pg.Client> {
  const made = new pg.Client(inject('databaseServer'));
  await made.connect();
  afterFile.push(() => {
    client = undefined;
    return made.end();
  });
  return made;
}

/** HMAC-SHA256 as the browsers' Web Crypto makes it, by another door than the one our code goes through. */
export async function hmacByWebCrypto(key: string, ...parts: readonly (string | Buffer)[]): Promise<Buffer> {
  const made = await crypto.subtle.importKey('raw', Buffer.from(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return Buffer.from(await crypto.subtle.sign('HMAC', made, Buffer.concat(parts.map((part) => Buffer.from(part)))));
}
