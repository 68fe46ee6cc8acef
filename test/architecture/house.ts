/** The rooms of the house, the highest first. A room imports from itself and from rooms below it. */
export const rooms = [
  'cli',
  'playground',
  'schedule',
  'backup',
  'http',
  'till',
  'channels',
  'conversation',
  'insights',
  'privacy',
  'greetings',
  'surveys',
  'interventions',
  'purchases',
  'delivery',
  'coupons',
  'members',
  'ledger',
  'rules',
  'texts',
  'database',
] as const;
type Room = (typeof rooms)[number];

/** Each package has one home; `anywhere` below is what every room may use. */
export const homes: Readonly<Record<string, readonly string[]>> = {
  grammy: ['channels/telegram'],
  telegraf: ['channels/telegram'],
  fastify: ['http'],
  'prom-client': ['http'],
  'node-cron': ['schedule'],
  'rate-limiter-flexible': ['till', 'channels'],
  'zod-openapi': ['till'],
  'swagger-ui-dist': ['till'],
  commander: ['cli'],
  '@fluent/bundle': ['texts'],
  'libphonenumber-js': ['members', 'texts', 'channels/sms'],
  'libphonenumber-js/max': ['members'],
  'temporal-polyfill': ['rules'],
  'date-holidays': ['greetings'],
  'date-holidays-parser': ['greetings'],
  dataloader: ['surveys', 'channels/sms', 'delivery'],
  yaml: ['rules', 'channels/sms'],
  qrcode: ['channels'],
  'bwip-js': ['channels'],
  '@prisma/client': ['database'],
  '@prisma/adapter-pg': ['database'],
  '@prisma/schema-engine-wasm': ['database'],
};

/** Programs of their own, like main.ts: each puts together what it needs. */
const entries = new Set(['src/cli/main.ts']);

export type Arrow = { readonly from: string; readonly to: string; readonly typeOnly: boolean };

const roomOf = (path: string): Room | undefined => rooms.find((room) => path.startsWith(`src/${room}/`));

/**
 * What is wrong with an arrow, as advice to whoever drew it; nothing when it is right. Types may be looked at upwards in one place: the doors
 * (channels, playground, http) share the shape of a call.
 */
export function adviceOn({ from, to }: Arrow): string | undefined {
  const fromRoom = roomOf(from);
  const toRoom = roomOf(to);
  if (fromRoom === undefined || entries.has(from)) return undefined;
  if (to.startsWith('src/') && toRoom === undefined && !to.startsWith('src/database/generated'))
    return `${from} imports ${to}: a room does not know who puts it together. Take what you need as an argument.`;
  if (toRoom === undefined || fromRoom === toRoom) return undefined;
  if (rooms.indexOf(toRoom) > rooms.indexOf(fromRoom)) return undefined;
  return `${from} imports ${to}: ${toRoom} stands above ${fromRoom}. Move the shared noun down to where both can see it, or hand it over in app.ts.`;
}

/** What is wrong with the use of a package. */
export function adviceOnPackage(from: string, name: string): string | undefined {
  const allowed = homes[name];
  if (allowed === undefined || allowed.some((home) => from.startsWith(`src/${home}/`))) return undefined;
  return `${from} uses ${name}, whose home is ${allowed.join(', ')}. Ask that room for what you need.`;
}
