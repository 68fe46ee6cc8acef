import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ordinary, type Person, removeDataDir, root, temporaryDataDir, whoeverTests } from './support/holder.ts';
import { freePort, type Run, start, texting } from './support/journey-start.ts';

const checkout = fileURLToPath(new URL('..', import.meta.url));

/** Three starts, one of them with a database to be made. */
const patience = { timeout: 90_000 };

let dataDir: string;
let runs: Run[];

beforeEach(() => {
  dataDir = temporaryDataDir(whoeverTests);
  runs = [];
});

afterEach(async () => {
  for (const run of runs) await run.end('SIGTERM');
  removeDataDir(dataDir);
});

function run(settings: Record<string, string>, by: Person = whoeverTests): Run {
  const one = start({ DATA_DIR: dataDir, ...settings }, by);
  runs.push(one);
  return one;
}

/** Why it did not start, line by line. Nothing of a stack is shown, and the status is 1. */
async function refusal(settings: Record<string, string>, by?: Person): Promise<string[]> {
  const { ended, err } = run(settings, by);
  expect(await ended).toBe(1);
  expect(err()).not.toMatch(/^\s+at /m);
  return err().trimEnd().split('\n');
}

async function listenSomewhere(): Promise<{ port: number; free(): void }> {
  const server = createServer().listen(Number(await freePort()), '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as { port: number }).port, free: () => server.close() };
}

const databaseOf = ({ out }: Run): string => /embedded PostgreSQL, (.+)/.exec(out())?.[1] ?? '';
const serverOf = (one: Run): string => readFileSync(join(databaseOf(one), 'postmaster.pid'), 'utf8').split('\n')[0] ?? '';

for (const person of [root, ordinary])
  describe.skipIf(!person.canRun)(`run by ${person.name}`, () => {
    beforeEach(() => {
      removeDataDir(dataDir);
      dataDir = temporaryDataDir(person);
    });
    const opened = async () => {
      const one = run({ PORT: await freePort() }, person);
      return { one, url: await one.open() };
    };

    test(
      'it opens and says where, closes in order, goes on where it was, is alone, and killed it comes back with everything',
      patience,
      async () => {
        const first = await opened();
        expect((await fetch(new URL('/healthz', first.url))).status).toBe(200);
        expect(first.one.out()).toContain(`Playground  ${first.url}/playground`);
        expect(await texting(first.url, 'JOIN Anna')).toContain('Welcome, Anna! You have 200 points');
        expect(await first.one.end('SIGTERM')).toBe(0);
        expect(first.one.out()).toContain('Closed.');
        expect(first.one.err()).toBe('');

        const second = await opened();
        expect(await texting(second.url, 'BALANCE')).toContain('200 points');
        expect(await refusal({ PORT: await freePort() }, person), 'of two, the later').toEqual([
          expect.stringMatching(`already running, pid ${second.one.child.pid}`),
        ]);
        const server = serverOf(second.one);
        expect(await second.one.end('SIGKILL')).toBe(null);

        const third = await opened();
        expect(serverOf(third.one), 'the database that was left running is adopted').toBe(server);
        expect(await texting(third.url, 'BALANCE')).toContain('200 points');
      },
    );

    test('a DATA_DIR that cannot be written is named', async () => {
      const file = join(dataDir, 'file');
      writeFileSync(file, '');
      expect(await refusal({ DATA_DIR: join(file, 'data') }, person)).toEqual([expect.stringMatching(/^DATA_DIR .* cannot be written/)]);
    });
  });

test.skipIf(!ordinary.canRun)('an ordinary user is told of a DATA_DIR that is closed to them', async () => {
  const closed = temporaryDataDir(ordinary, 0o555);
  expect(await refusal({ DATA_DIR: closed }, ordinary)).toEqual([
    `DATA_DIR ${closed} cannot be written (EACCES): choose a folder that this user may write to.`,
  ]);
  removeDataDir(closed);
});

describe('what is expected to go wrong is told in one sentence, with status 1', () => {
  test('mistakes in the settings, a line each', async () => {
    expect(await refusal({ PORT: 'x', LOG_LEVEL: 'loud' })).toEqual([
      expect.stringMatching(/^PORT /),
      expect.stringMatching(/^LOG_LEVEL /),
    ]);
  });

  test('a playground that everybody could reach, unless it is meant', async () => {
    expect(await refusal({ HOST: '0.0.0.0' })).toEqual([
      'PLAYGROUND would be on, and HOST 0.0.0.0 opens it to others: set up Telegram or SMS, or set PLAYGROUND to off, or to on if that is meant.',
    ]);
  });

  test('a database that cannot be reached, without its password', async () => {
    const [sentence, ...more] = await refusal({ DATABASE_URL: 'postgresql://kopilka:hunter2@127.0.0.1:1/kopilka' });
    expect(more).toEqual([]);
    expect(sentence).toMatch(/^DATABASE_URL: the database at 127\.0\.0\.1:1\/kopilka cannot be reached/);
    expect(sentence).not.toContain('hunter2');
  });

  test('a port in use, and what was opened before is closed again', async () => {
    const { port, free } = await listenSomewhere();
    expect(await refusal({ PORT: String(port) })).toEqual([expect.stringMatching(`^PORT ${port} is in use`)]);
    expect(existsSync(join(dataDir, 'kopilka.pid'))).toBe(false);
    free();
  });

  test('a program with mistakes, by their lines', async () => {
    const program = join(dataDir, 'program.yaml');
    const sample = readFileSync(join(checkout, 'program.yaml'), 'utf8');
    writeFileSync(program, sample.replace('rate: 5 %', 'rate: 5').replace('welcome: 200', 'welcom: 200'), { mode: 0o644 });
    const lineOf = (text: string) => sample.slice(0, sample.indexOf(text)).split('\n').length;
    expect(await refusal({ PROGRAM: program })).toEqual([
      `${program}: line ${lineOf('  welcome: 200')}, points.welcom: is no setting we know: misspelt, or in the wrong place?`,
      expect.stringMatching(`^${program}: line ${lineOf('    rate: 5 %')}, tiers\\.1\\.rate: write a share`),
    ]);
  });

  test('a program that is not there', async () => {
    expect(await refusal({ PROGRAM: '/nowhere/program.yaml' })).toEqual(['PROGRAM: /nowhere/program.yaml cannot be read (ENOENT).']);
  });

  test('a Node that is too old', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', olderNode], {
      cwd: checkout,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let err = '';
    child.stderr.on('data', (text) => {
      err += text;
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(err).toMatch(/^Kopilka needs Node 24 or newer and this is 20\.19\.0: [^\n]+\.\n$/);
  });
});

const olderNode = `Object.defineProperty(process.versions, 'node', { value: '20.19.0' }); await import('./src/runtime.js');`;
