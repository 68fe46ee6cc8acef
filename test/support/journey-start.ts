import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { environment } from './environment.ts';
import type { Person } from './holder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const portTries = 100;

/** The program as its operator sees it: what it prints, how it ends. */
export type Run = {
  readonly child: ChildProcess;
  /** The exit status; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  out(): string;
  err(): string;
  /** Resolves with its first address once it is open; rejects with what it said when it ends before that. */
  open(): Promise<string>;
  end(signal: NodeJS.Signals): Promise<number | null>;
};

/** Starts the program as `npm start` does, with these settings and no other. */
export function start(settings: Readonly<Record<string, string>>, by?: Person): Run {
  const options = ['--import', './src/runtime.js', '--disable-warning=ExperimentalWarning', 'src/main.ts'];
  const env = { ...environment, LOG_LEVEL: 'error', ...settings };
  const who = by === undefined ? {} : { uid: by.uid, gid: by.gid };
  const child = spawn(process.execPath, options, { ...who, cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    ended,
    out: () => out,
    err: () => err,
    async open() {
      while (!/Kopilka is open\.\n.*http/.test(out)) {
        const closed = await Promise.race([ended.then(() => true), once(child.stdout, 'data').then(() => false)]);
        if (closed) throw new Error(`It did not open: ${out}${err}`);
      }
      return /http:\/\/\S+/.exec(out)?.[0] ?? '';
    },
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** A port nobody listens on, below those that systems hand out by themselves, so that nobody gets it before its program is up. */
export async function freePort(): Promise<string> {
  for (let tries = 0; tries < portTries; tries += 1) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return String(port);
  }
  throw new Error('no free port was found');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** Texts the shop of the playground, as the one shopper of a test, and gives what comes back. */
export async function texting(url: string, text: string): Promise<string> {
  const shopper = 'a-shopper-of-the-tests';
  const live = await watch(new URL(`/playground/live?shopper=${shopper}&language=en`, url));
  const answered = answerIn(live);
  const action = JSON.stringify({ shopper, action: { kind: 'text', text } });
  await fetch(new URL('/playground/act', url), { method: 'POST', headers: { 'content-type': 'application/json' }, body: action });
  const answer = await answered;
  live.destroy();
  return answer;
}

/** On a connection of its own, which ends with it. */
async function watch(url: URL): Promise<IncomingMessage> {
  const [response] = (await once(get(url, { agent: false }), 'response')) as [IncomingMessage];
  return response.setEncoding('utf8');
}

async function answerIn(live: IncomingMessage): Promise<string> {
  let unread = '';
  for await (const chunk of live) {
    const events = (unread + chunk).split('\n\n');
    unread = events.pop() ?? '';
    for (const event of events.filter((one) => one.startsWith('data: '))) {
      const { kind, sms } = JSON.parse(event.slice('data: '.length)) as { kind: string; sms?: { own: boolean; body: string } };
      if (kind === 'sms' && sms?.own === false) return sms.body;
    }
  }
  throw new Error('the stream ended without an answer');
}
