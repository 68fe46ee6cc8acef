import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import { environment } from './environment.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Said = { readonly code: number; readonly out: string; readonly err: string };

/** The command as `npm run kopilka --` runs it, with these settings and no other. */
export function kopilka(settings: Readonly<Record<string, string>>, ...given: string[]): Promise<Said> {
  const options = ['--import', './src/runtime.js', '--disable-warning=ExperimentalWarning', 'src/cli/main.ts', ...given];
  const env = { ...environment, ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, options, { cwd: root, env }, (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }));
  });
}

/** A test's database, as DATABASE_URL names it. */
export async function urlOf({ pool }: Database): Promise<string> {
  const { host = '', port = 0, user = '' } = inject('databaseServer');
  const { rows } = await pool.query<{ name: string }>('select current_database() as name');
  return `postgresql://${user}@/${rows[0]?.name}?host=${encodeURIComponent(host)}&port=${port}`;
}
