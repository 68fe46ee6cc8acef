import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { TillRoute } from './api.ts';

type Asset = { readonly name: string; readonly contentType: string; readonly bytes: Buffer };

const folder = new URL('./page/', import.meta.url);
const document = 'index.html';
const worker = 'worker.js';

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webmanifest: 'application/manifest+json',
};

/** Everything the page uses comes from this server; nothing runs or looks by way of markup. The camera is for scanning cards. */
const headers = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; '),
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
  'cache-control': 'no-cache',
  vary: 'accept-encoding',
};

/** The till in a browser, at PREFIX/till, and its files, read once. */
export function tillPageRoutes(prefix: string): TillRoute[] {
  const assets = readAssets();
  return assets.map((asset) => ({
    method: 'GET',
    path: asset.name === document ? `${prefix}/till` : `${prefix}/till/page/${asset.name}`,
    handle: answerWith(asset.name === worker ? { ...asset, bytes: workerOf(asset, assets) } : asset),
  }));
}

function readAssets(): Asset[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  return files
    .filter((name) => extensionOf(name) in contentTypes)
    .toSorted()
    .map((name) => ({ name, contentType: contentTypes[extensionOf(name)]!, bytes: readFileSync(new URL(name, folder)) }));
}

const extensionOf = (name: string): string => name.split('.').at(-1) ?? '';

/** The worker knows every file it keeps, and is another worker as soon as one of them is another. */
function workerOf({ bytes }: Asset, assets: readonly Asset[]): Buffer {
  const hash = createHash('sha256');
  for (const asset of assets) hash.update(asset.name).update(asset.bytes);
  const files = assets.map(({ name }) => name).filter((name) => name !== document && name !== worker);
  const known = `const version = '${hash.digest('hex').slice(0, 16)}';\nconst files = ${JSON.stringify(files)};\n`;
  return Buffer.concat([Buffer.from(known), bytes]);
}

/** The addresses in the page are relative to PREFIX/till: with a slash at its end they would lead astray. */
function answerWith({ name, contentType, bytes }: Asset): TillRoute['handle'] {
  const zipped = gzipSync(bytes, { level: 9 });
  const own = name === worker ? { ...headers, 'service-worker-allowed': '../../till' } : headers;
  return async ({ headers: asked, publicUrl }) => {
    if (name === document && new URL(publicUrl).pathname.endsWith('/'))
      return { status: 301, contentType: 'text/plain; charset=utf-8', body: '', headers: { ...headers, location: '../till' } };
    const unzips = /\bgzip\b/.test(String(asked['accept-encoding'] ?? ''));
    return unzips
      ? { status: 200, contentType, body: zipped, headers: { ...own, 'content-encoding': 'gzip' } }
      : { status: 200, contentType, body: bytes, headers: own };
  };
}
