import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Holder, hold, ordinary, removeDataDir, root, temporaryDataDir, whoeverTests } from '../support/holder.ts';

describe.skipIf(!root.canRun)('root in a folder that is closed to others', () => {
  let folder: string;
  let dataDir: string;
  let used: { dataDir: string; home: string }[];

  const start = async (where = dataDir): Promise<Holder> => {
    const holder = await hold(where, root);
    used.push({ dataDir: where, home: holder.home });
    return holder;
  };

  beforeEach(() => {
    folder = temporaryDataDir(root, 0o700);
    dataDir = join(folder, 'data');
    used = [];
  });

  afterEach(() => {
    for (const one of used) removeDataDir(one.dataDir, one.home);
    removeDataDir(folder);
  });

  test('keeps the data under /var/lib/kopilka, and says where', async () => {
    const holder = await start();
    await holder.stop();
    expect(holder.home).toMatch(/^\/var\/lib\/kopilka\/[0-9a-f]{12}\/postgres$/);
    expect(readFileSync(join(dataDir, 'WHERE.txt'), 'utf8')).toContain(holder.home);
  });

  test('does not share it between two folders, nor with a copy of the folder', async () => {
    const first = await start();
    await first.stop();
    const other = join(folder, 'other');
    const second = await start(other);
    await second.stop();
    writeFileSync(join(other, 'WHERE.txt'), readFileSync(join(dataDir, 'WHERE.txt')));
    const again = await start(other);
    await again.stop();
    expect(second.home).not.toBe(first.home);
    expect(again.home).toBe(second.home);
  });

  test('finds it again after the folder was moved', async () => {
    const before = await start();
    await before.query('create table kept as select 42 as answer');
    await before.stop();
    const moved = join(folder, 'moved');
    renameSync(dataDir, moved);
    const after = await start(moved);
    expect(await after.query('select answer from kept')).toEqual([{ answer: 42 }]);
    await after.stop();
    expect(after.home).toBe(before.home);
  });
});

test.skipIf(!root.canRun || !ordinary.canRun)('root runs the data of an ordinary user as that user, and leaves it to them', async () => {
  const dataDir = temporaryDataDir(ordinary);
  try {
    await (await hold(dataDir, ordinary)).stop();
    const asRoot = await hold(dataDir, root);
    expect(asRoot.home).toBe(join(dataDir, 'postgres'));
    await asRoot.stop();
    await (await hold(dataDir, ordinary)).stop();
  } finally {
    removeDataDir(dataDir);
  }
});

test('a DATA_DIR that cannot be written is named in one sentence', async () => {
  const folder = temporaryDataDir(whoeverTests);
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(hold(join(file, 'data'), whoeverTests)).rejects.toThrow(/^DATA_DIR .*\/file\/data cannot be written \(ENOTDIR\): [^\n]+\.$/);
  expect(existsSync(file)).toBe(true);
  removeDataDir(folder);
});
