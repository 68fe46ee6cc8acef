import { readdirSync, readFileSync } from 'node:fs';
import type { PlaygroundRoute } from './routes.ts';

const folder = new URL('./page/', import.meta.url);

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Everything the page uses comes from this server; nothing runs or looks by way of markup. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

/** The page and its files, read once. */
export function readAssets(): PlaygroundRoute[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => extensionOf(name) in contentTypes);
  return files.map((name) => {
    const file = name.replaceAll('\\', '/');
    const answer = { status: 200, contentType: contentTypes[extensionOf(name)]!, body: readFileSync(new URL(file, folder)), headers };
    return { method: 'GET', path: file === 'index.html' ? '/playground' : `/playground/page/${file}`, handle: async () => answer };
  });
}

const extensionOf = (name: string): string => name.split('.').at(-1) ?? '';
