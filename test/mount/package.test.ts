import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startBotApi } from '../support/bot-api.ts';
import { freshDatabase } from '../support/database.ts';
import { type HostRun, hostFolder, packed, startHost } from '../support/host-run.ts';
import { urlOf } from '../support/kopilka.ts';

const patience = { timeout: 90_000 };

let tarball: string;
let removePackage: () => void;
beforeAll(async () => {
  const made = await packed();
  tarball = made.tarball;
  removePackage = made.remove;
}, 90_000);
afterAll(() => removePackage());

/** What a checker of packages complains of; nothing when it is content. */
async function complaints(program: string, ...options: string[]): Promise<string> {
  const file = fileURLToPath(new URL(`../../node_modules/${program}`, import.meta.url));
  try {
    await promisify(execFile)(process.execPath, [file, ...options], { env: { ...process.env, NO_COLOR: '1' } });
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return `${stdout}${stderr}` || String(error);
  }
}

test('the package is put together as publint expects', patience, async () => {
  expect(await complaints('publint/src/cli.js', 'run', tarball, '--strict')).toBe('');
});

test('its types are found by whoever imports it', patience, async () => {
  expect(await complaints('@arethetypeswrong/cli/dist/index.js', tarball, '--no-definitely-typed', '--profile', 'esm-only')).toBe('');
});

describe.each(['grammy', 'telegraf'] as const)('the package in the %s host, in a folder of its own', (name) => {
  const cleaning: (() => Promise<unknown> | unknown)[] = [];
  afterEach(async () => {
    for (const clean of cleaning.splice(0).reverse()) await clean();
  });

  async function open() {
    const botApi = await startBotApi();
    cleaning.push(() => botApi.stop());
    const database = await freshDatabase();
    const folder = await hostFolder(name, tarball);
    cleaning.push(() => rmSync(folder, { recursive: true, force: true }));
    const settings = { BOT_TOKEN: botApi.token, BOT_API_ROOT: botApi.root, DATABASE_URL: await urlOf(database) };
    const start = async (): Promise<HostRun> => {
      const host = startHost(folder, settings);
      cleaning.push(() => host.end('SIGKILL'));
      return host;
    };
    const anna = botApi.user({ id: 4711, firstName: 'Anna', languageCode: 'en' });
    /** Resolves once Anna's last message reads like this. */
    const reads = async (words: RegExp): Promise<void> => {
      for (let tries = 0; tries < 500; tries += 1) {
        if (anna.messages().some(({ own, message }) => !own && words.test(message.text ?? message.caption ?? ''))) return;
        await new Promise((later) => setTimeout(later, 20));
      }
      throw new Error(`not read: ${words}; ${JSON.stringify(anna.messages().map(({ message }) => message.text))}`);
    };
    /** Resolves once what became of every message is written down: a process that dies before that keeps its lease for a while. */
    const settled = async (): Promise<void> => {
      while ((await database.pool.query(`select from outbox where settled_at is null`)).rowCount !== 0)
        await new Promise((later) => setTimeout(later, 20));
    };
    return { start, anna, reads, settled };
  }

  test('it opens; killed in the middle of an enrolment it goes on where it was; it stops in order', patience, async () => {
    const { start, anna, reads, settled } = await open();
    const first = await start();
    await first.until('The tea room is open.');
    anna.start();
    await reads(/^The tea room: /);
    anna.start('k_s_poster');
    await reads(/collect points/);
    await settled();
    await first.end('SIGKILL');
    anna.shareContact('+447911123456', { own: true });

    const second = await start();
    await reads(/Welcome, Anna! 200 points/);
    await reads(/add your email/);
    anna.send('/menu');
    await reads(/^Oolong, green tea$/);
    anna.send('anna@example.com');
    await reads(/offers and greetings/);
    anna.send('/card');
    for (let tries = 0; tries < 250 && !anna.messages().some(({ message }) => message.photo !== undefined); tries += 1)
      await new Promise((later) => setTimeout(later, 20));
    expect(anna.messages().some(({ message }) => message.photo !== undefined)).toBe(true);
    expect(await second.end('SIGTERM')).toBe(0);
    expect(second.said()).toBe('The tea room is open.\n');
  });

  test('two copies of it: the one that is turned away says so in a word', patience, async () => {
    const { start } = await open();
    const first = await start();
    await first.until('The tea room is open.');
    const second = await start();
    const ended = await Promise.race([first.ended, second.ended]);
    expect(ended).toBe(1);
    const away = first.child.exitCode === null ? second : first;
    expect(away.said()).toMatch(/409.*Conflict: terminated by other getUpdates request; make sure that only one bot instance is running/);
  });
});
