import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { GatewaySettings } from '../../src/channels/sms/gateways.ts';
import type { WebhookCall } from '../../src/channels/webhook.ts';
import type { Database } from '../../src/database/database.ts';
import { createServer } from '../../src/http/server.ts';
import { createLog } from '../../src/log.ts';
import { createShop } from '../../src/shop.ts';
import { afterTest } from './closing.ts';
import { freshDatabase } from './database.ts';
import { type Seen, standIn } from './stand-in.ts';
import { tillAt } from './till.ts';
import { sampleProgram, tillKey } from './world.ts';

/** Where the gateway believes the shop to be. The shop listens somewhere else, behind a proxy that has changed the host. */
export const publicUrl = 'https://shop.example:8443';

/** A gateway's API as a carrier stands behind it: reads an order to send, and answers it. */
export type Carrier = {
  settings(apiRoot: string): GatewaySettings;
  read(order: Seen): { readonly phone: string; readonly text: string };
  answer(reference: string): { readonly status: number; readonly body: unknown };
  /** Where the carrier does not name the text itself, the id it was given. */
  referenceIn?(order: Seen): string;
  /** Answers to whatever is no order. */
  other?(call: Seen): unknown;
};

type Carried = { readonly phone: string; readonly text: string; readonly reference: string };

export type GatewayWorld = {
  readonly database: Database;
  readonly carried: readonly Carried[];
  /** Brings a call to the shop over real HTTP. */
  bring(call: WebhookCall, headers?: Record<string, string>): Promise<{ readonly status: number; readonly body: string }>;
  buy(phone: string, total: number): Promise<void>;
  /** Resolves when all that was heard is answered, and all answers are written down. */
  quiet(): Promise<void>;
};

type Options = { readonly allowedAddresses?: readonly string[]; readonly trustedProxies?: readonly string[] };

/** A shop with one SMS gateway, its doors open over real HTTP, and a carrier behind the gateway. Closed after the test. */
export async function openGatewayWorld(carrier: Carrier, options: Options = {}): Promise<GatewayWorld> {
  const carried: Carried[] = [];
  const apiRoot = await standIn(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const order: Seen = { method: request.method ?? '', headers: request.headers, url: new URL(request.url ?? '', 'http://carrier'), body };
    const other = carrier.other?.(order);
    if (other !== undefined) return response.end(JSON.stringify(other));
    const reference = carrier.referenceIn?.(order) ?? randomUUID();
    carried.push({ ...carrier.read(order), reference });
    const answer = carrier.answer(reference);
    return response.writeHead(answer.status).end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });

  const database = await freshDatabase();
  const { program, hash } = sampleProgram((text) => text.replace('purchaseNoticeBySms: false', 'purchaseNoticeBySms: true'));
  const log = createLog(process.env['TEST_LOG'] ?? 'fatal');
  const sms = { ...carrier.settings(apiRoot), ...(options.allowedAddresses && { allowedAddresses: options.allowedAddresses }) };
  const till = { keys: [tillKey], requestsPerMinute: 1000 };
  const shop = await createShop({ database, program, programHash: hash, sms, till, publicUrl, prefix: '', log });
  const server = createServer({ publicUrl, trustedProxies: options.trustedProxies ?? [], routes: shop.routes, streams: [], log });
  await server.listen({ port: 0, host: '127.0.0.1' });
  shop.start();
  afterTest.push(
    () => shop.stop(),
    () => server.close(),
  );

  const here = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return {
    database,
    carried,
    async bring(call, headers = {}) {
      const url = here + call.publicUrl.slice(publicUrl.length);
      const request = call.rawBody.length === 0 ? { method: 'GET' } : { method: 'POST', body: new Uint8Array(call.rawBody) };
      const given = Object.entries(call.headers).flatMap(([name, value]): [string, string][] =>
        typeof value === 'string' ? [[name, value]] : [],
      );
      const answer = await fetch(url, { ...request, headers: { ...Object.fromEntries(given), ...headers } });
      return { status: answer.status, body: await answer.text() };
    },
    async buy(phone, total) {
      const sold = await tillAt({ url: here, now: Date.now }).sells({ phone, total, currency: program.shop.currency });
      if (sold.status !== 201) throw new Error(sold.body.detail);
    },
    async quiet() {
      for (let calm = 0; calm < 3; calm += 1) {
        await shop.idle();
        await new Promise((later) => setTimeout(later, 5));
      }
    },
  };
}
