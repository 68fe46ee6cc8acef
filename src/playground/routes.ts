import type { WebhookCall } from '../channels/webhook.ts';

/** A call as the HTTP room hands it over. `signal` is aborted when the caller goes away. */
export type PlaygroundCall = WebhookCall & { readonly signal?: AbortSignal };

export type PlaygroundAnswer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
};

/** `path` may end in `*`, which takes everything below it. */
export type PlaygroundRoute = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  handle(call: PlaygroundCall): Promise<PlaygroundAnswer>;
};

/**
 * Server-Sent Events. `open` answers a refusal, or what to start once status 200 and `headers` are sent:
 * it writes whatever happens until `closed` is aborted (the caller has gone, or the server stops).
 */
export type PlaygroundStream = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  open(call: PlaygroundCall): PlaygroundAnswer | { start(write: (chunk: string) => void, closed: AbortSignal): void };
};

/** The rest of the called path after `root`, with its query; PUBLIC_URL may have a path of its own before it. */
export function pathOf({ publicUrl }: PlaygroundCall, root: string): string {
  const { pathname, search } = new URL(publicUrl);
  return pathname.slice(pathname.indexOf(root) + root.length) + search;
}

export const answerJson = (status: number, value: unknown): PlaygroundAnswer => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
  headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
});
