import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { TillRoute } from './api.ts';
import { openApiOf } from './openapi.ts';

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve('swagger-ui-dist/package.json'));

/** Inline styles are the documentation's own; scripts come from here only. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const headers = { 'content-security-policy': policy, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

/** `/openapi.json`, and `/docs` that shows it. The library's files are read when somebody first asks. */
export function createDocs(deps: { readonly shopName: string; readonly publicUrl: string; readonly prefix: string }): TillRoute[] {
  const document = JSON.stringify(openApiOf({ shopName: deps.shopName, serverUrl: `${deps.publicUrl}${deps.prefix}/api/v1` }));
  const kept = (path: string, contentType: string, body: () => string | Buffer): TillRoute => {
    let read: string | Buffer | undefined;
    return {
      method: 'GET',
      path: `${deps.prefix}${path}`,
      async handle() {
        read ??= body();
        return { status: 200, contentType, body: read, headers };
      },
    };
  };
  const file = (name: string, contentType: string): TillRoute => kept(`/docs/${name}`, contentType, () => readFileSync(join(folder, name)));
  return [
    kept('/openapi.json', 'application/json; charset=utf-8', () => document),
    kept('/docs', 'text/html; charset=utf-8', () => page),
    kept('/docs/start.js', 'text/javascript; charset=utf-8', () => start),
    file('swagger-ui.css', 'text/css; charset=utf-8'),
    file('swagger-ui-bundle.js', 'text/javascript; charset=utf-8'),
  ];
}

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The till's API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<main id="docs"></main>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`;

const start = `SwaggerUIBundle({ url: 'openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null });\n`;
