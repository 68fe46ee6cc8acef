import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Playground, PlaygroundAnswer, PlaygroundCall } from '../../src/playground/playground.ts';
import { readBytes, signalOf, write } from './plain-http.ts';

type Other = (path: string, call: PlaygroundCall) => Promise<PlaygroundAnswer | undefined>;

/** The playground on plain node:http, with the shop's own routes beside it. */
export async function mount(make: (root: string) => { playground: Playground; other: Other }): Promise<{ root: string; server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { playground, other } = make(root);

  server.on('request', async (request, response) => {
    const path = new URL(request.url ?? '/', root).pathname;
    const call = { rawBody: await readBytes(request), headers: request.headers, publicUrl: root + request.url, signal: signalOf(response) };
    const stream = playground.streams.find((one) => one.path === path);
    if (stream) {
      const opened = stream.open(call);
      if ('status' in opened) return write(response, opened);
      response.writeHead(200, stream.headers);
      return opened.start((chunk) => response.write(chunk), call.signal);
    }
    const route = playground.routes.find(
      (one) => one.method === request.method && (one.path.endsWith('*') ? path.startsWith(one.path.slice(0, -1)) : one.path === path),
    );
    const answer = (await (route ? route.handle(call) : other(path, call))) ?? { status: 404, contentType: 'text/plain', body: '' };
    write(response, answer);
  });
  return { root, server };
}
