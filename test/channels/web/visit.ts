import type { PageAnswer } from '../../../src/channels/web/page.ts';
import { createPages, type PagesDeps } from '../../../src/channels/web/pages.ts';
import { programWith } from '../../rules/sample.ts';

const publicUrl = 'https://tea.example';

export const member = { number: '2912345678906', name: 'Anna' };

/** A shop's pages as a browser asks for them; what the test does not say is a plain shop in Poland. */
export function openShop(deps: Partial<PagesDeps> = {}, root = publicUrl) {
  const routes = createPages({
    program: programWith(),
    findCard: async (token) => (token === 'known' ? member : undefined),
    playground: false,
    ...deps,
  });
  return {
    routes,
    visit(path: string, headers: Record<string, string> = {}, method: 'GET' | 'POST' = 'GET'): Promise<PageAnswer> {
      const { pathname } = new URL(path, publicUrl);
      const route = routes.find((one) => one.method === method && new RegExp(`^${one.path.replace(/:\w+/, '[^/]+')}$`).test(pathname));
      if (route === undefined) throw new Error(`no page at ${path}`);
      const name = /:(\w+)/.exec(route.path)?.[1];
      const params = name === undefined ? {} : { [name]: decodeURIComponent(pathname.split('/').at(-1) ?? '') };
      return route.handle({ rawBody: Buffer.alloc(0), headers, publicUrl: root + path, params });
    },
  };
}

/** What a person reads: no tags, entities resolved, every kind of space the same. */
export const wordsOf = ({ body }: PageAnswer): string =>
  body
    .replace(/<head>[\s\S]*<\/head>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');
