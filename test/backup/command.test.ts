import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kopilka, urlOf } from '../cli/kopilka.ts';
import { freshConnection } from '../support/database.ts';
import { removeDataDir, temporaryDataDir, whoeverTests } from '../support/holder.ts';
import { freePort, type Run, start, texting } from '../support/journey-start.ts';
import { newFile, query, settle } from './copies.ts';

/** Two starts, each with a database to be made. */
const patience = { timeout: 120_000 };

let folders: string[];
let runs: Run[];
beforeEach(() => {
  folders = [];
  runs = [];
});
afterEach(async () => {
  for (const run of runs) await run.end('SIGTERM');
  for (const folder of folders) removeDataDir(folder);
});

function newDataDir(): string {
  const folder = temporaryDataDir(whoeverTests);
  folders.push(folder);
  return folder;
}

async function opened(dataDir: string): Promise<string> {
  const run = start({ DATA_DIR: dataDir, PORT: await freePort() });
  runs.push(run);
  return run.open();
}

describe.skipIf(!whoeverTests.canRun)('beside a running shop, and into a new one', () => {
  test('what was copied is there again after a fire: the shop, and the playground with its shopper', patience, async () => {
    const [old, fresh] = [newDataDir(), newDataDir()];
    const url = await opened(old);
    expect(await texting(url, 'JOIN Anna')).toContain('Welcome, Anna! You have 200 points');

    const played = newFile();
    const written = await kopilka({ DATA_DIR: old }, 'export', played, '--playground');
    expect(written).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^Written: .+\. Rows: \d+\. Root: \w{64}\nIt holds personal data/),
    });
    expect(statSync(played).mode & 0o777).toBe(0o600);
    expect(await kopilka({ DATA_DIR: old }, 'export', played)).toMatchObject({
      code: 1,
      err: `${played} is there already: name another file, or remove that one.\n`,
    });
    expect(await kopilka({ DATA_DIR: old }, 'import', played)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Kopilka is already running, pid \d+[^\n]+\n$/),
    });

    const backups = join(old, 'backups');
    while (!existsSync(backups) || readdirSync(backups).every((name) => name.endsWith('.part')))
      await new Promise((later) => setTimeout(later, 20));
    expect(readdirSync(backups)).toEqual([expect.stringMatching(/^kopilka-\d{4}-\d\d-\d\d\.jsonl\.gz$/)]);

    const restored = await kopilka({ DATA_DIR: fresh }, 'import', played, '--playground');
    expect(restored).toMatchObject({ code: 0, err: '', out: expect.stringContaining('The ledger is whole.') });
    expect(rootIn(restored.out)).toBe(rootIn(written.out));
    const nightly = await kopilka({ DATA_DIR: fresh }, 'import', join(backups, readdirSync(backups)[0] ?? ''));
    expect(nightly).toMatchObject({ code: 0, err: '' });
    expect(await texting(await opened(fresh), 'BALANCE')).toContain('200 points');
    expect(await kopilka({ DATA_DIR: old }, 'verify')).toMatchObject({ code: 0 });
  });
});

describe('with a database of one’s own', () => {
  test('it is copied and restored by its address', async () => {
    const [from, into] = [await freshConnection(), await freshConnection()];
    await settle(from);
    const file = newFile();
    expect(await kopilka({ DATABASE_URL: urlOf(from.database) }, 'export', file)).toMatchObject({ code: 0, err: '' });
    expect(await kopilka({ DATABASE_URL: urlOf(into.database) }, 'import', file)).toMatchObject({ code: 0, err: '' });
    expect(await query(into, 'select name from member order by id')).toEqual(await query(from, 'select name from member order by id'));
    expect(await kopilka({ DATABASE_URL: urlOf(into.database) }, 'import', file)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^This database is not empty[^\n]+\n$/),
    });
  });

  test('a file that cannot be written is named', async () => {
    const { database } = await freshConnection();
    expect(await kopilka({ DATABASE_URL: urlOf(database) }, 'export', '/nowhere/copy.jsonl.gz')).toEqual({
      code: 1,
      out: '',
      err: '/nowhere/copy.jsonl.gz cannot be written (ENOENT).\n',
    });
  });
});

const rootIn = (out: string): string => /Root: (\w+)/.exec(out)?.[1] ?? '';
