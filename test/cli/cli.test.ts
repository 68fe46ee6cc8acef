import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createLedger } from '../../src/ledger/ledger.ts';
import { freshConnection, freshDatabase } from '../support/database.ts';
import { kopilka, urlOf } from './kopilka.ts';

const folder = mkdtempSync(join(tmpdir(), 'kopilka-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('program check', () => {
  test('says what the terms promise', async () => {
    const { code, out } = await kopilka({}, 'program', 'check');
    expect(code).toBe(0);
    expect(out).toContain('What points are worth');
  });

  test('names every mistake with its line, and fails', async () => {
    const file = join(folder, 'program.yaml');
    writeFileSync(file, 'shop:\n  name: Tea\npointz: 1\n');
    const { code, err } = await kopilka({}, 'program', 'check', file);
    expect(code).toBe(1);
    expect(err).toMatch(/program\.yaml: line 1, shop\.\w+: /);
    expect(err).toMatch(/program\.yaml: line 3, pointz: /);
  });

  test('says in one sentence that there is no such file', async () => {
    expect(await kopilka({}, 'program', 'check', join(folder, 'none'))).toEqual({
      code: 1,
      out: '',
      err: `${join(folder, 'none')} cannot be read (ENOENT).\n`,
    });
  });
});

describe('verify', () => {
  test('prints counts and the root, compares with an earlier one, and names the first bad row', async () => {
    const { pool } = await freshDatabase();
    const { rows } = await pool.query<{ name: string }>('select current_database() as name');
    const settings = { DATABASE_URL: urlOf(rows[0]?.name ?? '') };
    const member = randomUUID();
    const ledger = createLedger({ pool, clock: Date.now });
    await ledger.open('test:open', member);
    await ledger.post('test:earn', member, {
      kind: 'earn',
      earning: { kind: 'gift', points: 5n, activeAt: Date.now(), happenedAt: Date.now() },
    });

    const whole = await kopilka(settings, 'verify');
    expect(whole).toEqual({
      code: 0,
      err: '',
      out: expect.stringMatching(/^The ledger is whole\. Transfers: 1\. Members: 1\. Root: [0-9a-f]{64}\n$/),
    });
    const seen = /Root: (\w+)/.exec(whole.out)?.[1] ?? '';
    expect((await kopilka(settings, 'verify', '--root', seen)).code).toBe(0);
    expect(await kopilka(settings, 'verify', '--root', 'abc')).toMatchObject({
      code: 1,
      err: expect.stringContaining('not the one of that root'),
    });

    await pool.query('update account set points = 6');
    const flawed = await kopilka(settings, 'verify');
    expect(flawed).toMatchObject({
      code: 1,
      out: '',
      err: `The account of member ${member} is not as it was written: it keeps points of 6, and its transfers give 5.\n`,
    });
  });

  test('says in one sentence that there is nothing yet, and makes nothing', async () => {
    const nowhere = { DATA_DIR: join(folder, 'nothing') };
    expect(await kopilka(nowhere, 'verify')).toMatchObject({ code: 1, err: expect.stringMatching(/holds no Kopilka yet.*\n$/) });
    expect(readdirSync(folder)).not.toContain('nothing');
    const { database } = await freshConnection();
    expect(await kopilka({ DATABASE_URL: urlOf(`${database}_none`) }, 'verify')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^[^\n]+\n$/),
    });
  });

  test('says all mistakes in the settings', async () => {
    expect(await kopilka({ PORT: 'x', HOST: '!' }, 'verify')).toMatchObject({ code: 1, err: expect.stringMatching(/^PORT .+\nHOST .+\n/) });
  });
});
