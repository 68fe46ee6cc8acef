import type { IncomingMessage, ServerResponse } from 'node:http';

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Aborted when the caller goes away before the answer. */
export function signalOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  return gone.signal;
}

type Answer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
};

export function write(response: ServerResponse, { status, contentType, body, headers }: Answer): void {
  response.writeHead(status, { 'content-type': contentType, ...headers }).end(body);
}
