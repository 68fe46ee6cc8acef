import type { ShopProcess } from './storm-process.ts';

/** Two tills with a key each. */
export const stormTills = ['anna', 'boris'] as const;
export type StormTill = (typeof stormTills)[number];
export const stormKeys = stormTills.map((name) => `${name}:${keyOf(name)}`).join(',');

export type Told = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };
export type TillRequest = {
  readonly till: StormTill;
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
  readonly key?: string;
};

const ANSWER_WITHIN_MS = 20_000;

/** Calls the till's API of one process. What is our fault is an error here, whatever the weather. */
export async function callTill(to: ShopProcess, { till, method = 'POST', path, body, key }: TillRequest): Promise<Told> {
  const answer = await fetch(`${to.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${keyOf(till)}`,
      'accept-language': 'en',
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const told = { status: answer.status, body: (await answer.json()) as Told['body'] };
  if (told.status >= 500 || told.status === 401) throw new Error(`${method} ${path}: ${told.status} ${JSON.stringify(told.body)}`);
  return told;
}

function keyOf(name: string): string {
  return `a-long-key-of-${name}`;
}
