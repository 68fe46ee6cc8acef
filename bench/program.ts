import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A program of ours in a process of its own. It writes to a log file, never to a pipe, and ends when we end. */
export type Program = {
  readonly pid: number;
  /** Gives a job to a program that uses `answer`, and waits for the reply. */
  ask<Reply>(job: unknown, withinSeconds: number): Promise<Reply>;
  /** Rejects, in one sentence, when the program ends before it is stopped. */
  readonly ended: Promise<never>;
  /** From now on it is profiled, if that is wanted. */
  profile(): void;
  stop(): Promise<void>;
};

export type Running = {
  readonly name: string;
  readonly script: URL;
  readonly settings?: unknown;
  readonly env?: Readonly<Record<string, string>>;
  /** What Node itself is told, as `npm start` tells it. */
  readonly flags?: readonly string[];
  readonly folder: string;
  readonly profile?: string | undefined;
};

const STOP_WITHIN_MS = 15_000;
const leash = new URL('./leash.ts', import.meta.url).href;
const alive = new Set<ChildProcess>();
let started = 0;

export function runProgram({ name, script, settings, env, flags = [], folder, profile }: Running): Program {
  started += 1;
  const log = join(folder, `${started}-${name}.log`);
  const output = openSync(log, 'a');
  const profiling = profile === undefined ? {} : { BENCH_PROFILE: join(profile, `${started}-${name}.cpuprofile`) };
  const options = [...flags, '--disable-warning=ExperimentalWarning', '--import', leash];
  const child = spawn(process.execPath, [...options, fileURLToPath(script), JSON.stringify(settings ?? null)], {
    env: { ...process.env, ...env, ...profiling },
    stdio: ['ignore', output, output, 'ipc'],
    serialization: 'advanced',
  });
  closeSync(output);
  alive.add(child);

  let stopping = false;
  const { promise: ended, reject } = Promise.withResolvers<never>();
  ended.catch(() => {});
  const { promise: gone, resolve: leave } = Promise.withResolvers<void>();
  child.once('exit', (code, signal) => {
    alive.delete(child);
    leave();
    if (!stopping) reject(new Error(`${name} ended (${signal ?? `status ${code}`}): ${lastLine(log)}`));
  });

  return {
    pid: child.pid as number,
    ended,
    ask: <Reply>(job: unknown, withinSeconds: number) =>
      Promise.race([ended, within(withinSeconds, `${name} did not answer`, reply<Reply>(child, name, job))]),
    profile: () => void (profile !== undefined && child.kill('SIGUSR2')),
    async stop() {
      stopping = true;
      if (child.connected) child.disconnect();
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await gone;
      clearTimeout(late);
    },
  };
}

/** Runs somebody else's tool to its end and gives what it printed; one sentence when it fails. */
export function runTool(
  file: string,
  args: readonly string[],
  { cwd, withinSeconds }: { cwd: string; withinSeconds: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(file, args, { cwd, timeout: withinSeconds * 1000 }, (error, stdout, stderr) => {
      alive.delete(child);
      if (error === null) resolve(stdout);
      else reject(new Error(`${basename(file)} failed: ${stderr.trim().split('\n')[0] || error.message}`));
    });
    alive.add(child);
  });
}

/** At the very end, whatever happened: the leash ends them too, but only once they notice. */
export function killPrograms(): void {
  for (const child of alive) child.kill('SIGTERM');
}

/** The promise, or an error when it takes longer. */
async function within<T>(seconds: number, complaint: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${complaint} within ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

type Told<Reply> = { readonly reply: Reply } | { readonly failure: string };

function reply<Reply>(child: ChildProcess, name: string, job: unknown): Promise<Reply> {
  return new Promise((resolve, reject) => {
    child.once('message', (told: Told<Reply>) => ('reply' in told ? resolve(told.reply) : reject(new Error(`${name}: ${told.failure}`))));
    child.send(job as object);
  });
}

function lastLine(log: string): string {
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  return lines.findLast((line) => /error|refus|cannot|must|missing/i.test(line)) ?? lines.at(-1) ?? 'it said nothing';
}
