import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { environment } from '../support/environment.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Said = { readonly code: number; readonly out: string; readonly err: string };

/** The command as `npm run kopilka --` runs it, with these settings and no other. */
export function kopilka(settings: Readonly<Record<string, string>>, ...given: string[]): Promise<Said> {
  const options = ['--import', './src/runtime.js', '--disable-warning=ExperimentalWarning', 'src/cli/main.ts', ...given];
  const env = { ...environment, DATA_DIR: '/nowhere/data', ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, options, { cwd: root, env }, (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }));
  });
}

/** A database of this run's server as the setting DATABASE_URL names it. */
export const urlOf = (name: string): string => {
  const { host = '', port = 0, user = '' } = inject('databaseServer');
  return `postgresql://${user}@/${name}?host=${encodeURIComponent(host)}&port=${port}`;
};
