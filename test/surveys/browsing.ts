type Opened = { readonly status: number; readonly body: string; readonly headers: Headers };
type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A browser of few words: it opens pages, sends their forms and keeps their cookies. */
export type Browsing = { opens(path: string): Promise<Opened>; sends(path: string, fields: Fields): Promise<Opened> };

export function browsing(root: string, headers: Readonly<Record<string, string>> = { 'accept-language': 'en' }): Browsing {
  const cookies = new Map<string, string>();
  async function call(path: string, init: RequestInit): Promise<Opened> {
    const cookie = cookies.get(path.split('?')[0] ?? '');
    const answer = await fetch(root + path, {
      ...init,
      headers: { ...headers, ...init.headers, ...(cookie === undefined ? {} : { cookie }) },
    });
    const set = /^(answer=[^;]+);.*Path=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '');
    if (set?.[1] !== undefined && set[2] !== undefined) cookies.set(set[2], set[1]);
    return { status: answer.status, body: await answer.text(), headers: answer.headers };
  }
  return {
    opens: (path) => call(path, {}),
    sends: (path, fields) =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(
          Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as [string, string])),
        ),
      }),
  };
}

/** The hidden fields of the form in a page. */
export const formIn = (body: string): Record<string, string> => ({ form: /name="form" value="([^"]*)"/.exec(body)?.[1] ?? '' });

export const tokenOf = (receiptUrl: unknown): string => String(receiptUrl).split('/').at(-1) ?? '';
