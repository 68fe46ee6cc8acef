import { readFileSync, rmSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

const packageFile = new URL('../../node_modules/@sparticuz/chromium/package.json', import.meta.url);

/** A browser out of an npm package: nothing to install, nothing to download. One left behind by another version of the package is replaced. */
export async function startBrowser(): Promise<Browser> {
  const [major] = JSON.parse(readFileSync(packageFile, 'utf8')).version.split('.');
  const browser = await launch();
  if (browser.version().startsWith(`${major}.`)) return browser;
  await browser.close();
  rmSync(await chromium.executablePath());
  return launch();
}

// Drawn by the processor in one step: the way over a made-up graphics card takes twice as much of it.
chromium.setGraphicsMode = false;

/** In one process only, as the package proposes, a browser would die with its first closed context. */
const launch = async (): Promise<Browser> =>
  playwright.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((argument) => argument !== '--single-process'),
  });
