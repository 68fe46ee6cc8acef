import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerBotCall } from '../../src/playground/bot-api/http.ts';
import { type BotApi, type BotApiOptions, createBotApi } from '../../src/playground/bot-api.ts';
import { readBytes, signalOf, write } from '../playground/plain-http.ts';

export { type BotApi, createBotApi, type Shopper } from '../../src/playground/bot-api.ts';

/** The Bot API's double on a port of its own: give `root` to the bot as its API root. */
export async function startBotApi(
  options: Partial<BotApiOptions> = {},
): Promise<BotApi & { readonly root: string; stop(): Promise<void> }> {
  const api = createBotApi({ token: '7700000001:test-token', now: Date.now, ...options });
  const server = createServer(async (request, response) => {
    try {
      const rawBody = await readBytes(request);
      const contentType = request.headers['content-type'] ?? '';
      write(response, await answerBotCall(api, { path: request.url ?? '/', rawBody, contentType, signal: signalOf(response) }));
    } catch {
      request.socket.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...api,
    root,
    async stop() {
      api.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
