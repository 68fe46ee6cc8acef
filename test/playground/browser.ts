import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** A browser out of an npm package: nothing to install, nothing to download. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  if (!existsSync(executablePath)) throw new Error(`No browser at ${executablePath}`);
  return playwright.launch({ executablePath, args: chromium.args });
}
