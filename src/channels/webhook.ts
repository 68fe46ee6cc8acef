/** A call that came in over HTTP, as a channel sees it: the bytes as they were sent, and the public address that was called. */
export type WebhookCall = {
  readonly rawBody: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The address the caller used, from PUBLIC_URL and the path with its query, never from the Host header. */
  readonly publicUrl: string;
  /** The parts of the path that the route has names for. */
  readonly params?: Readonly<Record<string, string>>;
  /** The IP address of the caller; behind proxies that are trusted, the one they tell. */
  readonly callerAddress?: string;
};

export type WebhookAnswer = { readonly status: number; readonly contentType: string; readonly body: string };
