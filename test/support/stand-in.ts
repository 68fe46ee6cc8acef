import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterTest } from './closing.ts';

/** A stand-in for somebody's API, on a port of its own until the test ends. */
export async function standIn(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  afterTest.push(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The same, which answers every call alike. */
export const answering = (status: number, body: unknown, headers: Record<string, string> = {}): Promise<string> =>
  standIn((_, response) => response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body)));

export type Seen = { readonly method: string; readonly url: URL; readonly headers: IncomingHttpHeaders; readonly body: string };

/** The same, which remembers what it was called with. */
export async function recording(status: number, body: unknown): Promise<{ readonly root: string; readonly seen: Seen[] }> {
  const seen: Seen[] = [];
  const root = await standIn(async (request, response) => {
    const { method = '', headers } = request;
    seen.push({ method, headers, url: new URL(request.url ?? '', 'http://host'), body: Buffer.concat(await request.toArray()).toString() });
    response.writeHead(status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  return { root, seen };
}

/** An address where nobody listens. */
export async function nobody(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return `http://127.0.0.1:${port}`;
}
