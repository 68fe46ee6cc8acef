import { execFileSync } from 'node:child_process';
import { StartRefused } from '../refused.ts';

/** Whom the server runs as. `undefined` stands for whoever runs this process. */
export type SystemUser = { readonly uid: number; readonly gid: number };

const systemUserName = 'kopilka';
export const systemHome = '/var/lib/kopilka';

export const isRoot = (): boolean => process.getuid?.() === 0;

/** PostgreSQL refuses to run as root, so root gives it a user of its own, made once. */
export function ownUser(): SystemUser {
  return find() ?? make();
}

function find(): SystemUser | undefined {
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return undefined;
  }
}

const idOf = (flag: string): number => Number(execFileSync('id', [flag, systemUserName], { stdio: ['ignore', 'pipe', 'ignore'] }));

function make(): SystemUser {
  const command = [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    systemHome,
    '--shell',
    '/usr/sbin/nologin',
    systemUserName,
  ];
  try {
    execFileSync('useradd', command, { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    const made = find(); // by another start at the same moment
    if (made) return made;
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no useradd to make it' : (error as Error).message.trim();
    throw new StartRefused(
      `PostgreSQL does not run as root and needs a system user named ${systemUserName}, but ${why}: make that user, start as an ordinary user, or set DATABASE_URL.`,
    );
  }
  return ownUser();
}

/** Whether the user can work in a folder, found out by trying: modes, lists of rights and mounts all have their say. */
export function canUse(folder: string, user: SystemUser | undefined): boolean {
  try {
    execFileSync('/bin/sh', ['-c', 'cd "$0" && test -w .', folder], { ...user, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export function canReach(folder: string, user: SystemUser | undefined): boolean {
  try {
    execFileSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
