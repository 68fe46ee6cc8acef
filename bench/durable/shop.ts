import { readFileSync } from 'node:fs';
import { connect } from '../../src/database/connect.ts';
import { createServer } from '../../src/http/server.ts';
import { createLog } from '../../src/log.ts';
import { readProgram } from '../../src/rules/parse.ts';
import { createShop } from '../../src/shop.ts';
import { settings } from '../answer.ts';
import { bot } from '../dialogue/bot.ts';
import { gateway } from '../intake/gateway.ts';
import type { Place } from '../server.ts';
import { tillKey } from '../till/key.ts';

export type ShopSettings = {
  readonly place: Place;
  readonly port: number;
  readonly apiRoot: string;
  readonly sends: boolean;
  readonly sms?: boolean;
};

/** Our shop as `app.ts` opens it, but with a courier that can be held back: then only hearing is measured. */
const { place, port, apiRoot, sends, sms = false } = settings<ShopSettings>();
const read = readProgram(readFileSync(new URL('../../program.yaml', import.meta.url), 'utf8'));
if (!read.ok) throw new Error('program.yaml has mistakes');
const log = createLog('warn');
const publicUrl = `http://127.0.0.1:${port}`;
const shop = await createShop({
  database: await connect(place),
  program: read.program,
  programHash: read.hash,
  telegram: { token: bot.token, apiRoot, webhookSecret: bot.secret },
  ...(sms ? { sms: { gateway: 'twilio' as const, ...gateway, apiRoot } } : {}),
  till: { keys: [tillKey], requestsPerMinute: Number.MAX_SAFE_INTEGER },
  publicUrl,
  prefix: '',
  log,
});
const health = { method: 'GET', path: '/healthz', handle: async () => ({ status: 200, contentType: 'text/plain', body: 'ok' }) } as const;
const server = createServer({ publicUrl, trustedProxies: [], routes: [...shop.routes, health], streams: [], log });
if (sends) shop.start();
else shop.courier.hold(true);
await server.listen({ port, host: '127.0.0.1' });
