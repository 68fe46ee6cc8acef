import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { isAlive } from '../../src/database/embedded/process.ts';
import { type Holder, hold, ordinary, type Person, removeDataDir, root, temporaryDataDir } from '../support/holder.ts';

type Place = { readonly dataDir: string; start(how?: 'guest'): Promise<Holder> };

/** Each test has a DATA_DIR of its own, and whatever it started there is ended after it. */
const placeOf = (person: Person) =>
  test.extend<{ place: Place }>({
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads from this pattern that no other fixture is needed
    place: async ({}, use) => {
      const dataDir = temporaryDataDir(person);
      const holders: Holder[] = [];
      const start = async (how?: 'guest') => {
        const holder = await hold(dataDir, person, how);
        holders.push(holder);
        return holder;
      };
      await use({ dataDir, start });
      for (const holder of holders) await holder.stop();
      for (const { serverPid } of holders) if (isAlive(serverPid)) process.kill(serverPid, 'SIGQUIT');
      removeDataDir(dataDir);
    },
  });

for (const person of [root, ordinary]) {
  describe.skipIf(!person.canRun).concurrent(`an embedded database run by ${person.name}`, () => {
    const test = placeOf(person);

    test('is durable, listens on no port, and keeps its data when it is started again', async ({ place: { dataDir, start }, expect }) => {
      const first = await start();
      await first.query('create table kept as select 42 as answer');
      expect(await first.query(`select current_setting('fsync') as fsync, current_setting('listen_addresses') as listens`)).toEqual([
        { fsync: 'on', listens: '' },
      ]);
      await first.stop();
      expect(isAlive(first.serverPid)).toBe(false);
      expect(existsSync(join(dataDir, 'kopilka.pid'))).toBe(false);

      const second = await start();
      expect(await second.query('select answer from kept')).toEqual([{ answer: 42 }]);
    });

    test('has memory for pages by what the data weighs when it is started', async ({ place: { start }, expect }) => {
      const small = await start();
      const asked = `select current_setting('shared_buffers') as memory, current_setting('data_directory') as data`;
      const [{ memory, data }] = (await small.query(asked)) as [{ memory: string; data: string }];
      expect(memory).toBe('96MB');
      await small.stop();
      writeFileSync(join(data, 'base', 'heavy'), '');
      truncateSync(join(data, 'base', 'heavy'), 300 * 1024 * 1024);
      const grown = await start();
      expect(await grown.query(`select pg_size_bytes(current_setting('shared_buffers')) / 1048576 between 150 and 170 as larger`)).toEqual([
        { larger: true },
      ]);
    });

    test('folds the case of every alphabet, whatever the system has', async ({ place: { start }, expect }) => {
      const { query } = await start();
      expect(await query(`select lower('ŻÓŁĆ ЁЖИК') as folded, 'я' > 'a' as after`)).toEqual([{ folded: 'żółć ёжик', after: true }]);
    });

    test('is adopted by the next start when its owner was killed', async ({ place: { start }, expect }) => {
      const killed = await start();
      await killed.query('create table kept as select 42 as answer');
      await killed.kill();

      const next = await start();
      expect(next.serverPid).toBe(killed.serverPid);
      expect(await next.query('select answer from kept')).toEqual([{ answer: 42 }]);
      await next.stop();
      expect(isAlive(next.serverPid)).toBe(false);
    });

    test('is recovered by the next start when it was killed with its owner', async ({ place: { start }, expect }) => {
      const killed = await start();
      await killed.query('create table kept as select 42 as answer');
      process.kill(killed.serverPid, 'SIGKILL');
      await killed.kill();

      const next = await start();
      expect(next.serverPid).not.toBe(killed.serverPid);
      expect(await next.query('select answer from kept')).toEqual([{ answer: 42 }]);
    });

    test('has one owner', async ({ place: { start }, expect }) => {
      const owner = await start();
      await expect(start()).rejects.toThrow(`already running, pid ${owner.pid}`);
      expect(await owner.query('select 1 as one')).toEqual([{ one: 1 }]);
    });

    test('of two that start at once one owns it, and the other says so', async ({ place: { start }, expect }) => {
      const [first, second] = await Promise.allSettled([start(), start()]);
      const refused = [first, second].find(({ status }) => status === 'rejected') as PromiseRejectedResult;
      expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected']);
      expect(refused.reason.message).toMatch(/already running, pid \d+|Another start is taking/);
    });

    test('is not blocked by a stranger who has the number of its dead owner', async ({ place: { dataDir, start }, expect }) => {
      writeFileSync(join(dataDir, 'kopilka.pid'), `${process.pid}\n1\n`);
      const owner = await start();
      expect(readFileSync(join(dataDir, 'kopilka.pid'), 'utf8')).toContain(String(owner.pid));
    });

    test('is not blocked by a stranger who has the number of its dead server', async ({ place: { start }, expect }) => {
      const killed = await start();
      process.kill(killed.serverPid, 'SIGKILL');
      await killed.kill();
      const { uid, gid } = statSync(killed.home);
      const stranger = spawn('sleep', ['60'], { uid, gid, cwd: '/', stdio: 'ignore' });
      const lock = join(killed.home, 'postmaster.pid');
      writeFileSync(lock, readFileSync(lock, 'utf8').replace(/^\d+/, String(stranger.pid)));

      const next = await start();
      expect(await next.query('select 1 as one')).toEqual([{ one: 1 }]);
      expect(stranger.exitCode).toBe(null);
      stranger.kill();
    });

    test('lets guests in while it runs, and stays when they leave', async ({ place: { start }, expect }) => {
      const owner = await start();
      const guest = await start('guest');
      expect(guest.serverPid).toBe(owner.serverPid);
      await guest.stop();
      expect(await owner.query('select 1 as one')).toEqual([{ one: 1 }]);
    });

    test('is shared by guests who come at the same moment, and ends with the last', async ({ place: { start }, expect }) => {
      const [first, second] = await Promise.all([start('guest'), start('guest')]);
      expect(first.serverPid).toBe(second.serverPid);
      expect(await second.query('select 1 as one')).toEqual([{ one: 1 }]);
      await Promise.all([first.stop(), second.stop()]);
      expect(isAlive(first.serverPid)).toBe(false);
    });

    test('is started for a guest when nobody runs it, and ends with them', async ({ place: { dataDir, start }, expect }) => {
      const guest = await start('guest');
      expect(await guest.query('select 1 as one')).toEqual([{ one: 1 }]);
      await guest.stop();
      expect(isAlive(guest.serverPid)).toBe(false);
      expect(existsSync(join(dataDir, 'kopilka.pid'))).toBe(false);
    });
  });
}
