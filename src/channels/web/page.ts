import type { Language } from '../../texts/message.ts';
import type { WebhookCall } from '../webhook.ts';
import { type Html, html, textOf } from './html.ts';
import { pageWords } from './words/table.ts';

/** What this room hands over to be mounted. `path` may have one segment such as `:token`, whose value comes in `params`. */
export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  handle(call: WebhookCall & { readonly params: Record<string, string> }): Promise<PageAnswer>;
};

export type PageAnswer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Page = {
  readonly status: number;
  readonly language: Language;
  readonly title: string;
  readonly shopName: string;
  /** The way from this page to the root, with a slash at its end: PUBLIC_URL may have a path of its own. */
  readonly root: string;
  readonly main: Html;
  readonly foot: Html;
  /** Somebody's own page: never kept by anybody, never found by a search engine, with no switch between languages. */
  readonly personal?: boolean;
  /** A personal page that is read in any language all the same. */
  readonly switchesLanguage?: boolean;
  /** The page whose heading is the shop's name: it stands there once. */
  readonly home?: boolean;
  /** It has a form, which is sent to where the page came from. */
  readonly form?: boolean;
};

/** Pages load nothing but their stylesheet and pictures of their own, and run no scripts, whatever a text may smuggle in. */
const policyOf = ({ form }: Page): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    `form-action ${form ? "'self'" : "'none'"}`,
    "frame-ancestors 'none'",
  ].join('; ');

export function answerPage(page: Page): PageAnswer {
  return {
    status: page.status,
    contentType: 'text/html; charset=utf-8',
    body: `<!doctype html>\n${textOf(documentOf(page))}\n`,
    headers: {
      'content-security-policy': policyOf(page),
      'content-language': page.language,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': page.personal ? 'no-store' : 'no-cache',
      vary: 'accept-language',
      ...(page.personal ? { 'x-robots-tag': 'noindex' } : {}),
    },
  };
}

/** Found, elsewhere: the shop has a page of its own. */
export const answerRedirect = (location: string): PageAnswer => ({
  status: 302,
  contentType: 'text/plain; charset=utf-8',
  body: location,
  headers: { location, 'cache-control': 'no-cache' },
});

/** The way to the root of where the pages are mounted, read off the address that was called: "/" or "/club/". */
export function rootOf(publicUrl: string, route: string): string {
  const called = new URL(publicUrl).pathname.split('/').filter(Boolean);
  const own = route.split('/').filter(Boolean).length;
  return ['', ...called.slice(0, called.length - own), ''].join('/');
}

const documentOf = ({
  language,
  title,
  shopName,
  root,
  main,
  foot,
  personal,
  home,
  switchesLanguage,
}: Page): Html => html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
${personal ? html`<meta name="robots" content="noindex">` : undefined}
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${root}page.css">
</head>
<body>
<header>
${home ? undefined : html`<a class="shop" href="${root}?lang=${language}">${shopName}</a>`}
${personal && !switchesLanguage ? undefined : languageSwitch(language)}
</header>
<main>
${main}
</main>
<footer>
${foot}
</footer>
</body>
</html>`;

const languageSwitch = (chosen: Language): Html => html`<nav class="languages" aria-label="${pageWords[chosen].languages}">
${(Object.keys(pageWords) as Language[]).map((language) =>
  language === chosen
    ? html`<span lang="${language}" aria-current="true">${pageWords[language].name}</span>\n`
    : html`<a lang="${language}" hreflang="${language}" href="?lang=${language}">${pageWords[language].name}</a>\n`,
)}</nav>`;
