import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSmsGateway, type SmsGateway, type SmsGatewayOptions } from '../../src/playground/sms-gateway.ts';
import { readBytes, signalOf, write } from './plain-http.ts';

type Options = Partial<SmsGatewayOptions> & { readonly webhookUrl: string };

/** The SMS gateway's double on a port of its own: give `root` to the shop as `SMS_API_ROOT`. */
export async function startSmsGateway(options: Options): Promise<SmsGateway & { readonly root: string; stop(): Promise<void> }> {
  const account = { accountSid: 'AC00000000000000000000000000000000', authToken: 'test-auth-token', shopNumber: '+79000000001' };
  const gateway = createSmsGateway({ now: Date.now, deliveryMs: 5, ...account, ...options });
  const server = createServer(async (request, response) => {
    try {
      const rawBody = await readBytes(request);
      const { method = 'GET', url = '/', headers } = request;
      write(response, await gateway.handle({ method, path: url, headers, rawBody, signal: signalOf(response) }));
    } catch {
      request.socket.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...gateway,
    root,
    async stop() {
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
